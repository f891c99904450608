import { isDeepStrictEqual } from "node:util";
import Papa from "papaparse";
import { nameSome } from "../aws/nameSome.ts";
import { collectMistakes, type MistakeList } from "../csv/mistake.ts";
import { readLines } from "../csv/readLines.ts";
import { createRowScanner, type ScannedRow } from "../csv/rowScanner.ts";
import type { Problem } from "../settings/problem.ts";
import { quoteOdd } from "../settings/codePoints.ts";
import { longestField } from "../settings/ruleFields.ts";

/** What is known of the file's header so far. */
interface Header {
  /** The lines that it has so far, while it is not read, and their characters. */
  lines: string[];
  size: number;
  /** How many fields it has; undefined until it is read. */
  width: number | undefined;
}

/** The columns that a data set expects of a file. */
export interface ExpectedColumns {
  /** The setting that names them. */
  readonly where: string;
  readonly columns: readonly string[];
}

const separators = { ";": "semicolons", "\t": "tabs", "|": "bars" } as const;

/** Characters: 2,000 columns whose names have 127 (QuickSight user guide, "Data source quotas"), and more than that. */
const longestHeader = 1_000_000;

const byteOrderMark =
  "begins with a byte order mark, which QuickSight does not take in files of S3 (it would be part of the first column's name); save the file as UTF-8 without BOM";

/**
 * Opens a CSV file before QuickSight does. It loads what it can: the columns by their order, whatever the header calls them, a row of
 * another length not at all or in the wrong places, and then the row rules filter on something else. Files in S3 are UTF-8 without a byte
 * order mark (user guide, "Supported formats for Amazon S3 manifest files"); separated by commas, as its manifest says here.
 *
 * Nothing is put right on the way: what is published is the file that was reviewed.
 *
 * @param content the file, in pieces of any size; it is not kept
 * @param source  what the file is called in messages
 * @param sets    the data sets that read it; without any, rows have to be as long as the header
 * @returns everything that is wrong with it, by line; of one kind of mistake the first twenty, and how many more
 */
export async function checkDataFile(
  content: AsyncIterable<Uint8Array>,
  source: string,
  sets: readonly ExpectedColumns[],
): Promise<Problem[]> {
  const mistakes = collectMistakes(source);
  const scanner = createRowScanner(longestField);
  const header: Header = { lines: [], size: 0, width: undefined };
  const takeRow = (row: ScannedRow): "stop" | undefined => {
    if (header.width !== undefined) checkRow(row, header.width, mistakes);
    else if (row.fields > 0) {
      header.width = readHeader(header.lines, row, sets, mistakes);
      if (header.width === undefined) return "stop";
    }
    header.lines = [];
    header.size = 0;
    return undefined;
  };
  for await (const lines of readLines(content)) {
    if (!("texts" in lines)) {
      mistakes.add({ line: lines.line, kind: "", message: lines.wrong });
      return mistakes.problems();
    }
    for (const [index, raw] of lines.texts.entries()) {
      const line = lines.first + index;
      const text = readLine(raw, line, mistakes);
      if (header.width === undefined) {
        header.lines.push(text);
        header.size += text.length;
      }
      const row = scanner.next(text, line) ?? (header.size > longestHeader ? scanner.end() : undefined);
      if (row !== undefined && takeRow(row) === "stop") return mistakes.problems();
    }
  }
  const left = scanner.end();
  if (left !== undefined) takeRow(left);
  else if (header.width === undefined) {
    const message = "is empty; check the export that writes it";
    mistakes.add({ line: 1, kind: "", message });
  }
  return mistakes.problems();
}

