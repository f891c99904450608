import { isReader } from "../../settings/role.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualPerson } from "../readNamespace.ts";
import type { PersonStep } from "../step.ts";
import { foreignProfile, type PersonPlan } from "./planPerson.ts";

/**
 * The steps for a person of ours who is not in the roster.
 *
 * A reader in no group of ours came in by self-provisioning and waits to be put into a group: reported, not removed, as the
 * next sign-in would bring them back. One who was managed before has left, whoever took them out of their groups.
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
  const isFormer = governed.former?.sessions.has(session) === true;
  if (isWaiting(person) && !isFormer && governed.everybodyGoes !== true) {
    return keep(`${session}: provisioned themselves as READER and is in no group; left as is`);
  }
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
 */
export function isWaiting(person: {
  readonly role: string;
  readonly groups: readonly string[];
}): boolean {
  return person.role === "READER" && person.groups.length === 0;
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
  if (!isReader(role)) {
    const customPermissions = foreignProfile(governed, person);
    const rest = { from: role, to: "READER", customPermissions, groups, leaves: true } as const;
    return [{ kind: "downgrade", ...who, ...rest }];
  }
  const lowered: PersonStep[] =
    role === "READER" ? [] : [{ kind: "change-role", ...who, from: role, to: "READER" }];
  return [
    ...lowered,
    ...groups.map((group): PersonStep => ({ kind: "remove-member", ...who, group })),
  ];
}
