import { DescribeKeyCommand, GetKeyPolicyCommand, type KMSClient } from "@aws-sdk/client-kms";
import { describeError } from "../../aws/describeError.ts";
import { mapParallel } from "../../aws/mapParallel.ts";
import { findDeny } from "./denyStatements.ts";
import { readAccessTag } from "./readKeyAccess.ts";

/** Which keys are closed to QuickSight. */
export interface ClosedKeys {
  /** By the ARN of a key, why: by whomever, on purpose or not. */
  readonly closed: ReadonlyMap<string, string>;
  /** By the ARN of a key of which that cannot be found out, why. */
  readonly unknown: ReadonlyMap<string, string>;
}

/**
 * Which keys QuickSight may not use: those that are revoked, also by a run that is about to, disabled by anybody, without material or
 * pending deletion. One that is deleted is not closed: it is no more, and what it encrypted is lost.
 *
 * @param client one of the keys' Region, the same for all looks of a run: each new one would ask for credentials again
 */
export async function findClosed(
  keyArns: readonly string[],
  client: KMSClient,
  region: string,
): Promise<ClosedKeys> {
  const closed = new Map<string, string>();
  const unknown = new Map<string, string>();
  await mapParallel([...new Set(keyArns)], async (keyArn) => {
    try {
      const why = await whyClosed(client, keyArn, region);
      if (why !== undefined) closed.set(keyArn, why);
    } catch (error) {
      if (error instanceof Error && error.name === "NotFoundException") return;
      unknown.set(
        keyArn,
        `whether it is revoked cannot be found out (${describeError(error)}); allow kms:DescribeKey, kms:GetKeyPolicy and kms:ListResourceTags on it`,
      );
    }
  });
  return { closed, unknown };
}

async function whyClosed(
  client: KMSClient,
  KeyId: string,
  region: string,
): Promise<string | undefined> {
  // The tag is set before anything is taken.
  const tag = await readAccessTag(client, KeyId);
  if (tag !== undefined) return tag;
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
  const state = KeyMetadata?.KeyState ?? "unknown";
  if (state !== "Enabled") return `it is ${state}`;
  const { Policy = "{}" } = await client.send(new GetKeyPolicyCommand({ KeyId }));
  return findDeny(Policy, region) === "absent" ? undefined : "its policy denies it to QuickSight";
}
