import { sortProblems } from "../../settings/problem.ts";
import { type ParsedMembership, parseMembership } from "../membership/parseMembership.ts";
import { buildRoster, type BuiltRoster, type RosterSettings } from "./buildRoster.ts";

/** A roster, with the rows that it was made of. */
export interface RosterOfFile extends BuiltRoster, Pick<ParsedMembership, "rows"> {}

/**
 * The roster of one namespace from the content of a membership file: see {@link parseMembership} and {@link buildRoster}.
 * All that is wrong with either, in the order of lines.
 *
 * @param content the file, as bytes
 * @param source  what the file is called in messages
 */
export function readRoster(
  content: Uint8Array | string,
  source: string,
  settings: RosterSettings,
): RosterOfFile {
  const membership = parseMembership(content, source, settings);
  const built = buildRoster(membership, settings);
  return {
    ...{ ...built, rows: membership.rows },
    problems: sortProblems([...membership.problems, ...built.problems]),
    notices: [...membership.notices, ...built.notices],
  };
}
