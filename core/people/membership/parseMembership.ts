import type { Problem } from "../../settings/problem.ts";
import { decodeText } from "../../csv/decodeText.ts";
import { findLayout, type Layout } from "./findLayout.ts";
import type { FlawedRow, MembershipRow } from "./membershipRow.ts";
import { describeMistakes } from "../../csv/mistake.ts";
import { readRows } from "./readRows.ts";

/** What a membership file says, and all that is wrong with it. */
export interface ParsedMembership {
  /** How the file is called in messages, such as `data/membership.csv`. */
  readonly source: string;
  /** True when the file has a column with session names. */
  readonly hasSessions: boolean;
  /** The columns besides these as the header names them, in its order, where they are asked for and there is a header. */
  readonly further?: readonly string[] | undefined;
  /** The line with which the file ends, where no line break ends it, and the column that stands last in it; absent: one does. */
  readonly open?: { readonly line: number; readonly column: string } | undefined;
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
  /**
   * Whether each row has the fields of further columns as well.
   * @default false
   */
  readonly further?: boolean | undefined;
}

/**
 * Reads a membership file: CSV with the columns namespace, group, user, email. No header is needed; with one, the columns
 * may stand in any order and more columns may be there, `session` among them. Blank lines are skipped; quotes, any line ends,
 * UTF-8 and UTF-16 with a byte order mark, semicolons and tabs that nothing contradicts are fine.
 *
 * Every row has as many fields as the header, or four: a row with more is two rows that an export ran together. A header that
 * comes again, with the same columns, is skipped and reported: it is no person, and says that the rows after it are read
 * rightly. One with other columns is a problem, and nothing after it is read.
 *
 * A file that breaks off in its last row is a mistake where that shows: see `findCut`.
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
  { most, further = false }: MembershipOptions = {},
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
  const read = layout === undefined ? undefined : readRows(lines, layout, further);
  if (layout === undefined || read === undefined || read.isEmpty) {
    return fail(
      "the file names nobody; check the export that writes it (nothing is changed until it names people)",
    );
  }
  return {
    source,
    hasSessions: layout.places.session !== undefined,
    ...(further && layout.hasHeader ? { further: layout.further.map(({ name }) => name) } : {}),
    ...(lines.at(-1) === "" ? {} : { open: { line: lines.length, column: lastColumn(layout) } }),
    rows: read.rows,
    flawed: read.flawed,
    problems: describeMistakes(source, read.mistakes, most),
    notices: describeMistakes(source, read.remarks, most).map(
      ({ where, message }) => `${where}: ${message}`,
    ),
  };
}

function lastColumn({ places, further, width }: Layout): string {
  const all = [
    ...Object.entries(places),
    ...further.map(({ name, place }) => [name, place] as const),
  ];
  return all.find(([, place]) => place === width - 1)?.[0] ?? "";
}
