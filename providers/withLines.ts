import { existsSync, readFileSync } from "node:fs";
import { type GovernedNamespace, parseMembership } from "@quicksight-governance/core/people";

/**
 * The namespace with the lines of the membership file that name each person, for messages. The program has read and checked
 * the same file a moment ago; when it is not to be had here (an object, a destroy later on), people go without lines.
 */
export function withLines(governed: GovernedNamespace): GovernedNamespace {
  const { scope, people, source } = governed;
  if (source === undefined || !existsSync(source)) return governed;
  const lines = new Map<string, number[]>();
  for (const row of parseMembership(readFileSync(source), source).rows) {
    if (row.namespace !== scope.namespace) continue;
    const known = lines.get(row.email);
    if (known === undefined) lines.set(row.email, [row.line]);
    else known.push(row.line);
  }
  return {
    ...governed,
    people: people.map((person) => {
      const found = lines.get(person.email);
      return found === undefined ? person : { ...person, lines: found };
    }),
  };
}
