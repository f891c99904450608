import { readFile } from "node:fs/promises";
import { type Person, readRoster } from "@quicksight-governance/core/people";
import { formatProblems } from "@quicksight-governance/core/settings";
import { groups } from "./makePeople.ts";
import { scope } from "./scope.ts";

/** The environment variable with the path of the membership file, for the programs that the engine runs. */
export const peopleVariable = "BENCH_MEMBERSHIP";

/**
 * Reads a membership file as the program of a tenant does.
 *
 * @param file the path; by default that in {@link peopleVariable}
 */
export async function readPeople(
  file = process.env[peopleVariable] ?? "",
): Promise<readonly Person[]> {
  const { namespace } = scope;
  const { people, problems } = readRoster(await readFile(file), file, {
    namespace,
    namespaces: [namespace],
    groups: Object.fromEntries(
      groups.map((name) => [name, name.startsWith("team") ? { role: "READER" as const } : {}]),
    ),
  });
  if (problems.length > 0) throw new Error(formatProblems(problems));
  return people;
}
