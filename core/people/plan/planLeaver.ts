import { isReader } from "../../settings/role.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualPerson } from "../readNamespace.ts";
import type { PersonStep } from "../step.ts";
import { isArrived, planArrived } from "./planArrived.ts";
import { foreignProfile, type PersonPlan } from "./planPerson.ts";

/**
 * The steps for a person of ours who is not in the roster.
 *
 * Who came in by self-provisioning is reported and not removed: see {@link isArrived}. Anybody else has left.
 *
 * @param reason     why they go, when it is not that they left the membership file
 * @param protection why nothing may be taken from them; absent when it may
 */
export function planLeaver(
  governed: GovernedNamespace,
  person: ActualPerson,
  reason: string | undefined,
  protection: string | undefined,
): PersonPlan {
  const { session, email, role, groups } = person;
  const { guard, source = "the membership file" } = governed;
  if (isArrived(governed, person)) return planArrived(governed, person, protection);
  const why = reason ?? governed.reasonOfAbsence ?? `no longer in ${source}`;
  if (protection !== undefined) return keep(`${session} (${role}): ${why}; kept ${protection}`);
  switch (guard.leavers) {
    case "keep":
      return keep(`${session} (${role}): ${why}; kept by guard.leavers`);
    case "downgrade":
      return { steps: planDowngrade(governed, person, `${why}; guard.leavers`), notices: [] };
    case "remove": {
      const step = { kind: "remove", session, email, role, groups, leaves: true } as const;
      return { steps: [{ ...step, reason: why }], notices: [] };
    }
  }
}

/**
 * True for a reader who registered themselves and has not been given anything yet: the federation role lets people register as
 * READER only.
 *
 * @param waiting the groups of such people, as their groups are called
 */
export function isWaiting(
  person: { readonly role: string; readonly groups: readonly string[] },
  ...waiting: readonly (string | undefined)[]
): boolean {
  return person.role === "READER" && person.groups.every((group) => waiting.includes(group));
}

function keep(notice: string): PersonPlan {
  return { steps: [], notices: [notice] };
}

function planDowngrade(
  governed: GovernedNamespace,
  person: ActualPerson,
  reason: string,
): PersonStep[] {
  const { session, email, role, groups } = person;
  const who = { session, email, reason };
  // A reader who is in no file is where those are who registered themselves.
  const { newcomers } = governed;
  const into = (current: readonly string[]): PersonStep[] =>
    newcomers === undefined || current.includes(newcomers)
      ? []
      : [{ kind: "add-member", ...who, group: newcomers }];
  if (!isReader(role)) {
    const customPermissions = foreignProfile(governed, person);
    const rest = { from: role, to: "READER", customPermissions, groups, leaves: true } as const;
    return [{ kind: "downgrade", ...who, ...rest }, ...into([])];
  }
  const outOf = groups
    .filter((group) => group !== newcomers)
    .map((group): PersonStep => ({ kind: "remove-member", ...who, group }));
  const lowered: PersonStep[] =
    role === "READER" ? [] : [{ kind: "change-role", ...who, from: role, to: "READER" }];
  return [...lowered, ...into(groups), ...outOf];
}
