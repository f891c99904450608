import { showText } from "../../settings/showText.ts";
import { columns, type Column, type Places } from "./findLayout.ts";
import type { Mistake } from "../../csv/mistake.ts";
import type { MembershipRow } from "./membershipRow.ts";

/** A last row in which the file breaks off. */
export interface Cut extends Mistake {
  readonly column: Column;
  /** False for a group: what is left of its name may well be that of another. */
  readonly isSure: boolean;
}

/**
 * What tells that a file breaks off in its last row: an export or a transfer that was stopped. It is asked only for a row
 * without a line end, and only for the field that stands last in it. Files that end so and are whole are common, so a field is
 * taken for cut only where the other rows say so:
 *
 * - a namespace, a group, or the domain of an address that no other row has, and with which that of another row begins
 *   (`oktank.co` where others are of `oktank.com`);
 * - a user or session name that is the beginning of what it is in all other rows, such as the email or its part before the @.
 *
 * @param end the number of lines, of which the one behind a line end is one; and the place of the last field in the last row
 */
export function findCut(
  rows: readonly MembershipRow[],
  end: { readonly lineCount: number; readonly places: Places; readonly lastPlace: number },
): Cut | undefined {
  const last = rows.at(-1);
  if (last?.line !== end.lineCount) return undefined;
  const { line } = last;
  const named: readonly Column[] = [...columns, "session"];
  const column = named.find((name) => end.places[name] === end.lastPlace);
  if (column === undefined) return undefined;
  const others = rows.slice(0, -1);
  const whole = findLonger(last, column, others) ?? findRule(last, column, others);
  if (whole === undefined) return undefined;
  const isSure = column !== "group";
  const message = `the file ${isSure ? "breaks" : "may break"} off in its last row (${column} ${showText(last[column] ?? "")}, where other rows have it as in ${showText(whole)}); export it again, or end the line with a line break if it is whole`;
  return { line, column, isSure, kind: "a row that breaks off", message };
}

/** What of a field many rows have: of addresses the domain. Undefined for names that each person has alone. */
function partOf(value: string, column: Column): string | undefined {
  if (column === "namespace" || column === "group") return value;
  const at = value.lastIndexOf("@");
  return at === -1 ? undefined : value.slice(at + 1).toLowerCase();
}

/** What begins with this part, when nobody has just this one. */
function findLonger(
  last: MembershipRow,
  column: Column,
  rows: readonly MembershipRow[],
): string | undefined {
  const part = partOf(last[column] ?? "", column);
  if (part === undefined) return undefined;
  const parts = new Set(rows.map((row) => partOf(row[column] ?? "", column)));
  if (parts.has(part)) return undefined;
  return [...parts].find((other) => other?.startsWith(part) === true);
}

type Names = Pick<MembershipRow, "user" | "email" | "session">;

/** What the names of a person are made of, in directories that make them by a rule. */
const rules: readonly ((names: Names) => string)[] = [
  ({ email }) => email,
  ({ email }) => email.slice(0, email.lastIndexOf("@")),
  ({ user }) => user,
  ({ session = "" }) => session,
];

/** What the field would be by the rule that all other rows follow, where it is the beginning of that. */
function findRule(
  last: MembershipRow,
  column: Column,
  rows: readonly MembershipRow[],
): string | undefined {
  if ((column !== "user" && column !== "session") || rows.length === 0) return undefined;
  const value = (last[column] ?? "").toLowerCase();
  for (const rule of rules) {
    const expected = rule(last);
    if (expected.length <= value.length || !expected.toLowerCase().startsWith(value)) continue;
    const follows = (row: MembershipRow) =>
      row[column] !== undefined && row[column].toLowerCase() === rule(row).toLowerCase();
    if (rows.every(follows)) return expected;
  }
  // An empty session name is the email's: a row cut just there would be another person.
  const example = rows[0]?.session;
  return value === "" && rows.every(({ session }) => session !== undefined) ? example : undefined;
}
