import { type GrantListEntry, type KMSClient, paginateListGrants } from "@aws-sdk/client-kms";
import { encryptionContext as context } from "./encryptionContext.ts";

/** Who holds grants on a key. */
export interface KeyGrants {
  /** ARNs of what QuickSight has encrypted with it, sorted. */
  readonly encrypted: readonly string[];
  /** Grants of QuickSight that do not say for what, as `grant NAME (id ID)`; sorted. */
  readonly unnamed: readonly string[];
  /** Principals that hold grants for anything else, sorted. */
  readonly others: readonly string[];
}

/**
 * Reads the grants on a key: QuickSight holds one for each data set and the like that it has encrypted with it.
 *
 * @param client one of the key's Region
 * @throws as KMS does
 */
export async function findKeyGrants(client: KMSClient, KeyId: string): Promise<KeyGrants> {
  const [encrypted, unnamed, others] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for await (const { Grants = [] } of paginateListGrants({ client }, { KeyId })) {
    for (const grant of Grants) {
      const { Constraints, GranteePrincipal = "somebody unknown", Name, GrantId } = grant;
      const { EncryptionContextSubset: subset, EncryptionContextEquals: equal } = Constraints ?? {};
      const arn = subset?.[context] ?? equal?.[context];
      if (arn !== undefined) encrypted.add(arn);
      else if (isOfQuickSight(grant)) {
        unnamed.add(`grant ${Name ? `${Name} ` : ""}(id ${GrantId ?? "unknown"})`);
      } else others.add(GranteePrincipal);
    }
  }
  return {
    encrypted: [...encrypted].sort(),
    unnamed: [...unnamed].sort(),
    others: [...others].sort(),
  };
}

function isOfQuickSight({
  GranteePrincipal = "",
  RetiringPrincipal = "",
}: GrantListEntry): boolean {
  return [GranteePrincipal, RetiringPrincipal].some((one) => /^quicksight\./.test(one));
}
