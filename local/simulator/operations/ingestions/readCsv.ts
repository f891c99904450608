import type { UploadSettings } from "@aws-sdk/client-quicksight";
import Papa from "papaparse";
import type { FileRows } from "./readFileRows.ts";

/** Unicode characters of a field that SPICE keeps. */
const longestField = 2047;

/**
 * What a load makes of a CSV file: columns by their places, rows of another length skipped, fields that are too long cut. With rules
 * (`UseAs: RLS_RULES`) either is a failure (user guide, "Using row-level security with user-based rules", "Rules Dataset flagging").
 *
 * That a row of another length is what the guide calls invalid, and the type of the error, are ours.
 *
 * @param columns names of the columns of the data set
 */
export function readCsv(
  text: string,
  columns: readonly string[],
  { Delimiter = "," }: UploadSettings,
  { isStrict }: { readonly isStrict: boolean },
): FileRows {
  const [, ...all] = Papa.parse<string[]>(text, {
    delimiter: Delimiter,
    skipEmptyLines: true,
  }).data;
  const fitting = all.filter((row) => row.length === columns.length);
  const rows = fitting.map((row) => row.map((field) => cut(field)));
  const dropped = all.length - rows.length;
  const isCut = rows.some((row, index) => row.some((field, at) => field !== fitting[index]?.[at]));
  if (isStrict && (dropped > 0 || isCut)) {
    const Message = `The file has rows that are invalid (${dropped}) or fields over ${longestField} characters.`;
    return { problem: { Type: "DATA_TOLERANCE_EXCEPTION", Message } };
  }
  return { rows: [columns, ...rows], dropped };
}

function cut(field: string): string {
  if (field.length <= longestField) return field;
  return Array.from(field).slice(0, longestField).join("");
}
