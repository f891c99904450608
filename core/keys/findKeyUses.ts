import { KMSClient } from "@aws-sdk/client-kms";
import type { AwsAccess } from "../aws/awsAccess.ts";
import { describeError } from "../aws/describeError.ts";
import { findKeyGrants } from "./findKeyGrants.ts";
import type { ActualKeys } from "./registration/governedKeys.ts";

/**
 * What QuickSight has encrypted with these keys: it holds a grant on a key for each data set, and retires it when the data set is
 * encrypted with another. QuickSight itself has no call that says so. A grant of QuickSight that says not for what is a use as well;
 * what other services and people hold is none.
 *
 * @param keyArns keys of the Region of `access`
 */
export async function findKeyUses(
  keyArns: readonly string[],
  access: AwsAccess,
): Promise<Pick<ActualKeys, "uses" | "unreadable">> {
  const uses = new Map<string, readonly string[]>();
  const unreadable = new Map<string, string>();
  const client = new KMSClient({ ...access });
  try {
    for (const KeyId of keyArns) {
      try {
        const { encrypted, unnamed } = await findKeyGrants(client, KeyId);
        uses.set(KeyId, [...encrypted, ...unnamed]);
      } catch (error) {
        // A key that is gone encrypts nothing any more.
        if (error instanceof Error && error.name === "NotFoundException") continue;
        unreadable.set(KeyId, describeError(error));
      }
    }
  } finally {
    client.destroy();
  }
  return { uses, unreadable };
}
