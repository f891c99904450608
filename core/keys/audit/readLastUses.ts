import { GetKeyLastUsageCommand, KMSClient } from "@aws-sdk/client-kms";
import type { AwsAccess } from "../../aws/awsAccess.ts";
import { describeError } from "../../aws/describeError.ts";
import { networkLimits } from "../../aws/networkLimits.ts";

/** What KMS says of the last use of a key, by whomever and for whatever. */
export interface LastUse {
  /** ISO 8601; absent when the key was not used since KMS keeps note. */
  readonly time?: string | undefined;
  readonly operation?: string | undefined;
  /** Since when KMS keeps note. */
  readonly notedSince?: string | undefined;
  /** Why nobody knows, in place of all that: a right is missing, or the key is gone. */
  readonly unknown?: string;
}

/**
 * Asks KMS when each key was last used (GetKeyLastUsage). It tells of the key and not of a data set, and of all users of the key: so
 * it is said beside the audit.
 */
export async function readLastUses(
  keyArns: readonly string[],
  access: AwsAccess,
): Promise<ReadonlyMap<string, LastUse>> {
  const client = new KMSClient({ ...access, requestHandler: networkLimits });
  const uses = new Map<string, LastUse>();
  try {
    for (const KeyId of keyArns) {
      try {
        const { KeyLastUsage: last, TrackingStartDate: noted } = await client.send(
          new GetKeyLastUsageCommand({ KeyId }),
        );
        const time = last?.Timestamp?.toISOString();
        uses.set(KeyId, {
          ...{ time, operation: last?.Operation, notedSince: noted?.toISOString() },
        });
      } catch (error) {
        uses.set(KeyId, { unknown: describeError(error) });
      }
    }
  } finally {
    client.destroy();
  }
  return uses;
}
