import type { Dependencies } from "../../reconcile/subject.ts";
import { isAdmin } from "../../settings/role.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualNamespace } from "../readNamespace.ts";
import { isMakingAdmin, isTakingAdmin, type PeopleStep, selfRegistration } from "../step.ts";
import { PersonAbsent } from "./personAbsent.ts";
import { ProfileLost } from "./profileLost.ts";

/**
 * What a failure stops: the registration of a person who could not be moved, the groups of one who could not be registered, the going
 * of a group that somebody may be in who could not be removed, and that of an admin when fewer than agreed would be left because others
 * could not be made.
 */
export function followPeople(
  { guard }: GovernedNamespace,
  { people }: ActualNamespace,
): Dependencies<PeopleStep> {
  const absent = new Set<string>();
  const unmoved = new Set<string>();
  const occupied = new Set<string>();
  let admins = people.filter(({ role }) => isAdmin(role)).length;
  let missing = false;
  let incomplete = false;
  return {
    blocks: (step) => {
      if (step.kind === "register" && unmoved.has(step.session)) {
        return `not done, as they could not be taken out of namespace ${selfRegistration}`;
      }
      if ("session" in step && step.kind !== "register" && absent.has(step.session)) {
        return "the person could not be registered";
      }
      if (step.kind === "delete-group" && (incomplete || occupied.has(step.group))) {
        return "not done, as somebody could not be removed, who may be in it";
      }
      if (!isTakingAdmin(step)) return undefined;
      if (missing && admins - 1 < guard.minimumAdmins) {
        return `not done, as others could not be made admin, and ${guard.minimumAdmins} must stay (guard.minimumAdmins)`;
      }
      admins -= 1;
      return undefined;
    },
    succeeded: (step) => {
      if (isMakingAdmin(step)) admins += 1;
    },
    failed: (step, error) => {
      // They are there, which is all that others wait for.
      const isThere = error instanceof ProfileLost;
      if (isMakingAdmin(step)) {
        if (isThere) admins += 1;
        else missing = true;
      }
      if (step.kind === "move") unmoved.add(step.session);
      if (step.kind === "remove") incomplete = true;
      if (step.kind === "remove-member") occupied.add(step.group);
      const gone = (step.kind === "register" && !isThere) || error instanceof PersonAbsent;
      if ("session" in step && gone) absent.add(step.session);
    },
  };
}
