import { actualGrants } from "../access/actualGrants.ts";
import { type ActualAccess, kindsOf } from "../access/actualAccess.ts";
import { elsewhereOf } from "../access/elsewhere.ts";
import type { Grant } from "../access/grant.ts";
import { withLandingPage } from "../access/landingPage.ts";
import type { ResolvedFolders } from "../access/folders/resolveFolders.ts";
import { planAccess } from "../access/planAccess.ts";
import { type AccessSetting, resolveAccess, type ResolvedAccess } from "../access/resolveAccess.ts";
import type { AccessStep } from "../access/step.ts";
import { isGoverned } from "../assets/asset.ts";
import type { GovernedNamespace } from "../people/governedNamespace.ts";
import type { PeopleStep } from "../people/step.ts";
import type { Plan } from "../reconcile/subject.ts";
import { applyAccess } from "./applyAccess.ts";
import { applyData, type ForetoldData } from "./applyData.ts";
import { applyPeople } from "./applyPeople.ts";
import { dropData } from "./dropData.ts";
import {
  type ForetoldByFolders,
  type ForetoldFolders,
  foretellFolders,
  withResolved,
} from "./foretellFolders.ts";
import { foretellPeople } from "./foretellPeople.ts";
import type { Snapshot, SnapshotAsset } from "./snapshot.ts";

/** A tenant as its files have it. */
export interface ForetoldTenant {
  readonly governed: GovernedNamespace;
  readonly access: readonly AccessSetting[];
  /** Where the assets are that `access` is about. */
  readonly dataRegion: string;
  /** What was declared before, and what names meant then; absent: nobody knows. */
  readonly former?: Pick<ResolvedAccess, "grants" | "remembered"> | undefined;
  /** What `access` comes to, where the snapshot has not all assets that it names; absent: they are looked for in the snapshot. */
  readonly resolved?: ResolvedAccess | undefined;
  /** The setting `folders`; absent: there is none. */
  readonly folders?: ForetoldFolders | undefined;
  /** What is applied, where it is not both. */
  readonly only?: "people" | "access" | undefined;
  /** What its stack makes besides: data, and the landing page, which everybody of the namespace may open; absent: nothing. */
  readonly data?: ForetoldData;
}

/** What becomes of an account when a tenant's files are applied. */
export interface Foretold {
  readonly snapshot: Snapshot;
  readonly people: Plan<PeopleStep>;
  readonly access: Plan<AccessStep>;
  /** What is wrong with the setting `access`, and what a person should know of it. */
  readonly resolved: ResolvedAccess;
  /** What a person should know of declared data. */
  readonly dataNotices: readonly string[];
  /** What becomes of the folders; absent where none are declared. */
  readonly folders?: Pick<ForetoldByFolders, "plan"> & { readonly resolved: ResolvedFolders };
}

/**
 * What an account will be once a tenant's files are applied, by the plans that would apply them: nothing is asked and nothing written.
 * What only a run can know is left out: what the guard says, who runs it, and what fails.
 */
export function foretell(snapshot: Snapshot, tenant: ForetoldTenant): Foretold {
  const people = tenant.only === "access" ? nothing : foretellPeople(snapshot, tenant.governed);
  const { governed, dataRegion } = tenant;
  const { scope } = governed;
  const after = applyPeople(snapshot, governed, people.steps);
  // As in a run, names are looked up among what is there before it.
  const folders =
    tenant.only === "people" ? undefined : withResolved(tenant.folders, after, dataRegion);
  const resolved = tenant.resolved ?? resolveIn(after, tenant, folders?.resolved);
  // What the stack makes goes next: access opens the landing page, and folders may have data.
  const { snapshot: made, notices: dataNotices } =
    tenant.data === undefined
      ? { snapshot: after, notices: [] }
      : applyData(after, scope, dataRegion, tenant.data);
  const inRegion = made.assets.filter(({ region }) => region === dataRegion);
  const given = elsewhereOf({
    ...{ access: resolved.grants, folders: folders?.resolved.grants ?? [] },
  });
  const access = foretellAccess(inRegion, tenant, resolved, given.access);
  const whole = applyAccess(made, scope, dataRegion, access.steps);
  const told = { people, access, resolved, dataNotices };
  const drop = (account: Snapshot) =>
    tenant.data === undefined ? account : dropData(account, dataRegion, tenant.data);
  if (folders === undefined) return { ...told, snapshot: drop(whole) };
  const { snapshot: filled, plan } = foretellFolders(
    ...([whole, governed, dataRegion, folders, given.folders] as const),
  );
  return { ...told, folders: { plan, resolved: folders.resolved }, snapshot: drop(filled) };
}

function resolveIn(
  { assets }: Snapshot,
  { access, former, data, dataRegion }: ForetoldTenant,
  folders: ResolvedFolders | undefined,
): ResolvedAccess {
  const there = assets.filter(({ region }) => region === dataRegion);
  const ids = new Set(folders?.declared.map(({ id }) => id));
  const page = data?.declared.find(({ kind }) => kind === "dashboard");
  return withLandingPage(resolveAccess(access, there, former?.remembered, ids), page);
}

const nothing = { steps: [], notices: [], unchanged: 0 };

/** As the subject reads and plans it: where nothing is or was declared, access is not governed. */
function foretellAccess(
  assets: readonly SnapshotAsset[],
  tenant: ForetoldTenant,
  { grants, uncertain }: ResolvedAccess,
  elsewhere: readonly Grant[],
): Plan<AccessStep> {
  const { scope, guard } = tenant.governed;
  const former = tenant.former?.grants ?? [];
  const isGiven = grants.length + former.length > 0;
  if (!isGiven || tenant.only === "people") return nothing;
  const kinds = new Set(kindsOf(grants, former));
  const read = assets.filter((asset) => isGoverned(asset) && kinds.has(asset.kind));
  const actual: ActualAccess = {
    assets: read
      .filter(({ unreadable }) => unreadable === undefined)
      .map(({ kind, id, name, restricted, grants: own }) => ({
        ...{ kind, id, name, ...(restricted === undefined ? {} : { restricted }) },
        grants: actualGrants(
          scope,
          kind,
          own.map(({ principal, actions }) => ({ Principal: principal, Actions: [...actions] })),
        ),
      })),
    unreadable: read.flatMap(({ kind, id, name, unreadable: reason }) =>
      reason === undefined ? [] : [{ asset: { kind, id, name }, reason }],
    ),
  };
  return planAccess({ grants, former, uncertain, guard, elsewhere }, actual);
}
