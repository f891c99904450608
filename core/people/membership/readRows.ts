import { showText } from "../../settings/showText.ts";
import { findCut } from "./findCut.ts";
import { explainQuotes, findEndOfField } from "./findEndOfField.ts";
import { findFlaw } from "./findFlaw.ts";
import {
  cleanFields,
  columns,
  isBlank,
  type Layout,
  type Places,
  readHeader,
} from "./findLayout.ts";
import { findUnknownHeader } from "./findUnknownHeader.ts";
import type { Mistake } from "../../csv/mistake.ts";
import type { FlawedRow, MembershipRow } from "./membershipRow.ts";
import { splitRow } from "./splitRow.ts";

/** How many quoted fields are followed over lines, which is slow: a file with more that are wrong is broken throughout. */
const mostFollowed = 500;

/** The rows of a file, right and wrong ones. */
export interface ReadRows {
  readonly rows: readonly MembershipRow[];
  readonly flawed: readonly FlawedRow[];
  readonly mistakes: readonly Mistake[];
  readonly remarks: readonly Mistake[];
  /** True when there is nothing at all. */
  readonly isEmpty: boolean;
}

/**
 * Reads the rows of a file that is laid out like this.
 *
 * @param withFurther whether the fields of further columns are kept
 */
export function readRows(lines: readonly string[], layout: Layout, withFurther: boolean): ReadRows {
  const rows: MembershipRow[] = [];
  const flawed: FlawedRow[] = [];
  const mistakes: Mistake[] = [];
  const remarks: Mistake[] = [];
  const pick = (fields: readonly string[]) =>
    layout.further.map(({ place }) => fields[place] ?? "");
  let followed = 0;
  let lastPlace = -1;
  for (let index = layout.start; index < lines.length; index += 1) {
    const text = lines[index] ?? "";
    if (isBlank(text)) continue;
    const line = index + 1;
    const { fields, error } = splitRow(text, layout.separator);
    if (error !== undefined) {
      followed += 1;
      const last =
        followed > mostFollowed ? undefined : findEndOfField(lines, index, layout.separator);
      mistakes.push({ line, kind: "quotes that are wrong", message: explainQuotes(error, last) });
      index = last ?? index;
      continue;
    }
    const cleaned = cleanFields(fields);
    const header = readHeader(cleaned);
    if (header !== undefined) {
      const same = "email" in header && isSame(header, layout.places);
      (same ? remarks : mistakes).push({ line, ...describeHeader(same) });
      if (same) continue;
      break;
    }
    const wrong = findWrongWidth(fields.length, cleaned, layout);
    if (wrong !== undefined) {
      mistakes.push({ line, kind: "another number of fields", message: wrong });
      continue;
    }
    const row = readRow(line, cleaned, layout.places);
    const flaw = findFlaw(row, cleaned);
    if (flaw === undefined) rows.push(withFurther ? { ...row, further: pick(fields) } : row);
    else flawed.push({ line, namespace: row.namespace, ...flaw });
    lastPlace = fields.length - 1;
  }
  const cut = findCut(rows, { lineCount: lines.length, places: layout.places, lastPlace });
  const last = rows.at(-1);
  if (cut !== undefined && last !== undefined) {
    const { column, isSure, ...mistake } = cut;
    if (isSure) {
      rows.pop();
      flawed.push({ namespace: column === "namespace" ? "" : last.namespace, ...mistake });
    } else remarks.push(mistake);
  }
  const header = layout.hasHeader ? undefined : findUnknownHeader(lines, layout, flawed, rows);
  if (header !== undefined) flawed[0] = header;
  const isEmpty = rows.length + flawed.length + mistakes.length === 0;
  return { rows, flawed, mistakes, remarks, isEmpty };
}

function isSame(one: Places, other: Places): boolean {
  return [...columns, "session" as const].every((column) => one[column] === other[column]);
}

function describeHeader(same: boolean): Pick<Mistake, "kind" | "message"> {
  return same
    ? {
        kind: "the header again",
        message: "the header comes again and is skipped (were exports joined?)",
      }
    : {
        kind: "another header",
        message:
          "another header, with other columns; nothing after it is read. Were exports joined? Give them the same columns",
      };
}

function findWrongWidth(
  found: number,
  cleaned: readonly string[],
  { width, hasHeader }: Layout,
): string | undefined {
  if (found >= width && cleaned.length <= width) return undefined;
  const count = found < width ? found : cleaned.length;
  const expected = hasHeader
    ? `the header has ${width}`
    : "a row is namespace,group,user,email where no header says otherwise";
  return `the row has ${count} field${count === 1 ? "" : "s"} (${showText(cleaned.join(","))}); ${expected}`;
}

function readRow(line: number, fields: readonly string[], places: Places): MembershipRow {
  const field = (place: number): string => fields[place] ?? "";
  const session = places.session === undefined ? "" : field(places.session);
  return {
    line,
    namespace: field(places.namespace).toLowerCase(),
    group: field(places.group).toLowerCase(),
    user: field(places.user),
    email: field(places.email),
    ...(session === "" ? {} : { session }),
  };
}
