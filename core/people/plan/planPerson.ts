import { canChangeInPlace, highestRole, isLower } from "../../settings/role.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { Person } from "../person.ts";
import type { ActualPerson } from "../readNamespace.ts";
import type { PersonStep } from "../step.ts";
import { reasonOf } from "./reasonOf.ts";

/** What is done about one person, and what is left alone. */
export interface PersonPlan {
  readonly steps: readonly PersonStep[];
  readonly notices: readonly string[];
}

/**
 * The steps for a person who is there already, to be as the roster wants them.
 *
 * @param protection why nothing may be taken from them; absent when it may
 */
export function planPerson(
  governed: GovernedNamespace,
  desired: Person,
  actual: ActualPerson,
  protection: string | undefined,
): PersonPlan {
  const reason = reasonOf(desired, governed.source);
  const kept: string[] = [];
  const steps: PersonStep[] = [];

  const lowered = isLower(desired.role, actual.role);
  const keepsRole = lowered && protection !== undefined;
  if (keepsRole) kept.push(`role ${actual.role}`);
  const role = keepsRole ? highestRole([actual.role, desired.role]) : desired.role;
  const email = emailOf(governed, desired, actual);
  const who = { session: actual.session, email };
  const downgraded = !canChangeInPlace(actual.role, role);
  if (downgraded) {
    const customPermissions = desired.customPermissions ?? foreignProfile(governed, actual);
    const { groups, role: from } = actual;
    const rest = { from, to: role, customPermissions, groups, leaves: false, reason };
    steps.push({ kind: "downgrade", ...who, ...rest });
  } else if (actual.role !== role) {
    steps.push({ kind: "change-role", ...who, from: actual.role, to: role, reason });
  } else if (actual.email !== email) {
    steps.push({ kind: "change-email", ...who, from: actual.email, role, reason });
  }
  const profile = downgraded ? [] : planPermissions(governed, desired, actual, reason);
  if (protection === undefined) steps.push(...profile.map((step) => ({ ...step, ...who })));
  else if (profile.length > 0)
    kept.push(`custom permissions ${actual.customPermissions ?? "none"}`);

  // A downgrade deletes the user, and all memberships with it: each is given anew.
  const current = downgraded ? [] : actual.groups;
  for (const group of desired.groups) {
    if (!current.includes(group)) steps.push({ kind: "add-member", ...who, group, reason });
  }
  for (const group of current.filter((name) => !desired.groups.includes(name))) {
    if (protection !== undefined) {
      kept.push(`group ${group}`);
      continue;
    }
    const gone = `no row of ${governed.source ?? "the membership file"} puts them into ${group}`;
    steps.push({ kind: "remove-member", ...who, group, reason: gone });
  }
  const notices =
    kept.length === 0 ? [] : [`${actual.session}: keeps ${kept.join(", ")} ${protection}`];
  return { steps, notices };
}

/** A mail in other case is the same mail: some directories and proxies change it, and nothing would come of it. */
function emailOf({ emails }: GovernedNamespace, desired: Person, actual: ActualPerson): string {
  const same = desired.email.toLowerCase() === actual.email.toLowerCase();
  return same || emails === "leave" ? actual.email : desired.email;
}

/** A profile that the settings do not name, which a downgrade must give back. */
export function foreignProfile(
  { customPermissions: ours }: GovernedNamespace,
  { customPermissions }: Pick<ActualPerson, "customPermissions">,
): string | undefined {
  return ours.includes(customPermissions ?? "") ? undefined : customPermissions;
}

/** A profile that the settings do not name stays, unless the person is to have one that they name. */
function planPermissions(
  { customPermissions: ours }: GovernedNamespace,
  { session, email, customPermissions: to }: Person,
  { customPermissions: from }: ActualPerson,
  reason: string,
): PersonStep[] {
  if (from === to || (to === undefined && !ours.includes(from ?? ""))) return [];
  const gone = `none of their groups gives the profile ${from}`;
  const why = to === undefined ? gone : reason;
  return [{ kind: "change-permissions", session, email, from, to, reason: why }];
}
