import { isAdmin } from "../settings/role.ts";
import { describeOwned } from "../assets/describeOwned.ts";
import type { OwnedAsset } from "../assets/ownedAsset.ts";
import type { Operation, Plan } from "./plan/operation.ts";
import { isWaiting } from "./plan/planLeaver.ts";
import type { ActualPerson } from "./readNamespace.ts";
import type { GuardSettings } from "../settings/guardSettings.ts";
import { removalLimit } from "../reconcile/removalLimit.ts";

/**
 * What speaks against applying a plan: one sentence each, none when all is well. Pure, so that it also runs during
 * `pulumi preview`.
 *
 * The rules come from what went wrong for others: a source that was read half or empty (awslabs/ssosync#278, #194), a group
 * that lost all members although the limit on people held (kubernetes-sigs/prow peribolos), work that lost its owner with a
 * deleted author (hashicorp/terraform-provider-aws#43508), and a namespace without an admin.
 *
 * @param orphans what nobody would own any more
 */
export function guardPlan(
  plan: Plan,
  people: readonly ActualPerson[],
  settings: GuardSettings,
  orphans: readonly OwnedAsset[] = [],
): string[] {
  return [
    ...guardPeople(plan, people, settings),
    ...guardGroups(plan, people, settings),
    ...guardOrphans(orphans),
    ...guardAdmins(plan.operations, people, settings),
  ];
}

function guardPeople(
  { leavers, operations, wanted }: Plan,
  people: readonly ActualPerson[],
  { removals }: GuardSettings,
): string[] {
  // Whoever waits for a group is not counted: thousands of them would let every member go.
  const managed = people.filter((person) => !isWaiting(person)).length;
  const going = leavers.length;
  if (going > 0 && (wanted === 0 || (going === managed && !operations.some(isGiving)))) {
    return [`all ${going} managed people would be removed; is the membership file complete?`];
  }
  const limit = removalLimit(managed, removals);
  const rule = `the limit is ${limit} (guard.removals: the larger of ${removals.percent} % and ${removals.atLeast})`;
  const left = new Set(leavers);
  const anew = operations.filter((one) => one.kind === "downgrade" && !left.has(one.email));
  return [
    ...(going > limit ? [`${going} of ${managed} people would be removed; ${rule}`] : []),
    ...(anew.length > limit
      ? [
          `${anew.length} of ${managed} people would be deleted and registered again as readers; ${rule}`,
        ]
      : []),
  ];
}

function isGiving({ kind }: Operation): boolean {
  return kind === "register" || kind === "add-member";
}

function guardGroups(
  { operations }: Plan,
  people: readonly ActualPerson[],
  { removals }: GuardSettings,
): string[] {
  const size = countGroups(people.flatMap((person) => person.groups));
  const going = countLosses(operations);
  return [...going].sort().flatMap(([group, count]) => {
    const members = size.get(group) ?? 0;
    const limit = removalLimit(members, removals);
    if (count <= limit) return [];
    return [
      `group ${group} would lose ${count} of ${members} members; the limit is ${limit} (guard.removals: the larger of ${removals.percent} % and ${removals.atLeast})`,
    ];
  });
}

/** Members each group loses: those who are taken out, and those who are deleted and not put in again. */
function countLosses(operations: readonly Operation[]): Map<string, number> {
  const downgraded = operations.filter((operation) => operation.kind === "downgrade");
  const anew = new Set(downgraded.map(({ email }) => email));
  const restored = new Set(
    operations.flatMap((operation) =>
      operation.kind === "add-member" && anew.has(operation.email)
        ? [`${operation.email} ${operation.group}`]
        : [],
    ),
  );
  return countGroups(
    operations.flatMap((operation) => {
      if (operation.kind === "remove-member") return [operation.group];
      if (operation.kind === "remove") return operation.groups;
      if (operation.kind !== "downgrade") return [];
      return operation.groups.filter((group) => !restored.has(`${operation.email} ${group}`));
    }),
  );
}

function countGroups(groups: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  return counts;
}

function guardOrphans(orphans: readonly OwnedAsset[]): string[] {
  if (orphans.length === 0) return [];
  return [
    `nobody would own ${describeOwned(orphans)} any more; set guard.successor to a group of authors, which then gets what people own before they are deleted`,
  ];
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
