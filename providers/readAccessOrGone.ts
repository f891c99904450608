import {
  accessSubject,
  type ActualAccess,
  type GovernedAccess,
} from "@quicksight-governance/core/access";
import { openApi } from "@quicksight-governance/core/aws";
import { isNamespaceGone } from "./isNamespaceGone.ts";
import type { ProviderContext } from "./stored.ts";

/** What our groups can open now; undefined only when the namespace is gone, or QuickSight in the account. */
export async function readAccessOrGone(
  governed: GovernedAccess,
  context: ProviderContext,
): Promise<ActualAccess | undefined> {
  const { scope, dataRegion } = governed;
  const { profile } = context;
  const api = openApi({ identity: scope.identityRegion, data: [dataRegion] }, { profile });
  try {
    return await accessSubject.read(api.reading, governed);
  } catch (error) {
    if (await isNamespaceGone(error, scope, context)) return undefined;
    throw error;
  } finally {
    api.close();
  }
}
