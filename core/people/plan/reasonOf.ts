import type { Person } from "../roster/person.ts";

/** Why a person is to be as they are: the lines that name them (`lines 3, 14 of data/membership.csv`). */
export function reasonOf({ lines = [] }: Person, source = "the membership file"): string {
  if (lines.length === 0) return `in ${source}`;
  return `line${lines.length === 1 ? "" : "s"} ${lines.join(", ")} of ${source}`;
}
