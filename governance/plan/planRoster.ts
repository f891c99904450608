import type { GovernedNamespace } from "../governedNamespace.ts";
import { findProtection } from "../guard/findProtection.ts";
import type { ActualNamespace } from "../quicksight/readNamespace.ts";
import type { Person } from "../roster/buildRoster.ts";
import { matchPeople } from "./matchPeople.ts";
import { compareOperations, type CreateGroup, type Operation, type Plan } from "./operation.ts";
import { planLeaver } from "./planLeaver.ts";
import { planPerson } from "./planPerson.ts";
import { reasonOf } from "./reasonOf.ts";

/**
 * The steps that make a namespace what it should be. Pure: the same roster and namespace give the same plan, whatever order
 * they come in, and a plan made after all steps were applied is empty.
 *
 * Only managed people are planned for. Nothing is planned that takes something from a protected person, from who runs this,
 * or, with `additiveOnly`, from anybody: it is a notice instead.
 *
 * A person whom QuickSight spells in other case than the membership file is the same person, as QuickSight spells them:
 * another spelling would be another user, who has none of their work.
 */
export function planRoster(governed: GovernedNamespace, actual: ActualNamespace): Plan {
  const protection = findProtection(governed);
  const { matched, left } = matchPeople(governed.desired, actual.people);
  const operations: Operation[] = planGroups(governed, actual);
  const notices = reportUnmanaged(actual);
  const leavers: string[] = [];
  let unchanged = 0;
  for (const { wanted, now, spelling } of matched) {
    if (spelling !== undefined) notices.push(spelling);
    const steps = now && planPerson(governed, wanted, now, protection(now.email));
    operations.push(...(steps?.operations ?? planNewcomer(governed, wanted)));
    notices.push(...(steps?.notices ?? []));
    if (steps?.operations.length === 0) unchanged += 1;
  }
  for (const { person, reason } of left) {
    const steps = planLeaver(governed, person, reason, protection(person.email));
    if (steps.operations.length > 0) leavers.push(person.email);
    operations.push(...steps.operations);
    notices.push(...steps.notices);
  }
  operations.push(...planUnfinished(governed, actual));
  return {
    operations: operations.sort(compareOperations),
    leavers: leavers.sort(),
    notices: notices.sort(),
    unchanged,
  };
}

function planGroups({ groups = {} }: GovernedNamespace, actual: ActualNamespace): CreateGroup[] {
  return Object.entries(groups)
    .filter(([group]) => !actual.groups.includes(group))
    .map(([group, { description }]) => ({
      kind: "create-group",
      group,
      description,
      reason: "declared in the settings",
    }));
}

function planNewcomer(governed: GovernedNamespace, person: Person): Operation[] {
  const { email, role, customPermissions } = person;
  const reason = reasonOf(person, governed.source);
  return [
    { kind: "register", email, role, customPermissions, reason },
    ...person.groups.map((group): Operation => ({ kind: "add-member", email, group, reason })),
  ];
}

/** Leavers who were to stay as readers and of whom a run that was killed left nothing. */
function planUnfinished(
  { desired, unfinished = [], guard }: GovernedNamespace,
  actual: ActualNamespace,
): Operation[] {
  if (guard.leavers !== "downgrade") return [];
  const known = new Set([...desired, ...actual.people].map(({ email }) => email));
  const reason = "an earlier run deleted them and was stopped before it registered them as reader";
  return unfinished
    .filter((email) => !known.has(email))
    .map((email) => ({ kind: "register", email, role: "READER", reason }));
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
