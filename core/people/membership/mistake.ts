import { printable } from "../../aws/printable.ts";
import type { Problem } from "../../settings/problem.ts";

/** Something wrong with one line of a membership file. */
export interface Mistake {
  readonly line: number;
  /** What lines of this kind have, to be counted: "an email that is not an address". */
  readonly kind: string;
  /** What is wrong, what was found, and what to do. */
  readonly message: string;
}

/** How many lines of one kind of mistake are named. */
export const mostOfKind = 20;

/**
 * Mistakes as problems, in the order of lines: of one kind the first ones, and then how many more there are, at the line of
 * the first that is not named. A file in another format has the same mistake on each of its 20,000 rows.
 *
 * @param source what the file is called in messages
 * @param most   how many of a kind are named
 */
export function describeMistakes(
  source: string,
  mistakes: readonly Mistake[],
  most = mostOfKind,
): Problem[] {
  const kinds = Map.groupBy(mistakes, ({ kind }) => kind);
  const named: { readonly line: number; readonly problem: Problem }[] = [];
  for (const [kind, all] of kinds) {
    const sorted = all.toSorted((a, b) => a.line - b.line);
    for (const { line, message } of sorted.slice(0, most)) {
      named.push({ line, problem: { where: `${source}:${line}`, message: printable(message) } });
    }
    const [next, ...others] = sorted.slice(most);
    if (next === undefined) continue;
    const count = others.length + 1;
    const rows = count === 1 ? "row" : "rows";
    const message = `… and ${count.toLocaleString("en-US")} more ${rows} with ${kind}`;
    named.push({
      line: next.line,
      problem: { where: `${source}:${next.line}`, message, count },
    });
  }
  return named.toSorted((a, b) => a.line - b.line).map(({ problem }) => problem);
}
