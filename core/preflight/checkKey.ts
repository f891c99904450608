import {
  DescribeKeyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  type KeyMetadata,
  NotFoundException,
} from "@aws-sdk/client-kms";
import { describeError } from "../aws/describeError.ts";
import type { Problem } from "../settings/problem.ts";
import type { AwsAccess } from "../aws/awsAccess.ts";
import { findGrantsRefusal } from "./findGrantsRefusal.ts";
import { adviseOnKey, isRotatable, judgeKey, type KeyFault, type KeyNotice } from "./judgeKey.ts";

/** Something that keeps QuickSight from taking a key. */
export interface KeyProblem extends Problem, KeyFault {
  /** True: KMS has no such key. */
  readonly isGone?: boolean;
}

/** What was found of a key. */
export interface KeyCheck {
  readonly problems: readonly KeyProblem[];
  readonly notices: readonly KeyNotice[];
}

/** Where a key must be. */
export interface KeyPlace {
  readonly accountId: string;
  readonly partition: string;
}

/**
 * Checks that QuickSight can take a key: of this account and Region, symmetric, for encryption, enabled (AWS user guide, "Key
 * management"), and with a policy that lets the caller make grants. QuickSight itself answers a registration with HTTP 200 and a list of
 * what failed, which is easily missed.
 *
 * @param where the setting that names the key
 */
export async function checkKey(
  where: string,
  keyArn: string,
  place: KeyPlace,
  access: AwsAccess,
): Promise<KeyCheck> {
  const misplaced = findMisplaced(keyArn, place, access.region);
  if (misplaced !== undefined) return refuse({ where, message: misplaced });
  const client = new KMSClient({ ...access });
  try {
    const { KeyMetadata: key } = await client.send(new DescribeKeyCommand({ KeyId: keyArn }));
    const faults = judgeKey(key);
    if (faults.length > 0) {
      return refuse(
        ...faults.map(({ message, ...fault }) => ({
          ...{ where, ...fault },
          message: `${message} (got ${keyArn})`,
        })),
      );
    }
    const refusal = await findGrantsRefusal(client, keyArn, place);
    if (refusal?.isSure === true) return refuse({ where, message: refusal.message, denied: true });
    const unsure = refusal && { message: refusal.message, untilRegistered: true };
    const notices = adviseOnKey(key, await findRotation(client, key));
    return { problems: [], notices: unsure === undefined ? notices : [unsure, ...notices] };
  } catch (error) {
    if (error instanceof NotFoundException) {
      const message = `the key is not there; correct the ARN, or leave it out to have a key made (got ${keyArn})`;
      return refuse({ where, message, isGone: true });
    }
    const message = `the key cannot be looked at (${describeError(error)}); correct the ARN, or allow kms:DescribeKey on it`;
    const denied = error instanceof Error && error.name === "AccessDeniedException";
    return refuse({ where, message, denied });
  } finally {
    client.destroy();
  }
}

function refuse(...problems: KeyProblem[]): KeyCheck {
  return { problems, notices: [] };
}

function findMisplaced(
  keyArn: string,
  { accountId, partition }: KeyPlace,
  wanted: string,
): string | undefined {
  const [, found = "", , region = "", owner = ""] = keyArn.split(":");
  if (found !== partition) {
    return `the key is in the partition ${found}; use a key in ${partition} (got ${keyArn})`;
  }
  if (owner !== accountId) {
    return `the key belongs to account ${owner}; use a key of account ${accountId} (got ${keyArn})`;
  }
  return region === wanted
    ? undefined
    : `the key is in ${region}; use a key in ${wanted}, where the data is (got ${keyArn})`;
}

/** Whether KMS rotates a key by itself; undefined where it cannot, or does not say: nothing hangs on it. */
async function findRotation(
  client: KMSClient,
  key: KeyMetadata | undefined,
): Promise<boolean | undefined> {
  if (!isRotatable(key)) return undefined;
  try {
    const command = new GetKeyRotationStatusCommand({ KeyId: key?.KeyId });
    return (await client.send(command)).KeyRotationEnabled;
  } catch {
    return undefined;
  }
}
