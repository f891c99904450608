import {
  type AccessStep,
  describeOpen,
  type FolderMember,
  formatAccess,
  formatActualAccess,
  type GovernedAccess,
  type Grant,
  isAssetGrant,
  mergeGrants,
} from "@quicksight-governance/core/access";
import type { RunOptions } from "@quicksight-governance/core/reconcile";
import {
  findAccessRefusal,
  sayWhatOpens,
  shownInTexts,
  subjectFor,
  withKept,
} from "./assetAccessPreview.ts";
import {
  type AssetAccessState,
  describeText,
  emptiedAccess,
  governedAccessOf,
  identityFields,
  upgradeAccess,
} from "./assetAccessState.ts";
import { describeMembers, membersThere, unite } from "./foldersState.ts";
import { isNamespaceGone } from "./isNamespaceGone.ts";
import { PartialFailure } from "./partialFailure.ts";
import { withPlainErrors } from "./plainError.ts";
import { printNotices } from "./printNotices.ts";
import { readAccessOrGone } from "./readAccessOrGone.ts";
import { runInStack } from "./runInStack.ts";
import { diffStored, type ProviderContext, stateOf, type Stored, unknownValue } from "./stored.ts";

/**
 * Runs the guard on what the preview knows: the grants of the state, as the refresh before it has read them, against those of the
 * program. Access that is not in the state yet is the one case where QuickSight is asked here, besides an `all` that goes.
 *
 * A refusal names no property: the engine would print its value, which is every grant.
 */
export function checkAssetAccess(
  olds: Partial<AssetAccessState>,
  news: AssetAccessState,
  context: ProviderContext,
): Promise<{ inputs: AssetAccessState; failures?: { property: string; reason: string }[] }> {
  return withPlainErrors(`comparing ${subjectOf(news)}`, async () => {
    const known = Object.values(news).every((value) => value !== unknownValue);
    if (!known) return { inputs: news };
    const before = olds.access === undefined ? undefined : upgradeAccess(olds as AssetAccessState);
    const inputs = withKept(before, news);
    const reason = await findAccessRefusal(before, inputs, context);
    if (reason !== undefined) return { inputs, failures: [{ property: "", reason }] };
    await sayWhatOpens(before, inputs, context);
    return { inputs };
  });
}

/** What differs, and whether it makes another resource. */
export function diffAssetAccess(
  olds: Stored<AssetAccessState>,
  news: Stored<AssetAccessState>,
): { changes: boolean; replaces: string[] } {
  // A state without a version had no lock; that access has one now is no reason to write anything.
  const { version, lockBucket } = olds as Partial<Stored<AssetAccessState>>;
  const before = { ...upgradeAccess(olds), lockBucket: version ? lockBucket : news.lockBucket };
  return diffStored<AssetAccessState>(
    // What names meant, and what the other setting gives, is kept with the next change: it makes none.
    {
      ...{ ...before, lockBucket: before.lockBucket ?? "", remembered: news.remembered },
      ...{ elsewhere: news.elsewhere, handedOver: news.handedOver },
    },
    upgradeAccess(news),
    identityFields,
  );
}

/** Brings access to the text. Grants of our groups on dashboards that are there already are kept if they are declared. */
export function createAssetAccess(
  news: Stored<AssetAccessState>,
  context: ProviderContext,
): Promise<{ id: string; outs: AssetAccessState }> {
  return withPlainErrors(`giving ${subjectOf(news)}`, async () => {
    const id = idOf(news);
    await apply(id, news, governedAccessOf(news), context, shownInTexts(undefined, news));
    return { id, outs: stateOf(news) };
  });
}

/** Brings access to the changed text; also goes on where a run stopped halfway. */
export function updateAssetAccess(
  id: string,
  olds: Stored<AssetAccessState>,
  news: Stored<AssetAccessState>,
  context: ProviderContext,
): Promise<{ outs: AssetAccessState }> {
  return withPlainErrors(`changing ${subjectOf(news)}`, async () => {
    const before = upgradeAccess(olds);
    await apply(id, news, governedAccessOf(news, before), context, shownInTexts(before, news));
    return { outs: stateOf(news) };
  });
}

/**
 * What our groups can open now, as the same text; gone only when QuickSight says that the account has none. Access that is not
 * governed is not read: whatever authors share then is theirs.
 */
