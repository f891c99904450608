import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualPerson } from "../readNamespace.ts";
import type { PersonStep } from "../step.ts";
import type { PersonPlan } from "./planPerson.ts";

/** What tells who arrived by themselves. */
export type Arrivals = Pick<
  GovernedNamespace,
  "newcomers" | "newcomersBefore" | "former" | "everybodyGoes"
>;

/**
 * True for somebody of ours who registered themselves, of those whom the membership file does not name: a reader in no group of ours but that
 * of newcomers, whom the roster of the last run did not name. Whoever left has more than that, as the file gives everybody a group and never
 * that of newcomers; or the last roster had them. So where a role, a group or that roster speaks for a leaver, they are one.
 *
 * Nobody gains by being taken for a newcomer: what the group of newcomers opens, everybody of the namespace does.
 */
export function isArrived(
  { newcomers, newcomersBefore = [], former, everybodyGoes }: Arrivals,
  { session, role, groups }: Pick<ActualPerson, "session" | "role" | "groups">,
): boolean {
  if (role !== "READER" || everybodyGoes === true || former?.sessions.has(session) === true) {
    return false;
  }
  return groups.every((group) => group === newcomers || newcomersBefore.includes(group));
}

/**
 * The steps for somebody who {@link isArrived}: into the group of newcomers, and out of those that were it before. They are never removed,
 * as the next sign-in would bring them back.
 *
 * @param protection why nothing may be taken from them; absent when it may
 */
export function planArrived(
  { newcomers, leavingGroups = [], source = "the membership file" }: GovernedNamespace,
  { session, email, groups }: ActualPerson,
  protection: string | undefined,
): PersonPlan {
  const wanted =
    newcomers === undefined || leavingGroups.includes(newcomers) ? undefined : newcomers;
  const who = { session, email };
  const steps: PersonStep[] = [];
  const notices: string[] = [];
  if (wanted !== undefined && !groups.includes(wanted)) {
    const reason = `registered themselves, and not in ${source}`;
    steps.push({ kind: "add-member", ...who, group: wanted, reason });
  }
  for (const group of groups.filter((name) => name !== wanted)) {
    if (protection === undefined) {
      const reason = "no longer the group of newcomers";
      steps.push({ kind: "remove-member", ...who, group, reason });
    } else notices.push(`${session}: keeps group ${group} ${protection}`);
  }
  if (steps.length > 0 || notices.length > 0) return { steps, notices };
  const notice =
    wanted === undefined
      ? `${session}: provisioned themselves as READER and is in no group; left as is`
      : `${session}: registered themselves, and is in group ${wanted}; not in ${source}, left as is`;
  return { steps, notices: [notice] };
}
