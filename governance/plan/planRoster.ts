import { canChangeInPlace, type Role } from "../role.ts";
import type { Person, Roster } from "../roster/buildRoster.ts";
import type { ActualNamespace, ActualPerson } from "../quicksight/readNamespace.ts";

/** One step from what is to what should be. Every kind names its person and says why. */
export type Operation = { readonly email: string; readonly reason: string } & (
  | { readonly kind: "register"; readonly role: Role }
  | { readonly kind: "change-role"; readonly from: Role; readonly to: Role }
  | { readonly kind: "change-email"; readonly from: string; readonly role: Role }
  | { readonly kind: "downgrade"; readonly from: Role; readonly to: Role }
  | { readonly kind: "add-member"; readonly group: string }
  | { readonly kind: "remove-member"; readonly group: string }
  | { readonly kind: "remove"; readonly role: Role; readonly groups: readonly string[] }
);

/** What to do, in the order of {@link operationOrder}, then by person and group; and what is left alone. */
export interface Plan {
  readonly operations: readonly Operation[];
  /** People and groups that are not ours to change, in words. */
  readonly notices: readonly string[];
}

/** Giving comes before taking: a run that stops halfway leaves people with too much for a while, never with nothing. */
export const operationOrder: readonly Operation["kind"][] = [
  "change-role",
  "change-email",
  "downgrade",
  "register",
  "add-member",
  "remove-member",
  "remove",
];

/**
 * The steps that make the namespace what the roster says. Pure: the same roster and namespace give the same plan, whatever
 * order they come in, and a plan made after all steps were applied is empty.
 *
 * Only managed people are planned for. A reader of ours who is in no group of ours and not in the roster came in by
 * self-provisioning and waits to be put into a group: reported, not removed, as the next sign-in would bring them back.
 */
export function planRoster(desired: Roster, actual: ActualNamespace): Plan {
  const current = new Map(actual.people.map((person) => [person.email, person]));
  const wanted = new Map(desired.map((person) => [person.email, person]));
  const operations: Operation[] = [];
  const notices: string[] = [];
  for (const person of wanted.values()) {
    const now = current.get(person.email);
    operations.push(...(now === undefined ? planNewcomer(person) : planPerson(person, now)));
  }
  for (const person of current.values()) {
    if (wanted.has(person.email)) continue;
    if (isWaiting(person)) {
      notices.push(
        `${person.email}: provisioned themselves as READER and is in no group; left as is`,
      );
    } else {
      operations.push({
        kind: "remove",
        email: person.email,
        role: person.role,
        groups: person.groups,
        reason: "no longer in the membership file",
      });
    }
  }
  return {
    operations: operations.sort(compareOperations),
    notices: [...notices, ...reportUnmanaged(actual)].sort(),
  };
}

/** True for a self-provisioned reader who has not been given anything yet. */
export function isWaiting(person: Pick<ActualPerson, "role" | "groups">): boolean {
  return person.role === "READER" && person.groups.length === 0;
}

function planNewcomer(person: Person): Operation[] {
  const { email, role } = person;
  return [
    { kind: "register", email, role, reason: reasonOf(person) },
    ...person.groups.map((group): Operation => addMember(person, group)),
  ];
}

function planPerson(person: Person, now: ActualPerson): Operation[] {
  const { email, role } = person;
  const reason = reasonOf(person);
  const operations: Operation[] = [];
  const downgraded = !canChangeInPlace(now.role, role);
  if (downgraded) {
    operations.push({ kind: "downgrade", email, from: now.role, to: role, reason });
  } else if (now.role !== role) {
    operations.push({ kind: "change-role", email, from: now.role, to: role, reason });
  } else if (now.registeredEmail !== email) {
    operations.push({ kind: "change-email", email, from: now.registeredEmail, role, reason });
  }
  // A downgrade deletes the user, and all memberships with it: each is given anew.
  const kept = downgraded ? [] : now.groups;
  for (const group of person.groups) {
    if (!kept.includes(group)) operations.push(addMember(person, group));
  }
  for (const group of kept) {
    if (!person.groups.includes(group)) {
      const gone = `no row of the membership file puts them into ${group}`;
      operations.push({ kind: "remove-member", email, group, reason: gone });
    }
  }
  return operations;
}

function addMember(person: Person, group: string): Operation {
  return { kind: "add-member", email: person.email, group, reason: reasonOf(person) };
}

function reasonOf(person: Person): string {
  const lines = person.lines ?? [];
  if (lines.length === 0) return "in the roster";
  return `line${lines.length === 1 ? "" : "s"} ${lines.join(", ")} of the membership file`;
}

function compareOperations(a: Operation, b: Operation): number {
  const byKind = operationOrder.indexOf(a.kind) - operationOrder.indexOf(b.kind);
  if (byKind !== 0) return byKind;
  return sortKey(a) < sortKey(b) ? -1 : 1;
}

function sortKey(operation: Operation): string {
  return `${operation.email} ${"group" in operation ? operation.group : ""}`;
}

function reportUnmanaged(actual: ActualNamespace): string[] {
  const users = actual.unmanaged.map(({ userName, role, groups }) => {
    const membership = groups.length === 0 ? "" : `, member of ${groups.join(", ")}`;
    return `user ${userName} (${role}${membership}): not managed here; left as is`;
  });
  const groups = actual.unmanagedGroups.map(
    (name) => `group ${name}: not managed here; left as is`,
  );
  return [...users, ...groups];
}
