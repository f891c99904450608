import { actualGrants } from "../access/actualGrants.ts";
import type { ActualAccess } from "../access/actualAccess.ts";
import { planAccess } from "../access/planAccess.ts";
import { type AccessSetting, resolveAccess, type ResolvedAccess } from "../access/resolveAccess.ts";
import type { AccessStep } from "../access/step.ts";
import { isGoverned } from "../assets/asset.ts";
import { groupOf } from "../aws/scope.ts";
import type { GovernedNamespace } from "../people/governedNamespace.ts";
import { planPeople } from "../people/plan/planPeople.ts";
import { type ActualNamespace, sortNamespace } from "../people/readNamespace.ts";
import type { PeopleStep } from "../people/step.ts";
import type { Plan } from "../reconcile/subject.ts";
import { applyAccess } from "./applyAccess.ts";
import { applyPeople } from "./applyPeople.ts";
import type { Snapshot, SnapshotNamespace } from "./snapshot.ts";

/** A tenant as its files have it. */
export interface ForetoldTenant {
  readonly governed: GovernedNamespace;
  readonly access: readonly AccessSetting[];
  /** Where the assets are that `access` is about. */
  readonly dataRegion: string;
  /** What was declared before, and what names meant then; absent: nobody knows. */
  readonly former?: Pick<ResolvedAccess, "grants" | "remembered">;
}

/** What becomes of an account when a tenant's files are applied. */
export interface Foretold {
  readonly snapshot: Snapshot;
  readonly people: Plan<PeopleStep>;
  readonly access: Plan<AccessStep>;
  /** What is wrong with the setting `access`, and what a person should know of it. */
  readonly resolved: ResolvedAccess;
}

/**
 * What an account will be once a tenant's files are applied, by the plans that would apply them: nothing is asked and nothing written.
 * What only a run can know is left out: whether somebody may go (what they own is handed over), and what the guard says.
 */
export function foretell(snapshot: Snapshot, tenant: ForetoldTenant): Foretold {
  const { governed, access: settings, dataRegion } = tenant;
  const { scope, guard } = governed;
  const { namespace } = scope;
  const nobody: SnapshotNamespace = { people: [], groups: [] };
  const before = snapshot.namespaces[namespace] ?? nobody;
  const people = planPeople(governed, namespaceIn(before, governed));
  const after = applyPeople(snapshot, scope, people.steps);
  const inRegion = after.assets.filter(({ region }) => region === dataRegion);
  const resolved = resolveAccess(settings, inRegion);
  const { grants, uncertain } = resolved;
  const actual: ActualAccess = {
    assets: inRegion
      .filter((asset) => isGoverned(asset) && asset.unreadable === undefined)
      .map(({ kind, id, name, grants: own }) => ({
        ...{ kind, id, name },
        grants: actualGrants(
          scope,
          kind,
          own.map(({ principal, actions }) => ({ Principal: principal, Actions: [...actions] })),
        ),
      })),
    unreadable: inRegion.flatMap(({ kind, id, name, unreadable: reason }) =>
      reason === undefined ? [] : [{ asset: { kind, id, name }, reason }],
    ),
  };
  // Without settings for access none is governed.
  const access =
    settings.length === 0
      ? { steps: [], notices: [], unchanged: 0 }
      : planAccess({ grants, former: [], uncertain, guard }, actual);
  return {
    ...{ people, access, resolved },
    snapshot: applyAccess(after, scope, dataRegion, access.steps),
  };
}

function namespaceIn(
  { people, groups }: SnapshotNamespace,
  { scope }: GovernedNamespace,
): ActualNamespace {
  const users = people.map((person) => ({
    ...{ UserName: person.userName, Role: person.role, Email: person.email },
    IdentityType: person.identityType,
    ...(person.customPermissions === undefined
      ? {}
      : { CustomPermissionsName: person.customPermissions }),
  }));
  const memberships = new Map(
    people.map((person) => [
      person.userName,
      person.groups.flatMap((name) => groupOf(scope, name) ?? []).sort(),
    ]),
  );
  return sortNamespace(
    scope,
    users as Parameters<typeof sortNamespace>[1],
    groups.map((GroupName) => ({ GroupName })),
    memberships,
  );
}
