import { nameSome } from "../../aws/nameSome.ts";
import { collectMistakes, type MistakeList } from "../../csv/mistake.ts";
import type { Problem } from "../../settings/problem.ts";
import type { RuleSubject } from "../../settings/ruleSubject.ts";
import { findRuleFlaw } from "../../settings/ruleValue.ts";
import { showText } from "../../settings/showText.ts";
import type { Entitlement, EntitlementTable } from "./entitlement.ts";

/** A row of a file: whom it is for, and its fields in the order of the terms. */
export interface TableRow extends RuleSubject {
  /** From 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** The rows of a file that are the tenant's, as they were read. */
export interface TableFile {
  /** What the file is called in messages. */
  readonly source: string;
  readonly terms: readonly string[];
  readonly rows: readonly TableRow[];
  /** The line with which the file ends, where no line break ends it, and the column that stands last in it; absent: one does. */
  readonly open?: { readonly line: number; readonly column: string } | undefined;
}

/**
 * The entitlement table that rows of a file make. An empty field means all values, which nothing else does: what looks like it (NULL, spaces)
 * is a mistake, and so is an empty field with which a file ends that may have broken off there.
 *
 * @param mistakes what is wrong with other rows of the file
 * @returns no table when anything is wrong
 */
export function tabulate(
  { source, terms, rows, open }: TableFile,
  mistakes: MistakeList = collectMistakes(source),
): { readonly table?: EntitlementTable; readonly problems: readonly Problem[] } {
  const table = rows.map(({ line, fields, ...whom }): Entitlement => {
    const values = terms.flatMap((name, place) => {
      const value = fields[place] ?? "";
      if (value === "") return [];
      const flaw = findRuleFlaw(value);
      if (flaw !== undefined) {
        const message = `${name} ${showText(value)}: ${flaw}`;
        mistakes.add({ line, kind: `a wrong value of ${name}`, message });
      }
      return [[name, value] as const];
    });
    return { ...whom, where: `${source}:${line}`, values: Object.fromEntries(values) };
  });
  const cut = open && findCutValue(terms.indexOf(open.column), open.line, rows);
  if (open !== undefined && cut !== undefined) {
    const message = `the file may break off in its last row (${open.column} ${cut}); export it again, or end the line with a line break if it is whole`;
    mistakes.add({ line: open.line, kind: "a row that breaks off", message });
  }
  const problems = mistakes.problems();
  return problems.length > 0 ? { problems } : { table: { rows: table, terms }, problems };
}

/** What is wrong with the columns of terms; undefined where each has a name of its own. */
export function findWrongTerms(terms: readonly string[]): string | undefined {
  const lower = terms.map((name) => name.toLowerCase());
  const twice = terms.filter((_, index) => lower.indexOf(lower[index] ?? "") !== index);
  if (twice.includes("") || terms.includes("")) {
    return "the header has a column without a name; give it one";
  }
  return twice.length === 0
    ? undefined
    : `the header has ${nameSome(twice)} twice; give each column a name of its own`;
}

/** Why the value with which a file ends may be a part of another one; undefined where nothing speaks for that. */
function findCutValue(place: number, line: number, rows: readonly TableRow[]): string | undefined {
  const last = rows.at(-1);
  if (place === -1 || last?.line !== line) return undefined;
  const value = last.fields[place] ?? "";
  if (value === "") return "ends in an empty field, which would mean every value";
  const others = new Set(rows.slice(0, -1).map(({ fields }) => fields[place] ?? ""));
  if (others.has(value)) return undefined;
  const longer = [...others].find((other) => other.startsWith(value));
  return longer === undefined
    ? undefined
    : `${showText(value)}, where others have it as in ${showText(longer)}`;
}
