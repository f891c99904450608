import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualPerson } from "../readNamespace.ts";
import { canChangeInPlace, isLower } from "../../settings/role.ts";
import type { Person } from "../roster/person.ts";
import type { PersonOperation } from "./operation.ts";
import { reasonOf } from "./reasonOf.ts";

/** What is done about one person, and what is left alone. */
export interface Steps {
  readonly operations: readonly PersonOperation[];
  readonly notices: readonly string[];
}

/**
 * The steps for a person who is there already, to be as the roster wants them.
 *
 * @param protection why nothing may be taken from them; absent when it may
 */
export function planPerson(
  governed: GovernedNamespace,
  person: Person,
  now: ActualPerson,
  protection: string | undefined,
): Steps {
  const { email } = person;
  const reason = reasonOf(person, governed.source);
  const kept: string[] = [];
  const operations: PersonOperation[] = [];

  const lowered = isLower(person.role, now.role);
  if (lowered && protection !== undefined) kept.push(`role ${now.role}`);
  const role = lowered && protection !== undefined ? now.role : person.role;
  const downgraded = !canChangeInPlace(now.role, role);
  if (downgraded) {
    const customPermissions = person.customPermissions ?? foreignProfile(governed, now);
    const { groups } = now;
    const registration = { kind: "downgrade", email, from: now.role, to: role } as const;
    operations.push({ ...registration, customPermissions, groups, reason });
  } else if (now.role !== role) {
    operations.push({ kind: "change-role", email, from: now.role, to: role, reason });
  } else if (now.registeredEmail !== email) {
    operations.push({ kind: "change-email", email, from: now.registeredEmail, role, reason });
  }
  const profile = downgraded ? [] : planPermissions(governed, person, now, reason);
  if (protection === undefined) operations.push(...profile);
  else if (profile.length > 0) kept.push(`custom permissions ${now.customPermissions ?? "none"}`);

  // A downgrade deletes the user, and all memberships with it: each is given anew.
  const held = downgraded ? [] : now.groups;
  for (const group of person.groups) {
    if (!held.includes(group)) operations.push({ kind: "add-member", email, group, reason });
  }
  for (const group of held.filter((name) => !person.groups.includes(name))) {
    if (protection !== undefined) {
      kept.push(`group ${group}`);
      continue;
    }
    const gone = `no row of ${governed.source ?? "the membership file"} puts them into ${group}`;
    operations.push({ kind: "remove-member", email, group, reason: gone });
  }
  const notices = kept.length === 0 ? [] : [`${email}: keeps ${kept.join(", ")} ${protection}`];
  return { operations, notices };
}

/** A profile that the settings do not name, which a downgrade must give back. */
export function foreignProfile(
  { customPermissions: ours }: GovernedNamespace,
  { customPermissions }: ActualPerson,
): string | undefined {
  return ours.includes(customPermissions ?? "") ? undefined : customPermissions;
}

/** A profile that the settings do not name stays, unless the person is to have one that they name. */
function planPermissions(
  { customPermissions: ours }: GovernedNamespace,
  { email, customPermissions: to }: Person,
  { customPermissions: from }: ActualPerson,
  reason: string,
): PersonOperation[] {
  if (from === to || (to === undefined && !ours.includes(from ?? ""))) return [];
  const gone = `none of their groups gives the profile ${from}`;
  return [
    { kind: "change-permissions", email, from, to, reason: to === undefined ? gone : reason },
  ];
}
