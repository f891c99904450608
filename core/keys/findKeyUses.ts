import { KMSClient, paginateListGrants } from "@aws-sdk/client-kms";
import type { AwsAccess } from "../aws/awsAccess.ts";
import { describeError } from "../aws/describeError.ts";
import { encryptionContext as context } from "./encryptionContext.ts";
import type { ActualKeys } from "./governedKeys.ts";

/**
 * What QuickSight has encrypted with these keys: it holds a grant on a key for each data set, and retires it when the data set is
 * encrypted with another. QuickSight itself has no call that says so.
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
        const found = new Set<string>();
        for await (const { Grants = [] } of paginateListGrants({ client }, { KeyId })) {
          for (const { Constraints } of Grants) {
            const { EncryptionContextSubset: subset, EncryptionContextEquals: equal } =
              Constraints ?? {};
            const arn = subset?.[context] ?? equal?.[context];
            if (arn !== undefined) found.add(arn);
          }
        }
        uses.set(KeyId, [...found].sort());
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
