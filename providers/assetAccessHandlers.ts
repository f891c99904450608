import {
  type ActualAccess,
  describeAccessFailures,
  formatAccess,
  formatHeldAccess,
  type Grant,
  isDashboardGrant,
  judgeAccess,
  kindsOf,
  mergeGrants,
  parseAccessText,
  readAccess,
  reconcileAccess,
} from "@quicksight-governance/core/access";
import { permissionSet } from "@quicksight-governance/core/assets";
import { createQuickSight } from "@quicksight-governance/core/aws";
import { readApprovals } from "@quicksight-governance/core/reconcile";
import { ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import {
  type AssetAccessState,
  describeText,
  guardOf,
  identityFields,
  otherFields,
  scopeOf,
} from "./assetAccessState.ts";
import { PartialFailure } from "./partialFailure.ts";
import { plainError, withPlainErrors } from "./plainError.ts";
import { printNotices } from "./printNotices.ts";
import { diffStored, type ProviderContext, stateOf, type Stored, unknownValue } from "./stored.ts";

/**
 * Runs the guard on what the preview can know without a call: the grants of the state against those of the program.
 *
 * A check makes no network call, so that it counts an `all` as one asset beside the dashboards that are named; `update` asks
 * again with what QuickSight really holds. A refusal names no property: the engine would print its value, which is every grant.
 */
export function checkAssetAccess(
  olds: Partial<AssetAccessState>,
  news: AssetAccessState,
  context: ProviderContext,
): { inputs: AssetAccessState; failures?: { property: string; reason: string }[] } {
  const inputs = news;
  const known = Object.values(news).every((value) => value !== unknownValue);
  if (olds.access === undefined || olds.access === news.access || !known) return { inputs };
  try {
    const reason = findRefusal(olds.access, news, context);
    return reason === undefined ? { inputs } : { inputs, failures: [{ property: "", reason }] };
  } catch (error) {
    throw plainError(`comparing ${subjectOf(news)}`, error);
  }
}

function findRefusal(
  oldText: string,
  news: AssetAccessState,
  { environment }: ProviderContext,
): string | undefined {
  const desired = { had: parseAccessText(oldText), grants: parseAccessText(news.access) };
  const actual = accessOf(desired.had, desired.grants);
  const approvals = readApprovals(environment);
  return judgeAccess(scopeOf(news), desired, actual, guardOf(news), approvals).refusal;
}

/** Grants as if they were what QuickSight holds, on the dashboards that anybody names and one that stands for all others. */
function accessOf(held: readonly Grant[], alsoNamed: readonly Grant[]): ActualAccess {
  const named = new Map(
    [...alsoNamed, ...held]
      .filter(isDashboardGrant)
      .map(({ dashboard }) => [dashboard.id, dashboard]),
  );
  const dashboards = [...named.values(), { id: "*", name: "every other asset" }];
  return {
    unreadable: [],
    assets: dashboards.map((dashboard) => ({
      kind: "dashboard",
      ...dashboard,
      grants: mergeGrants(
        held
          .filter((grant) => !isDashboardGrant(grant) || grant.dashboard.id === dashboard.id)
          .map(({ group, level }) => ({ group, level, dashboard })),
      ).map(({ group, level }) => ({ group, level, actions: permissionSet("dashboard", level) })),
    })),
  };
}

/** What differs, and whether it makes another resource. */
export function diffAssetAccess(
  olds: Stored<AssetAccessState>,
  news: Stored<AssetAccessState>,
): { changes: boolean; replaces: string[] } {
  return diffStored(olds, news, identityFields, otherFields);
}

/** Brings access to the text. Grants of our groups on dashboards that are there already are kept if they are declared. */
export function createAssetAccess(
  news: Stored<AssetAccessState>,
  context: ProviderContext,
): Promise<{ id: string; outs: AssetAccessState }> {
  return withPlainErrors(`giving ${subjectOf(news)}`, async () => {
    const id = idOf(news);
    await apply(id, "", news, context);
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
    await apply(id, olds.access, news, context);
    return { outs: stateOf(news) };
  });
}

/** What QuickSight holds now, as the same text; gone only when QuickSight says that the account has none. */
export function readAssetAccess(
  id: string,
  props: Stored<AssetAccessState>,
  context: ProviderContext,
): Promise<{ id: string; props?: AssetAccessState; inputs?: AssetAccessState }> {
  return withPlainErrors(`reading ${subjectOf(props)}`, () => readState(id, props, context));
}

async function readState(
  id: string,
  props: Stored<AssetAccessState>,
  context: ProviderContext,
): Promise<{ id: string; props?: AssetAccessState; inputs?: AssetAccessState }> {
  const declared = parseAccessText(props.access);
  const actual = await readOrGone(props, declared, context);
  if (actual === undefined) return { id: "" };
  const state = { ...stateOf(props), ...describeText(formatHeldAccess(actual, declared)) };
  return { id, props: state, inputs: state };
}

/** Revokes what our groups hold through this resource, under the same guard as any other revocation. */
export function deleteAssetAccess(
  props: Stored<AssetAccessState>,
  context: ProviderContext,
): Promise<void> {
  return withPlainErrors(`revoking ${subjectOf(props)}`, () => revokeAll(props, context));
}

async function revokeAll(props: Stored<AssetAccessState>, context: ProviderContext): Promise<void> {
  if ((await readOrGone(props, [], context)) === undefined) return;
  await apply(idOf(props), props.access, { ...props, ...describeText("") }, context);
}

/** What an error is about. */
function subjectOf({ namespaceArn, dataRegion }: AssetAccessState): string {
  return `access to assets in ${dataRegion} for groups of ${namespaceArn}`;
}

function idOf(state: AssetAccessState): string {
  const { accountId, namespace } = scopeOf(state);
  return `${accountId}/${namespace}/${state.dataRegion}`;
}

async function apply(
  id: string,
  oldText: string,
  wanted: Stored<AssetAccessState>,
  { profile, environment }: ProviderContext,
): Promise<void> {
  const scope = scopeOf(wanted);
  const client = createQuickSight({ region: wanted.dataRegion, profile });
  try {
    const desired = { grants: parseAccessText(wanted.access), had: parseAccessText(oldText) };
    const approvals = readApprovals(environment);
    const applied = await reconcileAccess(client, scope, desired, guardOf(wanted), approvals);
    printNotices(scope.namespace, applied.plan.notices);
    if (applied.failed.length > 0) {
      const properties = {
        ...stateOf(wanted),
        ...describeText(halfway(desired)),
        __provider: wanted.__provider,
      };
      throw new PartialFailure(id, properties, describeAccessFailures(scope.namespace, applied));
    }
  } finally {
    client.destroy();
  }
}

/** An `all` that is not wholly taken back stays in the state, as nothing else says that its grants are ours to revoke. */
function halfway({ grants, had }: { grants: readonly Grant[]; had: readonly Grant[] }): string {
  return formatAccess(mergeGrants([...grants, ...had.filter((old) => !isDashboardGrant(old))]));
}

async function readOrGone(
  props: AssetAccessState,
  declared: readonly Grant[],
  { profile }: ProviderContext,
): Promise<ActualAccess | undefined> {
  const client = createQuickSight({ region: props.dataRegion, profile });
  try {
    return await readAccess(client, scopeOf(props), kindsOf(declared));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
