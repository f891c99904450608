import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualPerson } from "../readNamespace.ts";
import { isReader } from "../../settings/role.ts";
import type { PersonOperation } from "./operation.ts";
import { foreignProfile, type Steps } from "./planPerson.ts";

/**
 * The steps for a person of ours who is not in the roster.
 *
 * A reader in no group of ours came in by self-provisioning and waits to be put into a group: reported, not removed, as the
 * next sign-in would bring them back.
 *
 * @param reason     why they go, when it is not that they left the membership file
 * @param protection why nothing may be taken from them; absent when it may
 */
export function planLeaver(
  governed: GovernedNamespace,
  person: ActualPerson,
  reason: string | undefined,
  protection: string | undefined,
): Steps {
  const { email, role, groups } = person;
  const { guard, source = "the membership file" } = governed;
  if (isWaiting(person) && governed.everybodyGoes !== true) {
    return keep(`${email}: provisioned themselves as READER and is in no group; left as is`);
  }
  const why = reason ?? governed.reasonOfAbsence ?? `no longer in ${source}`;
  if (protection !== undefined) return keep(`${email} (${role}): ${why}; kept ${protection}`);
  switch (guard.leavers) {
    case "keep":
      return keep(`${email} (${role}): ${why}; kept by guard.leavers`);
    case "downgrade":
      return { operations: planDowngrade(governed, person, `${why}; guard.leavers`), notices: [] };
    case "remove":
      return { operations: [{ kind: "remove", email, role, groups, reason: why }], notices: [] };
  }
}

/** True for a self-provisioned reader who has not been given anything yet. */
export function isWaiting(person: Pick<ActualPerson, "role" | "groups">): boolean {
  return person.role === "READER" && person.groups.length === 0;
}

function keep(notice: string): Steps {
  return { operations: [], notices: [notice] };
}

function planDowngrade(
  governed: GovernedNamespace,
  person: ActualPerson,
  reason: string,
): PersonOperation[] {
  const { email, role, groups } = person;
  if (!isReader(role)) {
    const customPermissions = foreignProfile(governed, person);
    const registration = { kind: "downgrade", email, from: role, to: "READER" } as const;
    return [{ ...registration, customPermissions, groups, reason }];
  }
  const lowered: PersonOperation[] =
    role === "READER" ? [] : [{ kind: "change-role", email, from: role, to: "READER", reason }];
  return [
    ...lowered,
    ...groups.map((group): PersonOperation => ({ kind: "remove-member", email, group, reason })),
  ];
}
