import Papa from "papaparse";
import { nameSome } from "../../aws/nameSome.ts";
import { decodeText } from "../../csv/decodeText.ts";
import { collectMistakes } from "../../csv/mistake.ts";
import type { Problem } from "../../settings/problem.ts";
import { findRuleFlaw } from "../../settings/ruleValue.ts";
import { showText } from "../../settings/showText.ts";
import type { Entitlement, EntitlementTable } from "./entitlement.ts";

/** Columns of a membership file that are no terms, in any case. */
const ofMembership = new Set(["namespace", "group", "user", "email", "session"]);

/** How a file is read. */
export interface EntitlementFormat {
  /** What the file is called in messages. */
  readonly source: string;
  /** The tenant's: rows of another are left to theirs where the file has a column `namespace`. */
  readonly namespace: string;
  /** Of a membership file the column that says who somebody is; absent: a table of its own, with columns `group` and `person`. */
  readonly person?: "email" | "user" | "session" | undefined;
}

/**
 * Reads an entitlement table: CSV with a header, UTF-8 or UTF-16, by commas, semicolons or tabs. A row is for a group or for a person
 * and says by term a value; several values are several rows. An empty field means all values, which nothing else does: what looks like it
 * (NULL, spaces) is a mistake.
 *
 * @returns no table when anything is wrong with the file
 */
export function parseEntitlements(
  content: Uint8Array | string,
  { source, namespace, person }: EntitlementFormat,
): { readonly table?: EntitlementTable; readonly problems: readonly Problem[] } {
  const decoded = decodeText(content);
  if (decoded.text === undefined) {
    const { line, wrong } = decoded;
    const where = line === undefined ? source : `${source}:${line}`;
    return { problems: [{ where, message: wrong }] };
  }
  const text = decoded.text.replace(/^\ufeff/, "");
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: separatorOf(text) });
  const lines = linesOf(text, data);
  const mistakes = collectMistakes(source);
  const add = (index: number, kind: string, message: string) => {
    mistakes.add({ line: lines[index] ?? 1, kind, message });
  };
  for (const { row = 0, message } of errors) {
    add(row, "quotes that are wrong", message.toLowerCase());
  }
  const [header = [], ...rest] = data;
  const names = header.map((name) => name.trim());
  const wrong = findWrongHeader(names, person);
  if (wrong !== undefined) return { problems: [{ where: `${source}:${lines[0] ?? 1}`, message: wrong }] };
  const lower = names.map((name) => name.toLowerCase());
  const isTerm = (name: string) =>
    person === undefined ? !["group", "person", "namespace"].includes(name) : !ofMembership.has(name);
  const terms = lower.flatMap((name, index) => (isTerm(name) ? [{ name: names[index] ?? "", index }] : []));
  const at = (row: readonly string[], name: string) => row[lower.indexOf(name)]?.trim() ?? "";
  // As the roster has it: the email of whoever has no session name in its column.
  const nameIn = (row: readonly string[]) =>
    at(row, person ?? "") || (person === "session" ? at(row, "email") : "");
  const rows = rest.flatMap((row, index): Entitlement[] => {
    const number = index + 1;
    if (row.every((field) => field.trim() === "")) return [];
    if (row.length !== names.length) {
      const count = `${row.length} field${row.length === 1 ? "" : "s"}`;
      add(number, "another number of fields", `the row has ${count}; the header has ${names.length}`);
      return [];
    }
    if (lower.includes("namespace") && at(row, "namespace").toLowerCase() !== namespace) return [];
    const whom = person === undefined ? whomOf(at(row, "group"), at(row, "person")) : { person: nameIn(row) };
    if (typeof whom === "string") {
      add(number, "no one group or person", whom);
      return [];
    }
    const values = terms.flatMap(({ name, index: place }) => {
      const value = row[place] ?? "";
      if (value === "") return [];
      const flaw = findRuleFlaw(value);
      if (flaw !== undefined) add(number, `a wrong value of ${name}`, `${name} ${showText(value)}: ${flaw}`);
      return [[name, value] as const];
    });
    return [{ ...whom, where: `${source}:${lines[number] ?? 1}`, values: Object.fromEntries(values) }];
  });
  const problems = mistakes.problems();
  return problems.length > 0
    ? { problems }
    : { table: { rows, terms: terms.map(({ name }) => name) }, problems };
}

/** What the header's columns are parted by. */
function separatorOf(text: string): string {
  const [header = ""] = text.split(/[\r\n]/, 1);
  const count = (separator: string) => header.split(separator).length;
  return [",", ";", "\t"].reduce((best, one) => (count(one) > count(best) ? one : best));
}

function whomOf(group: string, person: string): { group: string } | { person: string } | string {
  if (group === "" && person === "") return "names neither group nor person; give one of them";
  if (group !== "" && person !== "") return "names both group and person; give one of them";
  return group === "" ? { person } : { group };
}

function findWrongHeader(names: readonly string[], person: string | undefined): string | undefined {
  const lower = names.map((name) => name.toLowerCase());
  const twice = names.filter((_, index) => lower.indexOf(lower[index] ?? "") !== index);
  if (twice.length > 0) return `the header has ${nameSome(twice)} twice; give each column a name of its own`;
  if (names.some((name) => name === "")) return "the header has a column without a name; give it one";
  if (person !== undefined) {
    return lower.includes(person) || (person === "session" && lower.includes("email"))
      ? undefined
      : `has no header with a column ${person}, which the terms of tenant.entitlements need; write the header (got ${nameSome(names)})`;
  }
  return lower.includes("group") || lower.includes("person")
    ? undefined
    : `the header has neither group nor person (got ${nameSome(names)}); name whom a row is for`;
}

/** The line on which each row begins: a field in quotes may go over several. */
function linesOf(text: string, rows: readonly (readonly string[])[]): number[] {
  if (!text.includes('"')) return rows.map((_, index) => index + 1);
  let line = 1;
  return rows.map((row) => {
    const begin = line;
    line += 1 + row.reduce((sum, field) => sum + (field.match(/\n/g)?.length ?? 0), 0);
    return begin;
  });
}