/** A line without what ends it, and without the byte order mark of the first. */
function readLine(raw: string, line: number, mistakes: MistakeList): string {
  let text = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
  if (line === 1 && text.startsWith("\ufeff")) {
    mistakes.add({ line, kind: "a byte order mark", message: byteOrderMark });
    text = text.slice(1);
  }
  if (text.startsWith("\ufeff")) {
    const message =
      "begins with a byte order mark in the middle of the file; were two files joined? Remove it";
    mistakes.add({ line, kind: "a byte order mark", message });
  }
  if (text.includes("\0")) {
    const message = "holds NUL, which is no text; export the file again";
    mistakes.add({ line, kind: "NUL", message });
  }
  if (text.includes("\r")) {
    const message = "holds a carriage return without a line feed; save the file with line feeds";
    mistakes.add({ line, kind: "a carriage return without a line feed", message });
  }
  return text;
}

/** Compares the header with what data sets expect. Returns its width; undefined where no row can be read by it. */
function readHeader(
  lines: readonly string[],
  { line, wrong }: ScannedRow,
  sets: readonly ExpectedColumns[],
  mistakes: MistakeList,
): number | undefined {
  if (wrong !== undefined) {
    mistakes.add({ line, kind: "", message: wrong });
    return undefined;
  }
  const text = lines.join("\n");
  const [names = []] = Papa.parse<string[]>(text, { delimiter: ",", newline: "\n" }).data;
  const separator = findSeparator(text, names, sets);
  if (separator !== undefined) {
    const message = `is separated by ${separator}, and QuickSight is told that it is by commas; save the file with commas`;
    mistakes.add({ line, kind: "", message });
    return undefined;
  }
  for (const expected of sets) {
    for (const message of compare(names, expected)) {
      mistakes.add({ line, kind: "another column", message });
    }
  }
  return names.length;
}

/** The other separator by which a header has the columns that it lacks by commas. */
function findSeparator(
  text: string,
  names: readonly string[],
  sets: readonly ExpectedColumns[],
): string | undefined {
  if (names.length > 1 || sets.some(({ columns }) => columns[0] === names[0])) return undefined;
  return Object.entries(separators).find(([separator]) => text.includes(separator))?.[1];
}

function compare(names: readonly string[], { where, columns }: ExpectedColumns): string[] {
  if (names.length !== columns.length) {
    const count = names.length === 1 ? "1 column" : `${names.length} columns`;
    return [
      `has ${count} (${nameSome(names)}), and ${where} names ${columns.length} (${nameSome(columns)}); name all of them, in their order`,
    ];
  }
  const different = names.flatMap((name, place) =>
    name === columns[place] ? [] : [{ name, place, column: columns[place] ?? "" }],
  );
  if (different.length === 0) return [];
  if (isDeepStrictEqual(names.toSorted(), columns.toSorted())) {
    return [
      `the columns stand in another order (${nameSome(names)}) than in ${where} (${nameSome(columns)}), and QuickSight goes by the order: rules would filter on the wrong one; give both the same order`,
    ];
  }
  const hint = different.length === names.length && names.length > 1 ? " (has the file a header?)" : "";
  return different.map(
    ({ name, place, column }) =>
      `column ${place + 1} is ${quoteOdd(name)}, and ${where} calls it ${quoteOdd(column)}; give both the same name${hint}`,
  );
}

function checkRow(
  { line, fields, long, wrong }: ScannedRow,
  width: number,
  mistakes: MistakeList,
): void {
  if (wrong !== undefined) {
    mistakes.add({ line, kind: "quotes that are wrong", message: wrong });
  } else if (fields > 0 && fields !== width) {
    const message = `the row has ${fields} field${fields === 1 ? "" : "s"}, the header has ${width}; correct it (a field with a comma in it goes in quotes)`;
    mistakes.add({ line, kind: "another number of fields", message });
  } else if (long !== undefined) {
    const message = `field ${long.field} has ${long.characters.toLocaleString("en-US")} characters, and QuickSight cuts it after ${longestField.toLocaleString("en-US")}; shorten it in the export`;
    mistakes.add({ line, kind: "a field that is too long", message });
  }
}
