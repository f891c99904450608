import { showText } from "../../settings/showText.ts";
import { cleanText } from "../../settings/cleanText.ts";
import { quoteOdd } from "../../settings/codePoints.ts";
import { splitRow } from "./splitRow.ts";

/** The columns every membership file has. */
export const columns = ["namespace", "group", "user", "email"] as const;
/** See {@link columns}; a file may also have the session name of each person. */
export type Column = (typeof columns)[number] | "session";

/** Where the fields of a row are. */
export type Places = Readonly<Record<(typeof columns)[number], number>> & {
  readonly session?: number;
};

/** How the rows of a file are to be read. */
export interface Layout {
  readonly separator: string;
  readonly places: Places;
  /** The number of fields of every row. */
  readonly width: number;
  readonly hasHeader: boolean;
  /** The columns of the header that are none of these, with their names as they stand there. */
  readonly further: readonly { readonly name: string; readonly place: number }[];
  /** Index of the first line that is neither blank nor header. */
  readonly start: number;
}

/** The words of a header for each column, the first before the others wherever they stand: exports have `alias` for user. */
const headerWords: Readonly<Record<Column, readonly string[]>> = {
  namespace: ["namespace"],
  group: ["group"],
  user: ["user", "alias"],
  email: ["email"],
  session: ["session"],
};
const separators = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" } as const;
const usual = {
  places: { namespace: 0, group: 1, user: 2, email: 3 },
  width: columns.length,
  hasHeader: false,
  further: [],
};

/**
 * Finds out how a file is written: lines before the header that say something else (`#TYPE …` of PowerShell, `sep=…` of
 * Excel), the separator, and the columns. Without a header a row is namespace, group, user, email.
 *
 * Another separator than the comma is taken where nothing can be misread: a header names all columns with it, or every row
 * has four fields with it and none with commas.
 *
 * @returns the layout; undefined for a file without any row; or what is wrong, with the index of the line
 */
export function findLayout(
  lines: readonly string[],
): Layout | undefined | { readonly wrong: string; readonly index: number } {
  const { given, index } = skipPreamble(lines);
  const first = lines[index];
  if (first === undefined) return undefined;
  const candidates = [...new Set([given ?? ",", ...Object.keys(separators)])];
  for (const separator of candidates) {
    const fields = cleanFields(splitRow(first, separator).fields ?? []);
    const header = readHeader(fields);
    if (header === undefined) continue;
    if ("wrong" in header) return { wrong: header.wrong, index };
    const known = new Set<number>(Object.values(header));
    const further = fields.flatMap((name, place) => (known.has(place) ? [] : [{ name, place }]));
    const width = fields.length;
    return { separator, places: header, width, hasHeader: true, further, start: index + 1 };
  }
  const separator = given ?? findSeparator(lines, index);
  if (typeof separator === "object") return separator;
  return { separator, ...usual, start: index };
}

/**
 * True for a line with nothing but separators, spaces and empty quotes, as sheets write for empty rows. A quote that is opened
 * is the beginning of a row.
 */
export function isBlank(line: string): boolean {
  if (/[^\s,;|"\p{Default_Ignorable_Code_Point}]/u.test(line)) return false;
  return line.split('"').length % 2 === 1;
}

/** The fields of a row, each cleaned, without the empty ones at its end. */
export function cleanFields(fields: readonly string[]): string[] {
  const cleaned = fields.map(cleanText);
  while (cleaned.at(-1) === "") cleaned.pop();
  return cleaned;
}

/**
 * The columns' places when the row is a header: it names every column. A row that names some columns and has no address in it
 * was meant as a header. Otherwise undefined.
 */
export function readHeader(
  fields: readonly string[],
): Places | { readonly wrong: string } | undefined {
  const words = fields.map((field) => field.toLowerCase());
  const placeOf = (column: Column): number | undefined => {
    const word = headerWords[column].find((name) => words.includes(name));
    return word === undefined ? undefined : words.indexOf(word);
  };
  const [namespace, group, user, email] = columns.map(placeOf);
  const session = placeOf("session");
  const missing = columns.filter((column) => placeOf(column) === undefined);
  if (namespace === undefined || group === undefined || user === undefined || email === undefined) {
    if (missing.length > 2 || fields.some((field) => field.includes("@"))) return undefined;
    return {
      wrong: `the header has no column ${missing.join(" and no column ")} (got ${quoteOdd(fields.join(","))}); name the columns namespace, group, user, email, or leave the header out`,
    };
  }
  const used = [namespace, group, user, email, session];
  const twice = words.find(
    (word, place) => used.includes(words.indexOf(word)) && !used.includes(place),
  );
  if (twice !== undefined) {
    return { wrong: `the header names the column ${twice} twice; keep the one that counts` };
  }
  return { namespace, group, user, email, ...(session === undefined ? {} : { session }) };
}

function skipPreamble(lines: readonly string[]): { given: string | undefined; index: number } {
  let given: string | undefined;
  const index = lines.findIndex((line) => {
    const separator = /^"?sep=([,;|\t])"?\s*$/i.exec(line)?.[1];
    given ??= separator;
    return !isBlank(line) && separator === undefined && !/^"?#TYPE\b/i.test(line);
  });
  return { given, index: index === -1 ? lines.length : index };
}

/** The separator of a file without a header. */
function findSeparator(
  lines: readonly string[],
  from: number,
): string | { readonly wrong: string; readonly index: number } {
  const rows = lines.flatMap((line, index) =>
    index < from || isBlank(line) ? [] : [{ line, index }],
  );
  const misfitsOf = (separator: string) =>
    rows.filter(({ line }) => {
      const { fields } = splitRow(line, separator);
      return fields === undefined || cleanFields(fields).length !== columns.length;
    });
  if (misfitsOf(",").length < rows.length) return ",";
  for (const [separator, name] of Object.entries(separators)) {
    const [misfit, ...others] = misfitsOf(separator);
    if (misfit === undefined) return separator;
    const count = others.length + 1;
    if (count * 2 < rows.length) {
      return {
        wrong: `rows are separated by ${name}, and ${count} of ${rows.length} have not four fields, this one first (${showText(misfit.line)}); a row is namespace,group,user,email`,
        index: misfit.index,
      };
    }
  }
  return ",";
}
