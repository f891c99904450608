import { existsSync, readFileSync } from "node:fs";
import { parseMembership, type Roster, sessionOf } from "@quicksight-governance/core/people";

/**
 * The roster with the lines of the membership file that name each person, for messages. The program has read and checked the
 * same file a moment ago; when it is not to be had here (an object, a destroy later on), people go without lines.
 */
export function findLines(roster: Roster, namespace: string, source: string | undefined): Roster {
  if (source === undefined || !existsSync(source)) return roster;
  const rows = parseMembership(readFileSync(source), source).rows.filter(
    (row) => row.namespace === namespace,
  );
  const byEmail = Map.groupBy(rows, ({ email }) => email.toLowerCase());
  return roster.map((person) => {
    const session = sessionOf(person).toLowerCase();
    // Whichever of the three the settings take for the session name; one email may be that of two.
    const own = byEmail
      .get(person.email.toLowerCase())
      ?.filter((row) =>
        [row.email, row.user, row.session].some((name) => name?.toLowerCase() === session),
      );
    const [first] = own ?? [];
    return own === undefined || first === undefined
      ? person
      : { ...person, user: first.user, lines: own.map(({ line }) => line) };
  });
}
