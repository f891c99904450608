import type { GovernedNamespace } from "../governedNamespace.ts";
import { dayOf } from "../../aws/dayOf.ts";
import { nameSome } from "../../aws/nameSome.ts";
import type { OwedPerson } from "./owedPerson.ts";

/**
 * How long something is kept for somebody whom the file does not name any more, in days since they were deleted: an export that lacks
 * them is noticed within that time, and who joins again after it begins anew.
 */
const daysKept = 30;
const keptMs = daysKept * 24 * 60 * 60 * 1000;

/**
 * What becomes of the entry of somebody who is not there, and whom the file does not name any more.
 *
 * @param owed of which the profile is one that the settings do not name
 * @param now milliseconds since 1970
 */
export function planOwedLeaver(
  { source = "the membership file" }: GovernedNamespace,
  { at, customPermissions: profile, foreignGroups }: OwedPerson,
  now: number,
): { readonly notices: readonly string[]; readonly isSettled: boolean } {
  const had = [
    ...(profile === undefined ? [] : [`profile ${profile}`]),
    ...(foreignGroups.length === 0 ? [] : [`groups ${nameSome(foreignGroups)}`]),
  ].join(" and ");
  if (had === "") return { notices: [], isSettled: true };
  // As far ahead only a wrong clock, or somebody else, writes.
  if (at === undefined || Math.abs(now - at) > keptMs) {
    const when = at === undefined ? "nobody noted when" : `more than ${daysKept} days ago`;
    const notice = `is not in ${source}, and an earlier run deleted them, ${when}; what they had is forgotten: ${had}`;
    return { notices: [notice], isSettled: true };
  }
  const until = dayOf(new Date(at + keptMs));
  const notice = `is not in ${source}, and an earlier run deleted them to register them again; what they had is kept for them until ${until}, should ${source} name them again: ${had}`;
  return { notices: [notice], isSettled: false };
}
