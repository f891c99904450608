import { printable } from "../aws/printable.ts";
import type { Problem } from "../settings/problem.ts";

/** Something wrong with one line of a file of rows. */
export interface Mistake {
  readonly line: number;
  /** What lines of this kind have, to be counted: "an email that is not an address". */
  readonly kind: string;
  /** What is wrong, what was found, and what to do. */
  readonly message: string;
}

/** How many lines of one kind of mistake are named. */
export const mostOfKind = 20;

/** Mistakes of a file as they are found, in the order of lines; however many there are, few are kept. */
export interface MistakeList {
  add(mistake: Mistake): void;
  /** In the order of lines. */
  problems(): Problem[];
}

/**
 * Collects the mistakes of a file: of one kind the first ones, and then how many more there are, at the line of the first that is not
 * named. A file in another format has the same mistake on each of its 20,000 rows.
 *
 * @param source what the file is called in messages
 * @param most   how many of a kind are named
 */
export function collectMistakes(source: string, most = mostOfKind): MistakeList {
  const kinds = new Map<string, { readonly named: Mistake[]; next: number; more: number }>();
  return {
    add(mistake) {
      const kind = kinds.get(mistake.kind) ?? { named: [], next: 0, more: 0 };
      kinds.set(mistake.kind, kind);
      if (kind.named.length < most) {
        kind.named.push(mistake);
        return;
      }
      if (kind.more === 0) kind.next = mistake.line;
      kind.more += 1;
    },
    problems: () =>
      [...kinds]
        .flatMap(([kind, { named, next, more }]) => [
          ...named.map(({ line, message }) => ({ line, rest: { message: printable(message) } })),
          ...(more === 0
            ? []
            : [{ line: next, rest: { message: describeMore(more, kind), count: more } }]),
        ])
        .toSorted((a, b) => a.line - b.line)
        .map(({ line, rest }) => ({ where: `${source}:${line}`, ...rest })),
  };
}

function describeMore(count: number, kind: string): string {
  const rows = count === 1 ? "row" : "rows";
  return `… and ${count.toLocaleString("en-US")} more ${rows} with ${kind}`;
}

/** All mistakes of a file as problems, in the order of lines, see {@link collectMistakes}. */
export function describeMistakes(
  source: string,
  mistakes: readonly Mistake[],
  most = mostOfKind,
): Problem[] {
  const list = collectMistakes(source, most);
  for (const mistake of mistakes.toSorted((a, b) => a.line - b.line)) list.add(mistake);
  return list.problems();
}
