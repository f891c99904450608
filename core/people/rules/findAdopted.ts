import { matchPeople } from "../plan/matchPeople.ts";
import { type Adopted, adoptedOf } from "../selfUpgrade/adoptedOf.ts";
import type { PeopleSituation } from "./peopleSituation.ts";

/** Who keeps a role that they raised themselves within the last 24 hours. */
export function findAdopted({ desired, actual }: PeopleSituation): Adopted[] {
  return matchPeople(desired.people, actual.people).matched.flatMap((one) => {
    const { actual: there } = one;
    const adopted = there && adoptedOf(desired, actual, one.desired, there);
    return adopted?.request?.isRecent === true ? [adopted] : [];
  });
}
