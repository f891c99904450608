import { isAdmin, isReader } from "../role.ts";
import type { ActualPerson } from "../quicksight/readNamespace.ts";
import { removalLimit } from "./removalLimit.ts";
import type { Operation } from "../plan/planRoster.ts";

/** How much a single run may take away. */
export interface GuardSettings {
  /**
   * A run is refused when more people (or, for each group, more members) would go than the larger of `percent` of those
   * there are and `atLeast`.
   * @default { percent: 25, atLeast: 5 }
   */
  readonly removals: { readonly percent: number; readonly atLeast: number };
  /**
   * Admins that must be left, of those the namespace has.
   * @default 1
   */
  readonly minimumAdmins: number;
}

/** The limits for a tenant that sets none. */
export const defaultGuard: GuardSettings = {
  removals: { percent: 25, atLeast: 5 },
  minimumAdmins: 1,
};

/**
 * What speaks against applying these operations: one sentence each, none when all is well. Pure, so that it also runs during
 * `pulumi preview`.
 *
 * The rules come from what went wrong for others: a source that was read half or empty (awslabs/ssosync#278, #194), a group
 * that lost all members although the limit on people held (kubernetes-sigs/prow peribolos), work that lost its owner with a
 * deleted author (hashicorp/terraform-provider-aws#43508), and a namespace without an admin.
 */
export function guardPlan(
  operations: readonly Operation[],
  people: readonly ActualPerson[],
  settings: GuardSettings,
): string[] {
  return [
    ...guardPeople(operations, people, settings),
    ...guardGroups(operations, people, settings),
    ...guardAuthors(operations),
    ...guardAdmins(operations, people, settings),
  ];
}

function guardPeople(
  operations: readonly Operation[],
  people: readonly ActualPerson[],
  { removals }: GuardSettings,
): string[] {
  const going = operations.filter((operation) => operation.kind === "remove").length;
  if (going > 0 && going === people.length && !operations.some(isGiving)) {
    return [`all ${going} managed people would be removed; is the membership file complete?`];
  }
  const limit = removalLimit(people.length, removals);
  if (going <= limit) return [];
  return [
    `${going} of ${people.length} people would be removed; the limit is ${limit} (guard.removals: the larger of ${removals.percent} % and ${removals.atLeast})`,
  ];
}

function isGiving({ kind }: Operation): boolean {
  return kind === "register" || kind === "add-member";
}

function guardGroups(
  operations: readonly Operation[],
  people: readonly ActualPerson[],
  { removals }: GuardSettings,
): string[] {
  const size = countGroups(people.flatMap((person) => person.groups));
  const going = countGroups(
    operations.flatMap((operation) => {
      if (operation.kind === "remove-member") return [operation.group];
      return operation.kind === "remove" ? operation.groups : [];
    }),
  );
  return [...going].sort().flatMap(([group, count]) => {
    const members = size.get(group) ?? 0;
    const limit = removalLimit(members, removals);
    if (count <= limit) return [];
    return [
      `group ${group} would lose ${count} of ${members} members; the limit is ${limit} (guard.removals: the larger of ${removals.percent} % and ${removals.atLeast})`,
    ];
  });
}

function countGroups(groups: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  return counts;
}

/** Deleting an author or admin leaves what only they own without an owner; until that is handed over, a person decides. */
function guardAuthors(operations: readonly Operation[]): string[] {
  return operations.flatMap((operation) => {
    if (operation.kind === "downgrade") {
      return [
        `${operation.email} would be deleted and registered again (${operation.from} to ${operation.to} is not possible in place); hand over what only they own first`,
      ];
    }
    if (operation.kind === "remove" && !isReader(operation.role)) {
      return [
        `${operation.email} (${operation.role}) would be deleted; hand over what only they own first`,
      ];
    }
    return [];
  });
}

function guardAdmins(
  operations: readonly Operation[],
  people: readonly ActualPerson[],
  { minimumAdmins }: GuardSettings,
): string[] {
  const admins = new Set(people.filter(({ role }) => isAdmin(role)).map(({ email }) => email));
  const before = admins.size;
  for (const operation of operations) {
    if (operation.kind === "remove") admins.delete(operation.email);
    if (operation.kind === "register" && isAdmin(operation.role)) admins.add(operation.email);
    if (operation.kind === "change-role" || operation.kind === "downgrade") {
      if (isAdmin(operation.to)) admins.add(operation.email);
      else admins.delete(operation.email);
    }
  }
  if (admins.size >= before || admins.size >= minimumAdmins) return [];
  return [
    `${admins.size} of ${before} admins would be left; at least ${minimumAdmins} must stay (guard.minimumAdmins)`,
  ];
}
