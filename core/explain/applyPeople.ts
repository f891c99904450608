import { groupNameOf, groupOf, type NamespaceScope, userNameOf } from "../aws/scope.ts";
import type { GovernedNamespace } from "../people/governedNamespace.ts";
import { leavesAssets, type PeopleStep, type StepOf } from "../people/step.ts";
import { applyHandOver } from "./applyHandOver.ts";
import type { Snapshot, SnapshotPerson } from "./snapshot.ts";

/** A namespace while steps are applied to it. */
interface Changing {
  readonly scope: NamespaceScope;
  readonly people: Map<string, SnapshotPerson>;
  readonly groups: Set<string>;
  /** User names that leave another namespace, by that. */
  readonly moved: { readonly from: string; readonly userName: string }[];
}

/** What each kind of step makes of a namespace. */
const effects: {
  readonly [Kind in PeopleStep["kind"]]: (step: StepOf<Kind>, namespace: Changing) => void;
} = {
  // Who may raise their own role opens no asset by it.
  "close-self-upgrade": () => undefined,
  "create-group": ({ group }, { scope, groups }) => {
    groups.add(groupNameOf(scope, group));
  },
  "delete-group": ({ group }, { scope, groups }) => {
    groups.delete(groupNameOf(scope, group));
  },
  register: (step, namespace) => {
    const { role, email, customPermissions } = step;
    change(namespace, step, (person) => withProfile({ ...person, role, email }, customPermissions));
  },
  move: ({ from, session }, { moved, scope }) => {
    moved.push({ from, userName: userNameOf(scope, session) });
  },
  "change-role": (step, namespace) => {
    change(namespace, step, (person) => ({ ...person, role: step.to, email: step.email }));
  },
  // They are deleted and registered again: what is not ours is given back, and what is comes by steps of its own.
  downgrade: (step, namespace) => {
    const { to: role, email, customPermissions } = step;
    change(namespace, step, (person) => {
      const groups = person.groups.filter((name) => groupOf(namespace.scope, name) === undefined);
      return withProfile({ ...person, role, email, groups }, customPermissions);
    });
  },
  "change-email": (step, namespace) => {
    change(namespace, step, (person) => ({ ...person, email: step.email }));
  },
  "change-permissions": (step, namespace) => {
    change(namespace, step, (person) => withProfile(person, step.to));
  },
  "add-member": (step, namespace) => {
    join(namespace, step, [groupNameOf(namespace.scope, step.group)]);
  },
  "give-back": (step, namespace) => {
    join(namespace, step, step.groupNames);
    change(namespace, step, (person) =>
      withProfile(person, person.customPermissions ?? step.customPermissions),
    );
  },
  "remove-member": (step, namespace) => {
    const name = groupNameOf(namespace.scope, step.group);
    change(namespace, step, (person) => ({
      ...person,
      groups: person.groups.filter((one) => one !== name),
    }));
  },
  remove: ({ session }, { people, scope }) => {
    people.delete(userNameOf(scope, session));
  },
};

/** The account once all steps of a plan for the people of a namespace are done. */
export function applyPeople(
  snapshot: Snapshot,
  governed: GovernedNamespace,
  steps: readonly PeopleStep[],
): Snapshot {
  const { scope } = governed;
  const { people = [], groups = [] } = snapshot.namespaces[scope.namespace] ?? {};
  const changing: Changing = {
    ...{ scope, groups: new Set(groups), moved: [] },
    people: new Map(people.map((person) => [person.userName, person])),
  };
  for (const step of steps) applyStep(step, changing);
  const sorted = [...changing.people.values()].sort((a, b) => (a.userName < b.userName ? -1 : 1));
  const namespaces = {
    ...snapshot.namespaces,
    [scope.namespace]: { people: sorted, groups: [...changing.groups].sort() },
  };
  for (const { from, userName } of changing.moved) {
    const left = namespaces[from];
    if (left === undefined) continue;
    const others = left.people.filter((person) => person.userName !== userName);
    namespaces[from] = { ...left, people: others };
  }
  const going = steps.filter(leavesAssets).map(({ session }) => session);
  return { ...snapshot, namespaces, assets: applyHandOver(snapshot.assets, governed, going) };
}

function applyStep<Kind extends PeopleStep["kind"]>(step: StepOf<Kind>, changing: Changing): void {
  const effect = effects[step.kind] as (of: StepOf<Kind>, on: Changing) => void;
  effect(step, changing);
}

type Named = Pick<StepOf<"add-member">, "session" | "email">;

/** Changes somebody, whom a registration makes first; their groups are those they have. */
function change(
  { scope, people }: Changing,
  { session, email }: Named,
  changed: (person: SnapshotPerson) => SnapshotPerson,
): void {
  const userName = userNameOf(scope, session);
  const person = people.get(userName) ?? {
    ...{ userName, role: "", email, identityType: "IAM", groups: [] },
  };
  people.set(userName, changed(person));
}

function join(namespace: Changing, step: Named, names: readonly string[]): void {
  change(namespace, step, (person) => ({
    ...person,
    groups: [...new Set([...person.groups, ...names])].sort(),
  }));
}

function withProfile(
  { customPermissions: _, ...person }: SnapshotPerson,
  profile: string | undefined,
): SnapshotPerson {
  return profile === undefined ? person : { ...person, customPermissions: profile };
}
