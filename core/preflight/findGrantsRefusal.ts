import {
  CreateGrantCommand,
  DryRunOperationException,
  GetKeyPolicyCommand,
  type KMSClient,
} from "@aws-sdk/client-kms";
import { describeError } from "../aws/describeError.ts";
import type { KeyPlace } from "./checkKey.ts";

/**
 * Condition keys that have another value, or are there at all, where QuickSight has a grant made for its caller (developer guide of KMS,
 * "AWS KMS condition keys"): what they decide is not known before.
 */
const decidedLater = /^(?:kms:(?!CallerAccount$)|aws:(?:CalledVia|ViaAWSService|Source))/i;

/** Why a key may not be taken. */
export interface GrantsRefusal {
  readonly message: string;
  /** False: what the policy says cannot be read, and a condition in it may let QuickSight. */
  readonly isSure: boolean;
}

/**
 * Why the policy of a key itself lets the caller make no grants, which QuickSight needs to register it (developer guide, "Key management
 * operations"); undefined where it does. KMS is asked by a dry run, which makes nothing. What IAM denies is no matter of the key, and
 * what conditions decide is for the registration to show.
 */
export async function findGrantsRefusal(
  client: KMSClient,
  keyArn: string,
  { accountId, partition }: KeyPlace,
): Promise<GrantsRefusal | undefined> {
  try {
    await client.send(
      new CreateGrantCommand({
        ...{ KeyId: keyArn, Operations: ["Decrypt"], DryRun: true },
        GranteePrincipal: `arn:${partition}:iam::${accountId}:root`,
      }),
    );
    return undefined;
  } catch (error) {
    if (error instanceof DryRunOperationException || !isOfKey(error)) return undefined;
    const hangs = await hangsOnConditions(client, keyArn);
    if (hangs === true) return undefined;
    const message = `the key's policy does not let the caller make grants, without which QuickSight does not register it (${describeError(error)}); allow kms:CreateGrant in it to whoever deploys, or to the account (got ${keyArn})`;
    return { message, isSure: hangs === false };
  }
}

/** Whether it may be the key's policy that denies: KMS does not always say whose it is. */
function isOfKey(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === "AccessDeniedException" &&
    !/identity-based|boundary|control policy|session policy/.test(error.message)
  );
}

/** Undefined where the policy cannot be read. */
async function hangsOnConditions(client: KMSClient, KeyId: string): Promise<boolean | undefined> {
  try {
    const { Policy = "" } = await client.send(new GetKeyPolicyCommand({ KeyId }));
    const { Statement = [] } = JSON.parse(Policy) as {
      readonly Statement?: PolicyStatement | readonly PolicyStatement[];
    };
    return [Statement]
      .flat()
      .flatMap(({ Condition = {} }) => Object.values(Condition).flatMap(Object.keys))
      .some((key) => decidedLater.test(key));
  } catch {
    return undefined;
  }
}

interface PolicyStatement {
  readonly Condition?: Readonly<Record<string, object>>;
}
