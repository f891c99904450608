import { openApi } from "@quicksight-governance/core/aws";
import {
  type ActualNamespace,
  type GovernedNamespace,
  peopleSubject,
} from "@quicksight-governance/core/people";
import { isNamespaceGone } from "./isNamespaceGone.ts";
import type { ProviderContext } from "./stored.ts";

/** What a namespace holds now; undefined only when the namespace itself is gone. */
export async function readOrGone(
  governed: GovernedNamespace,
  context: ProviderContext,
): Promise<ActualNamespace | undefined> {
  const { scope, dataRegions } = governed;
  const { profile } = context;
  const api = openApi({ identity: scope.identityRegion, data: dataRegions }, { profile });
  try {
    return await peopleSubject.read(api.reading, governed);
  } catch (error) {
    if (await isNamespaceGone(error, scope, context)) return undefined;
    throw error;
  } finally {
    api.close();
  }
}
