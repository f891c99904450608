import {
  type AccessGuardSettings,
  type AccessScope,
  type ActualAccess,
  createQuickSight,
  describeAccessFailures,
  formatAccess,
  formatHeldAccess,
  type Grant,
  isDashboardGrant,
  judgeAccess,
  kindsOf,
  mergeGrants,
  type NamespaceScope,
  namespaceArnOf,
  parseAccessText,
  parseNamespaceArn,
  permissionSet,
  readAccess,
  readApprovals,
  reconcileAccess,
} from "@quicksight-governance/core";
import { ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import { PartialFailure } from "./partialFailure.ts";
import { withPlainErrors } from "./plainError.ts";
import { printNotices } from "./printNotices.ts";
import { diffStored, type ProviderContext, stateOf, type Stored, unknownValue } from "./stored.ts";

/** What an AssetAccess resource holds, as inputs and as state alike; flat, for the reason given at `RosterState`. */
export interface AssetAccessState {
  /** Account, partition, identity Region and namespace. */
  readonly namespaceArn: string;
  /** Where the assets are. */
  readonly dataRegion: string;
  readonly groupPrefix: string;
  /** The grants as text, a line each: the plan that people read in a preview. */
  readonly access: string;
  /** The lines of the text, for policies. */
  readonly grantCount: number;
  /** The guard's settings: see `GuardSettings`. */
  readonly removalPercent: number;
  readonly removalAtLeast: number;
}

/** A change of one of these makes it another resource: they say whose access to which assets it is about. */
const identity = ["namespaceArn", "dataRegion", "groupPrefix"] as const;
const others = [
  "access",
  "grantCount",
  "removalPercent",
  "removalAtLeast",
] as const satisfies readonly (keyof AssetAccessState)[];

/** The properties of an AssetAccess: what {@link scopeOf} and {@link guardOf} read back. */
export function assetAccessState(
  scope: NamespaceScope,
  dataRegion: string,
  grants: readonly Grant[],
  guard: AccessGuardSettings,
): AssetAccessState {
  return {
    namespaceArn: namespaceArnOf(scope),
    dataRegion,
    groupPrefix: scope.groupPrefix,
    ...describeText(formatAccess(mergeGrants(grants))),
    removalPercent: guard.removals.percent,
    removalAtLeast: guard.removals.atLeast,
  };
}

function describeText(access: string) {
  return { access, grantCount: access === "" ? 0 : access.split("\n").length };
}

function scopeOf({ namespaceArn, groupPrefix }: AssetAccessState): AccessScope {
  return { ...parseNamespaceArn(namespaceArn), groupPrefix };
}

function guardOf({ removalPercent, removalAtLeast }: AssetAccessState): AccessGuardSettings {
  return { removals: { percent: removalPercent, atLeast: removalAtLeast } };
}

/**
 * Runs the guard on what the preview can know without a call: the grants of the state against those of the program.
 *
 * A check makes no network call, so that it counts an `all` as one asset beside the dashboards that are named; `update` asks
 * again with what QuickSight really holds.
 */
export function checkAssetAccess(
  olds: Partial<AssetAccessState>,
  news: AssetAccessState,
  context: ProviderContext,
): { inputs: AssetAccessState; failures?: { property: string; reason: string }[] } {
  const inputs = news;
  const known = [news.access, news.namespaceArn].every((value) => value !== unknownValue);
  if (olds.access === undefined || olds.access === news.access || !known) return { inputs };
  const had = parseAccessText(olds.access);
  const grants = parseAccessText(news.access);
  const { refusal } = judgeAccess(
    scopeOf(news),
    { grants, had },
    accessOf(had, grants),
    guardOf(news),
    readApprovals(context.environment),
  );
  return refusal === undefined
    ? { inputs }
    : { inputs, failures: [{ property: "access", reason: refusal }] };
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
  return diffStored(olds, news, identity, others);
}

/** Brings access to the text. Grants of our groups on dashboards that are there already are kept if they are declared. */
export async function createAssetAccess(
  news: Stored<AssetAccessState>,
  context: ProviderContext,
): Promise<{ id: string; outs: AssetAccessState }> {
  const id = idOf(news);
  await apply(id, "", news, context);
  return { id, outs: stateOf(news) };
}

/** Brings access to the changed text; also goes on where a run stopped halfway. */
export async function updateAssetAccess(
  id: string,
  olds: Stored<AssetAccessState>,
  news: Stored<AssetAccessState>,
  context: ProviderContext,
): Promise<{ outs: AssetAccessState }> {
  await apply(id, olds.access, news, context);
  return { outs: stateOf(news) };
}

/** What QuickSight holds now, as the same text; gone only when QuickSight says that the account has none. */
export function readAssetAccess(
  id: string,
  props: Stored<AssetAccessState>,
  context: ProviderContext,
): Promise<{ id: string; props?: AssetAccessState; inputs?: AssetAccessState }> {
  return withPlainErrors(() => readState(id, props, context));
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
  return withPlainErrors(() => revokeAll(props, context));
}

async function revokeAll(props: Stored<AssetAccessState>, context: ProviderContext): Promise<void> {
  if ((await readOrGone(props, [], context)) === undefined) return;
  await apply(idOf(props), props.access, { ...props, ...describeText("") }, context);
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
