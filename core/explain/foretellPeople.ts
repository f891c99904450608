import { groupOf, sessionOf, userNameOf } from "../aws/scope.ts";
import { describeElsewhere } from "../people/describeElsewhere.ts";
import type { GovernedNamespace } from "../people/governedNamespace.ts";
import { describeSpellings } from "../people/plan/describeSpellings.ts";
import { type ForeignUser, planMoves } from "../people/plan/planMoves.ts";
import { planPeople } from "../people/plan/planPeople.ts";
import { type ActualNamespace, sortNamespace } from "../people/readNamespace.ts";
import { describeUnknown } from "../people/selfUpgrade/describeUnknown.ts";
import { type PeopleStep, selfRegistration } from "../people/step.ts";
import type { Plan } from "../reconcile/subject.ts";
import type { Snapshot, SnapshotNamespace, SnapshotPerson } from "./snapshot.ts";

/**
 * The plan for the people of a namespace, as a run would make it of the account of a snapshot: also newcomers count who are in `default`
 * already and move, and those whom another namespace has, who cannot be registered. Who raised their own role no snapshot tells: where
 * settings adopt that, nobody is lowered who may have, as in a run that may not ask.
 */
export function foretellPeople(
  { namespaces }: Pick<Snapshot, "namespaces">,
  governed: GovernedNamespace,
): Plan<PeopleStep> {
  const { namespace } = governed.scope;
  const nobody: SnapshotNamespace = { people: [], groups: [] };
  const { selfUpgrade } = governed;
  const actual: ActualNamespace = {
    ...namespaceIn(namespaces[namespace] ?? nobody, governed),
    ...(selfUpgrade === "adopt" ? { selfUpgrades: { door: unasked, requests: unasked } } : {}),
  };
  const planned = planPeople(governed, actual);
  // It is said of each whose role it keeps, and to nobody else's purpose.
  const unknown = describeUnknown(governed, actual);
  const notices = planned.notices.filter((notice) => !unknown.includes(notice));
  const plan = { ...planned, notices };
  const moving =
    namespace === selfRegistration
      ? plan
      : withMoves(plan, namespaces[selfRegistration] ?? nobody, governed);
  return withoutElsewhere(moving, namespaces, governed);
}

const unasked = { why: "no snapshot has it", remedy: "a run asks for it" };

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

function sessionsToRegister({ steps }: Plan<PeopleStep>): string[] {
  return steps.flatMap((step) => (step.kind === "register" ? [step.session] : []));
}

function withMoves(
  plan: Plan<PeopleStep>,
  { people }: SnapshotNamespace,
  governed: GovernedNamespace,
): Plan<PeopleStep> {
  const sessions = sessionsToRegister(plan);
  const there = new Map(
    people.flatMap((person): [string, ForeignUser][] => {
      const session = isFederated(person) ? sessionOf(governed.scope, person.userName) : undefined;
      return session === undefined ? [] : [[session, person]];
    }),
  );
  const notices = [...plan.notices, ...describeSpellings(sessions, there)].sort();
  const found = sessions.flatMap((session) => {
    const user = there.get(session);
    return user === undefined ? [] : [[session, user] as const];
  });
  return planMoves(governed, { ...plan, notices }, new Map(found));
}

/** Whom another namespace has fails alone, and all that was planned for them with them. */
function withoutElsewhere(
  plan: Plan<PeopleStep>,
  namespaces: Snapshot["namespaces"],
  { scope }: GovernedNamespace,
): Plan<PeopleStep> {
  const moved = new Set(plan.steps.flatMap((step) => (step.kind === "move" ? [step.session] : [])));
  const elsewhere = new Map<string, string>();
  for (const session of sessionsToRegister(plan)) {
    const userName = userNameOf(scope, session);
    for (const [namespace, { people }] of Object.entries(namespaces)) {
      if (namespace === scope.namespace || (namespace === selfRegistration && moved.has(session))) {
        continue;
      }
      const user = people.find((one) => one.userName === userName && isFederated(one));
      if (user === undefined) continue;
      const why = describeElsewhere({ ...scope, namespace }, session, user.role);
      elsewhere.set(session, `${session}: ${why}`);
    }
  }
  if (elsewhere.size === 0) return plan;
  return {
    ...plan,
    steps: plan.steps.filter((step) => !("session" in step) || !elsewhere.has(step.session)),
    notices: [...plan.notices, ...elsewhere.values()].sort(),
  };
}

/** A user with a password of QuickSight's own may have any name. */
function isFederated({ identityType }: SnapshotPerson): boolean {
  return identityType === "IAM";
}
