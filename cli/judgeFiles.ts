import {
  type FoundFolders,
  ownData,
  type ResolvedAccess,
} from "@quicksight-governance/core/access";
import {
  assertionsOf,
  declaredData,
  type DescribedAssertions,
  judgeRun,
  readForAssertions,
  withDeclaredRules,
} from "@quicksight-governance/core/explain";
import { withLandingData } from "@quicksight-governance/core/landing";
import type { GovernedNamespace } from "@quicksight-governance/core/people";
import type { LoadedTenant } from "./loadTenant.ts";
import { openReader } from "./openReader.ts";
import { readRules } from "./readRules.ts";
import type { TenantOptions } from "./parseTenantOptions.ts";

/** What a run is about. */
export interface RunFiles extends Pick<TenantOptions, "only"> {
  readonly tenant: LoadedTenant;
  readonly governed: GovernedNamespace;
  /** What the setting `access` comes to; absent where access is left alone. */
  readonly resolved: ResolvedAccess | undefined;
  /** What the setting `folders` comes to; absent where there is none, or it is left alone. */
  readonly folders: FoundFolders | undefined;
}

/** What a run would make of the assertions of its tenant and of the account; undefined where there are none, and then nothing is read. */
export async function judgeFiles(
  { tenant, governed, resolved, folders: found, only }: RunFiles,
  signal: AbortSignal,
): Promise<DescribedAssertions | undefined> {
  const { settings, account, access } = tenant;
  const assertions = assertionsOf(settings, account?.assertions);
  if (assertions.length === 0) return undefined;
  const { accountId, partition, identityRegion, namespace } = governed.scope;
  const data = [...new Set([access.region, ...governed.dataRegions])];
  const api = openReader({ identity: identityRegion, data }, access, signal);
  try {
    const about = { accountId, partition, identityRegion };
    const declared = new Set(found?.declared.map(({ id }) => id));
    const read = await readForAssertions(api.reading, about, assertions, namespace, declared);
    // Data is the stack's, so that rules are taken to be those of the files, before this run and after it.
    const rules = assertions.some(({ sight }) => sight !== undefined)
      ? declaredData(withLandingData(settings), await readRules(tenant))
      : [];
    const before = withDeclaredRules(read, governed.scope, access.region, rules);
    const foretold = { governed, access: settings.access, dataRegion: access.region };
    const folders = found && { settings, own: ownData(settings), resolved: found };
    return judgeRun(before, { ...foretold, resolved, folders, only }, tenant, assertions);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    api.close();
  }
}
