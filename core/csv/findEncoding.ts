import { printable } from "../aws/printable.ts";

/** How a file is written, by its first bytes: `utf-8` where nothing says otherwise. */
export type Encoding =
  | "utf-8"
  | "utf-8 with a byte order mark"
  | "utf-16le"
  | "utf-16be"
  | "utf-16 without a byte order mark"
  | "utf-32"
  | Container;

/** A file that is no text. */
export type Container = "zip" | "gzip" | "compound file";

/** What a file is that is no text. */
export const containers: Readonly<Record<Container, string>> = {
  zip: "is an Excel workbook or another ZIP file",
  gzip: "is compressed with gzip",
  "compound file": "is an Excel workbook of the old format (.xls)",
};

/** The first bytes of what is no text, or no UTF-8; the longer ones before those that they begin with. */
const beginnings: readonly (readonly [readonly number[], Encoding])[] = [
  [[0x50, 0x4b, 0x03, 0x04], "zip"],
  [[0x1f, 0x8b], "gzip"],
  [[0xd0, 0xcf, 0x11, 0xe0], "compound file"],
  [[0xff, 0xfe, 0x00, 0x00], "utf-32"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
  [[0xef, 0xbb, 0xbf], "utf-8 with a byte order mark"],
];

/** How many bytes are looked at for NULs. */
const looksAt = 1000;

/** Finds out how a file of rows is written, from its beginning. Encodings of one byte a character look like UTF-8 here. */
export function findEncoding(start: Uint8Array): Encoding {
  for (const [bytes, encoding] of beginnings) {
    if (bytes.every((byte, index) => start[index] === byte)) return encoding;
  }
  // CSV holds no NUL; text of western letters in UTF-16 has one in every second byte.
  const looked = start.subarray(0, looksAt);
  const zeros = looked.filter((byte) => byte === 0).length;
  return zeros * 3 > looked.length ? "utf-16 without a byte order mark" : "utf-8";
}

/** What is wrong with a line that is not UTF-8: what it looks like in the encoding that it most probably is in. */
export function describeOddLine(line: Uint8Array): string {
  if (line.includes(0)) {
    return "is not UTF-8 and holds bytes that are no text (NUL), as UTF-16 does; save the file as UTF-8";
  }
  const guess = printable(new TextDecoder("windows-1252").decode(line).slice(0, 80));
  return `is not UTF-8 but, by the look of it, Windows-1252 or Latin-1 ("${guess}"); save the file as UTF-8`;
}
