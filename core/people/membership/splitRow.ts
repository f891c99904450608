import Papa from "papaparse";

/** The fields of a row as they stand there, or why it has none. */
export type SplitRow =
  | { readonly fields: readonly string[]; readonly error?: never }
  | { readonly fields?: never; readonly error: string };

/** Splits one row of CSV. Only a row with quotes needs a parser, and few files have many. */
export function splitRow(row: string, separator: string): SplitRow {
  if (!row.includes('"')) return { fields: row.split(separator) };
  const { data, errors } = Papa.parse<string[]>(row, { delimiter: separator, newline: "\n" });
  const [error] = errors;
  if (error !== undefined) {
    return {
      error:
        error.code === "MissingQuotes"
          ? "a quote is opened and not closed on this line"
          : "a quoted field has a quote in it",
    };
  }
  return { fields: data[0] ?? [] };
}
