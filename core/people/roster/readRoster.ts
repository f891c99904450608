import { sortProblems } from "../../settings/problem.ts";
import { parseMembership } from "../membership/parseMembership.ts";
import { buildRoster, type BuiltRoster, type RosterSettings } from "./buildRoster.ts";

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
): BuiltRoster {
  const membership = parseMembership(content, source, settings);
  const built = buildRoster(membership, settings);
  return {
    ...built,
    problems: sortProblems([...membership.problems, ...built.problems]),
    notices: [...membership.notices, ...built.notices],
  };
}
