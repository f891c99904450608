import { groupOf, type GroupNaming } from "../../aws/scope.ts";
import type { MembershipRow } from "../membership/membershipRow.ts";
import type { Person } from "../person.ts";
import { groupFinder } from "./groupFinder.ts";

/** The people of a membership file, and its rows. */
export interface RosterRows {
  readonly people: readonly Person[];
  readonly rows: readonly MembershipRow[];
}

/**
 * Makes the function that finds the lines of a membership file that put somebody into a group.
 *
 * @param groups the groups of the settings, with what the directory calls them
 * @returns takes a session name, in any case, and the whole name of a group
 */
export function linesFinder(
  { people, rows }: RosterRows,
  groups: Parameters<typeof groupFinder>[0],
  naming: GroupNaming,
): (session: string, groupName: string) => number[] {
  const findGroup = groupFinder(groups);
  const byLine = new Map(rows.map((row) => [row.line, row]));
  const bySession = new Map(people.map((one) => [one.session.toLowerCase(), one.lines ?? []]));
  return (session, groupName) => {
    const group = groupOf(naming, groupName);
    if (group === undefined) return [];
    return (bySession.get(session.toLowerCase()) ?? []).filter((line) => {
      const row = byLine.get(line);
      return row !== undefined && findGroup(row.group) === group;
    });
  };
}
