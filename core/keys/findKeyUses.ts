import { type GrantListEntry, KMSClient, paginateListGrants } from "@aws-sdk/client-kms";
import type { AwsAccess } from "../aws/awsAccess.ts";
import { describeError } from "../aws/describeError.ts";
import { encryptionContext as context } from "./encryptionContext.ts";
import type { ActualKeys } from "./governedKeys.ts";

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
        const found = new Set<string>();
        for await (const { Grants = [] } of paginateListGrants({ client }, { KeyId })) {
          for (const grant of Grants) {
            const use = useOf(grant);
            if (use !== undefined) found.add(use);
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

/** The ARN of what a grant is for; `grant NAME (id ID)` of one of QuickSight's that does not say. */
function useOf(grant: GrantListEntry): string | undefined {
  const { Constraints, GranteePrincipal = "", RetiringPrincipal = "", Name, GrantId } = grant;
  const { EncryptionContextSubset: subset, EncryptionContextEquals: equal } = Constraints ?? {};
  const arn = subset?.[context] ?? equal?.[context];
  if (arn !== undefined) return arn;
  const isOfQuickSight = [GranteePrincipal, RetiringPrincipal].some((one) =>
    /^quicksight\./.test(one),
  );
  if (!isOfQuickSight) return undefined;
  return `grant ${Name ? `${Name} ` : ""}(id ${GrantId ?? "unknown"})`;
}
