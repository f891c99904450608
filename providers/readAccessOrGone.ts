import { ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import {
  accessSubject,
  type ActualAccess,
  type GovernedAccess,
} from "@quicksight-governance/core/access";
import { openApi } from "@quicksight-governance/core/aws";
import type { ProviderContext } from "./stored.ts";

/** What our groups can open now; undefined only when the account has no QuickSight. */
export async function readAccessOrGone(
  governed: GovernedAccess,
  { profile }: ProviderContext,
): Promise<ActualAccess | undefined> {
  const { scope, dataRegion } = governed;
  const api = openApi({ identity: scope.identityRegion, data: [dataRegion] }, { profile });
  try {
    return await accessSubject.read(api.reading, governed);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  } finally {
    api.close();
  }
}