export function readAssetAccess(
  id: string,
  props: Stored<AssetAccessState>,
  context: ProviderContext,
): Promise<{ id: string; props?: AssetAccessState; inputs?: AssetAccessState }> {
  const state = upgradeAccess(props);
  return withPlainErrors(`reading ${subjectOf(state)}`, async () => {
    const governed = governedAccessOf(state);
    const current = await readCurrent(state, governed, governed.grants, context);
    if (current === undefined) return { id: "" };
    const read = stateOf(current);
    return { id, props: read, inputs: read };
  });
}

/** Revokes what our groups can open through this resource, under the same guard as any other revocation. */
export function deleteAssetAccess(
  props: Stored<AssetAccessState>,
  context: ProviderContext,
): Promise<void> {
  const state = upgradeAccess({ ...props, problems: "" });
  return withPlainErrors(`revoking ${subjectOf(state)}`, async () => {
    try {
      await apply(idOf(state), state, emptiedAccess(state), context, undefined);
    } catch (error) {
      const { scope } = governedAccessOf(state);
      if (!(await isNamespaceGone(error, scope, context))) throw error;
    }
  });
}

/** What an error is about. */
function subjectOf({ namespaceArn, dataRegion, folders }: AssetAccessState): string {
  const what = folders === undefined ? "access to assets" : "folders";
  return `${what} in ${dataRegion} for groups of ${namespaceArn}`;
}

function idOf(state: AssetAccessState): string {
  const { scope, dataRegion, folders } = governedAccessOf({ ...state, access: "", members: "" });
  const whole = `${scope.accountId}/${scope.namespace}/${dataRegion}`;
  return folders === undefined ? whole : `${whole}/folders`;
}

/**
 * The state with what there is now; undefined when the account has no QuickSight.
 *
 * @param declared whose `all` is shown as one line
 * @param members  what is shown of what is in folders, where it is there
 */
async function readCurrent(
  state: Stored<AssetAccessState>,
  governed: GovernedAccess,
  declared: readonly Grant[],
  context: ProviderContext,
  members: readonly FolderMember[] = governed.folders?.members ?? [],
): Promise<Stored<AssetAccessState> | undefined> {
  const { folders } = governed;
  if (declared.length === 0 && members.length === 0 && !folders?.declared.length) return state;
  const actual = await readAccessOrGone(governed, context);
  if (actual === undefined) return undefined;
  printNotices(governed.scope.namespace, describeOpen(governed.grants, actual));
  return {
    ...{ ...state, ...describeText(formatActualAccess(actual, declared, folders)) },
    ...(folders === undefined ? {} : describeMembers(membersThere(members, actual))),
  };
}

async function apply(
  id: string,
  state: Stored<AssetAccessState>,
  governed: GovernedAccess,
  context: ProviderContext,
  isShown: RunOptions<GovernedAccess, AccessStep>["isShown"],
): Promise<void> {
  const { scope, dataRegion: region } = governed;
  const { namespace, identityRegion } = scope;
  const { lockBucket } = state;
  const place = { identityRegion, dataRegions: [region], region, lockBucket, isShown };
  const problem = await runInStack(subjectFor(state), governed, place, context);
  const what = state.folders === undefined ? "access" : "folders";
  const mistakes = describeMistakes(what, namespace, state.problems);
  if (problem === "" && mistakes === "") return;
  const properties = problem === "" ? state : await readHalfway(state, governed, context);
  throw new PartialFailure(id, properties, [problem, mistakes].filter(Boolean).join("\n"));
}

function describeMistakes(what: string, namespace: string, problems: string): string {
  if (problems === "") return "";
  const lines = problems.split("\n").map((line) => `  ${line}`);
  return [
    `the setting for ${what} of namespace ${namespace} has mistakes; all else is done, and the groups in question have lost nothing:`,
    ...lines,
  ].join("\n");
}

/**
 * What the state must say after a run that did not end: what is there now, as the next preview compares with it. An `all` that
 * is not wholly taken back stays in it, as nothing else says that its grants are ours to revoke.
 */
async function readHalfway(
  state: Stored<AssetAccessState>,
  governed: GovernedAccess,
  context: ProviderContext,
): Promise<Stored<AssetAccessState>> {
  const { grants, former, folders } = governed;
  const members = unite(folders?.members ?? [], folders?.formerMembers ?? []);
  const declared = mergeGrants([...grants, ...former.filter((one) => !isAssetGrant(one))]);
  // Where nobody can say what is there, all of it may be.
  const guess = {
    ...{ ...state, ...describeText(formatAccess(mergeGrants([...grants, ...former]))) },
    ...(folders === undefined ? {} : describeMembers(members)),
  };
  const known = [...declared, ...former];
  const current = await readCurrent(state, governed, known, context, members).catch(
    () => undefined,
  );
  return current ?? guess;
}
