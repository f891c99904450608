import type { FormerNamespace, GovernedNamespace } from "@quicksight-governance/core/people";
import { formerOf } from "./formerOf.ts";
import { governedOf, type RosterState } from "./rosterState.ts";

/**
 * The namespace that a state is about, after it was governed as another state has it.
 *
 * A run that was killed may have put people into the new group of newcomers while the state knows the old one alone, so that a refresh takes
 * them for people of the roster. No file puts anybody into such a group: who is in no other has not left.
 */
export function governedAfter(
  before: RosterState,
  news: RosterState,
): GovernedNamespace & { readonly former: FormerNamespace } {
  const governed = governedOf(news);
  const { newcomers, newcomersBefore = [], people } = governedOf(before);
  const all = new Set([newcomers ?? [], newcomersBefore, governed.newcomers ?? []].flat());
  const theirs = [...all].filter((group) => group !== governed.newcomers);
  const landed = people.filter(
    ({ role, groups }) =>
      role === "READER" && groups.length > 0 && groups.every((group) => all.has(group)),
  );
  const former = formerOf(before);
  const sessions = new Set(former.sessions);
  for (const { session } of landed) sessions.delete(session);
  return {
    ...{ ...governed, former: { ...former, sessions } },
    ...(theirs.length === 0 ? {} : { newcomersBefore: theirs }),
  };
}
