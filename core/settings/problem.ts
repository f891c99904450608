import { printable } from "../aws/printable.ts";
import { shorten } from "../aws/shorten.ts";

/** The longest place that is named, in characters: a key may have any length. */
const longestPlace = 300;

/** Something a person must put right in a file or a setting before anything is written. */
export interface Problem {
  /** Where it is: `data/membership.csv:14` or `tenant.groups.critical.role`. */
  readonly where: string;
  /** What is wrong, what was found, and what to do. */
  readonly message: string;
  /** True when the caller lacks a right: somebody else may well be allowed to. */
  readonly denied?: boolean;
  /** How many mistakes it stands for, where a list of them was cut short; 1 when absent. */
  readonly count?: number;
}

/** How many mistakes there are, those among them that are only counted: "1 mistake", "20,002 mistakes". */
export function countMistakes(problems: readonly Problem[]): string {
  const total = problems.reduce((sum, { count = 1 }) => sum + count, 0);
  return `${total.toLocaleString("en-US")} mistake${total === 1 ? "" : "s"}`;
}

/** One line per problem, `where: message`, in the order given, printable: keys and names in it are from outside. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems
    .map(({ where, message }) => printable(`${shorten(where, longestPlace)}: ${message}`))
    .join("\n");
}

/** Problems in the order a person works through them: by file or setting, then by line as a number. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => a.where.localeCompare(b.where, "en", { numeric: true }));
}
