import Papa from "papaparse";
import { nameSome } from "../../aws/nameSome.ts";
import { decodeText } from "../../csv/decodeText.ts";
import { collectMistakes } from "../../csv/mistake.ts";
import type { Problem } from "../../settings/problem.ts";
import type { EntitlementTable } from "./entitlement.ts";
import { findWrongTerms, tabulate, type TableRow } from "./tabulate.ts";

/** How a file is read. */
export interface EntitlementFormat {
  /** What the file is called in messages. */
  readonly source: string;
  /** The tenant's: rows of another are left to theirs where the file has a column `namespace`. */
  readonly namespace: string;
}

/** Columns of a table that are no terms, in any case. */
const ofTable = new Set(["namespace", "group", "person"]);

/**
 * Reads an entitlement table of its own: CSV with a header, UTF-8 or UTF-16, by commas, semicolons or tabs. A row is for a group or for a
 * person and says by term a value; several values are several rows. See {@link tabulate} for what fields mean.
 *
 * @returns no table when anything is wrong with the file
 */
export function parseEntitlements(
  content: Uint8Array | string,
  { source, namespace }: EntitlementFormat,
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
  const wrong = findWrongTerms(names) ?? findNobody(names);
  if (wrong !== undefined) {
    return { problems: [{ where: `${source}:${lines[0] ?? 1}`, message: wrong }] };
  }
  const lower = names.map((name) => name.toLowerCase());
  const places = lower.flatMap((name, place) => (ofTable.has(name) ? [] : [place]));
  const at = (row: readonly string[], name: string) => row[lower.indexOf(name)]?.trim() ?? "";
  const rows = rest.flatMap((row, index): TableRow[] => {
    const number = index + 1;
    if (row.every((field) => field.trim() === "")) return [];
    if (row.length !== names.length) {
      const count = `${row.length} field${row.length === 1 ? "" : "s"}`;
      const message = `the row has ${count}; the header has ${names.length}`;
      add(number, "another number of fields", message);
      return [];
    }
    if (lower.includes("namespace") && at(row, "namespace").toLowerCase() !== namespace) return [];
    const whom = whomOf(at(row, "group"), at(row, "person"));
    if (typeof whom === "string") {
      add(number, "no one group or person", whom);
      return [];
    }
    const fields = places.map((place) => row[place] ?? "");
    return [{ ...whom, line: lines[number] ?? 1, fields }];
  });
  const terms = places.map((place) => names[place] ?? "");
  const end = { line: lines.at(-1) ?? 1, column: names.at(-1) ?? "" };
  const open = /[\r\n]$/.test(text) ? undefined : end;
  return tabulate({ source, terms, rows, open }, mistakes);
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

function findNobody(names: readonly string[]): string | undefined {
  const lower = names.map((name) => name.toLowerCase());
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
