import { groupNameOf, type NamespaceScope, userNameOf } from "../aws/scope.ts";
import type { PeopleStep, StepOf } from "../people/step.ts";
import type { Snapshot, SnapshotNamespace, SnapshotPerson } from "./snapshot.ts";

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
  "create-group": ({ group }, { scope, groups }) => {
    groups.add(groupNameOf(scope, group));
  },
  "delete-group": ({ group }, { scope, groups }) => {
    groups.delete(groupNameOf(scope, group));
  },
  register: (step, namespace) => {
    change(namespace, step, ({ groups }) => ({ role: step.role, email: step.email, groups }));
  },
  move: ({ from, session }, { moved, scope }) => {
    moved.push({ from, userName: userNameOf(scope, session) });
  },
  "change-role": (step, namespace) => {
    change(namespace, step, () => ({ role: step.to }));
  },
  downgrade: (step, namespace) => {
    change(namespace, step, () => ({ role: step.to }));
  },
  "change-email": (step, namespace) => {
    change(namespace, step, () => ({ email: step.email }));
  },
  // A profile restricts what somebody may do in QuickSight, and opens no asset.
  "change-permissions": () => undefined,
  "add-member": (step, namespace) => {
    const name = groupNameOf(namespace.scope, step.group);
    change(namespace, step, ({ groups }) => ({ groups: [...new Set([...groups, name])].sort() }));
  },
  "give-back": (step, namespace) => {
    change(namespace, step, ({ groups }) => ({
      groups: [...new Set([...groups, ...step.groupNames])].sort(),
    }));
  },
  "remove-member": (step, namespace) => {
    const name = groupNameOf(namespace.scope, step.group);
    change(namespace, step, ({ groups }) => ({ groups: groups.filter((one) => one !== name) }));
  },
  remove: ({ session }, { people, scope }) => {
    people.delete(userNameOf(scope, session));
  },
};

/** The account once all steps of a plan for the people of a namespace are done. */
export function applyPeople(
  snapshot: Snapshot,
  scope: NamespaceScope,
  steps: readonly PeopleStep[],
): Snapshot {
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
    namespaces[from] = { ...left, people: others } satisfies SnapshotNamespace;
  }
  return { ...snapshot, namespaces };
}

function applyStep<Kind extends PeopleStep["kind"]>(step: StepOf<Kind>, changing: Changing): void {
  const effect = effects[step.kind] as (of: StepOf<Kind>, on: Changing) => void;
  effect(step, changing);
}

/** Changes somebody, whom a registration makes first; their groups are those they have. */
function change(
  { scope, people }: Changing,
  { session, email }: { readonly session: string; readonly email: string },
  changes: (person: SnapshotPerson) => Partial<SnapshotPerson>,
): void {
  const userName = userNameOf(scope, session);
  const person = people.get(userName) ?? {
    ...{ userName, role: "", email, identityType: "IAM", groups: [] },
  };
  people.set(userName, { ...person, ...changes(person) });
}
