import type { GovernedNamespace } from "../governedNamespace.ts";
import { findProtection } from "./findProtection.ts";
import type { ActualNamespace } from "../readNamespace.ts";
import { userNameOf } from "../../aws/scope.ts";
import type { Person } from "../roster/person.ts";
import { matchPeople } from "./matchPeople.ts";
import { compareOperations, type CreateGroup, type Operation, type Plan } from "./operation.ts";
import { planLeaver } from "./planLeaver.ts";
import { planPerson, type Steps } from "./planPerson.ts";
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
  const unmanaged = new Set(actual.unmanaged.map(({ userName }) => userName));
  const leavers: string[] = [];
  let unchanged = 0;
  for (const { wanted, now, spelling } of matched) {
    if (spelling !== undefined) notices.push(spelling);
    const steps =
      now === undefined
        ? planNewcomer(governed, wanted, unmanaged)
        : planPerson(governed, wanted, now, protection(now.email));
    operations.push(...steps.operations);
    notices.push(...steps.notices);
    if (now !== undefined && steps.operations.length === 0) unchanged += 1;
  }
  for (const { person, reason, alias } of left) {
    if (alias !== undefined) {
      notices.push(
        `${person.email}: signs in with the email of ${alias}, under another session name; left as is. Map the session name to the email, or remove one of the two yourself`,
      );
      continue;
    }
    const steps = planLeaver(governed, person, reason, protection(person.email));
    if (steps.operations.length > 0) leavers.push(person.email);
    operations.push(...steps.operations);
    notices.push(...steps.notices);
  }
  operations.push(...planUnfinished(governed, actual));
  return {
    operations: operations.sort(compareOperations),
    leavers: leavers.sort(),
    wanted: governed.desired.length,
    notices: notices.sort(),
    unchanged,
  };
}

function planGroups({ groups = {} }: GovernedNamespace, actual: ActualNamespace): CreateGroup[] {
  return Object.entries(groups)
    .filter(([group, { existing }]) => existing !== true && !actual.groups.includes(group))
    .map(([group, { description }]) => ({
      kind: "create-group",
      group,
      description,
      reason: "declared in the settings",
    }));
}

function planNewcomer(
  governed: GovernedNamespace,
  person: Person,
  unmanaged: ReadonlySet<string>,
): Steps {
  const { email, role, customPermissions } = person;
  const reason = reasonOf(person, governed.source);
  if (unmanaged.has(userNameOf(governed.scope, email))) {
    const notice = `${email}: ${reason}, and there with a role that is not managed here; left as is`;
    return { operations: [], notices: [notice] };
  }
  const registration = { kind: "register", email, role, customPermissions, reason } as const;
  const memberships = person.groups.map((group) => {
    return { kind: "add-member", email, group, reason } as const;
  });
  return { operations: [registration, ...memberships], notices: [] };
}

/** Leavers who were to stay as readers and of whom a run that was killed left nothing. */
function planUnfinished(
  { desired, unfinished = [], guard }: GovernedNamespace,
  actual: ActualNamespace,
): Operation[] {
  if (guard.leavers !== "downgrade") return [];
  const known = new Set([...desired, ...actual.people].map(({ email }) => email.toLowerCase()));
  const reason = "an earlier run deleted them and was stopped before it registered them as reader";
  return unfinished
    .filter((email) => !known.has(email.toLowerCase()))
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
