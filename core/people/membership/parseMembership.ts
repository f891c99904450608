import type { Problem } from "../../settings/problem.ts";
import { decodeText } from "./decodeText.ts";
import {
  cleanFields,
  columns,
  findLayout,
  isBlank,
  type Layout,
  type Places,
  readHeader,
} from "./findLayout.ts";
import { describeMistakes, type Mistake } from "./mistake.ts";
import { findFlaw } from "./findFlaw.ts";
import { splitRow } from "./splitRow.ts";

/** One row of the membership file: this person belongs to this group of this namespace. */
export interface MembershipRow {
  /** The line the row is on, from 1. */
  readonly line: number;
  /** In lower case. */
  readonly namespace: string;
  /** The group in lower case: its name in the settings, or what the directory calls it. */
  readonly group: string;
  /** The person's name in the directory (LDAP `uid`, login); unique within the domain of the email. */
  readonly user: string;
  readonly email: string;
  /** The session name, where the file has a column for it and the row says one. */
  readonly session?: string;
}

/** A row that is whole but has a field that cannot be right. It is the business of its namespace only. */
export interface FlawedRow extends Mistake {
  /** In lower case; empty where that is what is missing. */
  readonly namespace: string;
}

/** What a membership file says, and all that is wrong with it. */
export interface ParsedMembership {
  /** How the file is called in messages, such as `data/membership.csv`. */
  readonly source: string;
  /** True when the file has a column with session names. */
  readonly hasSessions: boolean;
  readonly rows: readonly MembershipRow[];
  /** Rows of whatever namespace with a field that cannot be right: `buildRoster` says which of them matter. */
  readonly flawed: readonly FlawedRow[];
  /** What is wrong with the file as a whole, or with rows whose namespace cannot be told. */
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
}

/** How a membership file is read. */
export interface MembershipOptions {
  /**
   * How many lines of one kind of mistake are named before they are counted.
   * @default 20
   */
  readonly most?: number | undefined;
}

/** How far a quoted field that holds line breaks is followed, in lines: beyond it, it is a quote too many. */
const longestField = 10;

/**
 * Reads a membership file: CSV with the columns namespace, group, user, email. No header is needed; with one, the columns
 * may stand in any order and more columns may be there, `session` among them. Blank lines are skipped; quotes, any line ends,
 * UTF-8 and UTF-16 with a byte order mark, semicolons and tabs that nothing contradicts are fine.
 *
 * Every row has as many fields as the header, or four: a row with more is two rows that an export ran together. A header that
 * comes again, with the same columns, is skipped and reported: it is no person, and says that the rows after it are read
 * rightly. One with other columns is a problem, and nothing after it is read.
 *
 * Every bad row is named with its line; rows that are right are returned as well, so that further checks find all there is
 * to find in one go. An empty file is a problem: it is what a failed export looks like.
 *
 * @param content the file, as bytes wherever there are bytes: only they show an encoding that is not UTF-8
 * @param source  what the file is called in messages
 */
export function parseMembership(
  content: Uint8Array | string,
  source: string,
  { most }: MembershipOptions = {},
): ParsedMembership {
  const fail = (message: string, line?: number): ParsedMembership => {
    const problems =
      line === undefined
        ? [{ where: source, message }]
        : describeMistakes(source, [{ line, kind: "", message }]);
    return { source, hasSessions: false, rows: [], flawed: [], problems, notices: [] };
  };
  const decoded = decodeText(content);
  if (decoded.wrong !== undefined) return fail(decoded.wrong, decoded.line);
  const lines = decoded.text.replaceAll("\ufeff", "").split(/\r\n|\n|\r/);
  const layout = findLayout(lines);
  if (layout !== undefined && "wrong" in layout) return fail(layout.wrong, layout.index + 1);
  const read = layout === undefined ? undefined : readRows(lines, layout);
  if (layout === undefined || read === undefined || read.isEmpty) {
    return fail(
      "the file names nobody; check the export that writes it (nothing is changed until it names people)",
    );
  }
  return {
    source,
    hasSessions: layout.places.session !== undefined,
    rows: read.rows,
    flawed: read.flawed,
    problems: describeMistakes(source, read.mistakes, most),
    notices: describeMistakes(source, read.remarks, most).map(
      ({ where, message }) => `${where}: ${message}`,
    ),
  };
}

function readRows(lines: readonly string[], layout: Layout) {
  const rows: MembershipRow[] = [];
  const flawed: FlawedRow[] = [];
  const mistakes: Mistake[] = [];
  const remarks: Mistake[] = [];
  for (let index = layout.start; index < lines.length; index += 1) {
    const text = lines[index] ?? "";
    if (isBlank(text)) continue;
    const line = index + 1;
    const { fields, error } = splitRow(text, layout.separator);
    if (error !== undefined) {
      const last = findEndOfField(lines, index, layout.separator);
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
    if (flaw === undefined) rows.push(row);
    else flawed.push({ line, namespace: row.namespace, ...flaw });
  }
  const isEmpty = rows.length + flawed.length + mistakes.length === 0;
  return { rows, flawed, mistakes, remarks, isEmpty };
}

/** Index of the line on which a quoted field ends that began on this one; undefined when it does not end soon. */
function findEndOfField(
  lines: readonly string[],
  from: number,
  separator: string,
): number | undefined {
  for (let last = from + 1; last <= from + longestField && last < lines.length; last += 1) {
    const { fields } = splitRow(lines.slice(from, last + 1).join("\n"), separator);
    if (fields !== undefined) return last;
  }
  return undefined;
}

function explainQuotes(error: string, last: number | undefined): string {
  return last === undefined
    ? `${error}; correct the quotes of this row`
    : `a quoted field holds a line break (the row ends on line ${last + 1}); write each row on one line`;
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
  return `the row has ${count} field${count === 1 ? "" : "s"} ("${cleaned.join(",")}"); ${expected}`;
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
