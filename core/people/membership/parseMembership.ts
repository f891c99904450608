import Papa from "papaparse";
import type { Problem } from "../../settings/problem.ts";

/** One row of the membership file: this person belongs to this group of this namespace. */
export interface MembershipRow {
  /** The line the row starts on, from 1. */
  readonly line: number;
  readonly namespace: string;
  /** The group in lower case, without the QuickSight prefix. */
  readonly group: string;
  /** The person's name in the directory (LDAP `uid`, login). One user has one email within a namespace. */
  readonly user: string;
  /** The email; also the session name under which the person comes in through the federation role. */
  readonly email: string;
}

/** What a membership file says, and all that is wrong with it. */
export interface ParsedMembership {
  /** How the file is called in messages, such as `data/membership.csv`. */
  readonly source: string;
  readonly rows: readonly MembershipRow[];
  readonly problems: readonly Problem[];
}

const columns = ["namespace", "group", "user", "email"] as const;
type Column = (typeof columns)[number];
/** Other words that directory exports use in the header for the same column. */
const headerWords: Readonly<Record<string, Column>> = {
  namespace: "namespace",
  group: "group",
  user: "user",
  alias: "user",
  email: "email",
};
const defaultOrder: Readonly<Record<Column, number>> = {
  namespace: 0,
  group: 1,
  user: 2,
  email: 3,
};

/**
 * Reads a membership file: CSV with the columns namespace, group, user, email. No header is needed; with one, the columns
 * may stand in any order and more columns may be there. Blank lines are skipped, quotes and a byte order mark are fine.
 *
 * Every bad row is named with its line; rows that are right are returned as well, so that further checks find all there is
 * to find in one go. An empty file is a problem: it is what a failed export looks like.
 *
 * @param text   the file's content
 * @param source what the file is called in messages
 */
export function parseMembership(text: string, source: string): ParsedMembership {
  const rows: MembershipRow[] = [];
  const problems: Problem[] = [];
  let order: Readonly<Record<Column, number>> | undefined;
  for (const { line, fields, error } of readLines(text)) {
    const where = `${source}:${line}`;
    if (error !== undefined) {
      problems.push({ where, message: `${error}; correct the quotes of this row` });
      continue;
    }
    if (order === undefined) {
      const header = readHeader(fields);
      order = header ?? defaultOrder;
      if (header !== undefined) continue;
    }
    const row = readRow(line, fields, order);
    const wrong = findWrong(row, fields);
    if (wrong.length === 0) rows.push(row);
    problems.push(...wrong.map((message) => ({ where, message })));
  }
  if (rows.length === 0 && problems.length === 0) {
    problems.push({
      where: source,
      message:
        "the file names nobody; check the export that writes it (nothing is changed until it names people)",
    });
  }
  return { source, rows, problems };
}

interface Line {
  readonly line: number;
  readonly fields: readonly string[];
  readonly error?: string;
}

/** The rows that are not blank, each with the line it starts on (a quoted field may span lines). */
function readLines(text: string): Line[] {
  const clean = text.replace(/^\uFEFF/, "");
  const lines: Line[] = [];
  let line = 1;
  let start = 0;
  Papa.parse<string[]>(clean, {
    delimiter: ",",
    step: ({ data, errors, meta }) => {
      const fields = data.map((field) => field.trim());
      const error = errors[0]?.message;
      if (error !== undefined) lines.push({ line, fields, error });
      else if (fields.some((field) => field !== "")) lines.push({ line, fields });
      line += countLineBreaks(clean.slice(start, meta.cursor));
      start = meta.cursor;
    },
  });
  return lines;
}

function countLineBreaks(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** The columns' places when the row is a header (it names every column), otherwise undefined. */
function readHeader(fields: readonly string[]): Record<Column, number> | undefined {
  const places: Partial<Record<Column, number>> = {};
  fields.forEach((field, place) => {
    const column = headerWords[field.toLowerCase()];
    if (column !== undefined) places[column] ??= place;
  });
  const { namespace, group, user, email } = places;
  if (namespace === undefined || group === undefined || user === undefined || email === undefined) {
    return undefined;
  }
  return { namespace, group, user, email };
}

function readRow(
  line: number,
  fields: readonly string[],
  order: Readonly<Record<Column, number>>,
): MembershipRow {
  const field = (column: Column): string => fields[order[column]] ?? "";
  return {
    line,
    namespace: field("namespace"),
    group: field("group").toLowerCase(),
    user: field("user"),
    email: field("email"),
  };
}

function findWrong(row: MembershipRow, fields: readonly string[]): string[] {
  const missing = columns.filter((column) => row[column] === "");
  if (missing.length > 0) {
    const found = `got ${fields.length} column${fields.length === 1 ? "" : "s"}: "${fields.join(",")}"`;
    return [`${missing.join(" and ")} missing (${found}); a row is namespace,group,user,email`];
  }
  const wrong = describeBadEmail(row.email);
  return wrong === undefined ? [] : [wrong];
}

/**
 * The email becomes the role session name, so it must fit both: 2 to 64 characters of `[\w+=,.@-]` (STS), of which
 * `RegisterUser` takes all but the comma (QuickSight API model: `RoleSessionName`).
 */
function describeBadEmail(email: string): string | undefined {
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
    return `email is not an address (got "${email}"); write it as name@example.com`;
  }
  if (!/^[\w+=.@-]*$/.test(email)) {
    return `email has characters that a QuickSight session name cannot hold (got "${email}"); allowed are letters, digits and _ + = . @ -`;
  }
  if (email.length > 64) {
    return `email is longer than the 64 characters of a session name (got ${email.length}: "${email}"); use a shorter address`;
  }
  return undefined;
}
