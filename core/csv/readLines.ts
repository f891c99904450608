import { isUtf8 } from "node:buffer";
import { containers, describeOddLine, type Encoding, findEncoding } from "./findEncoding.ts";

/** Lines of a file that came in together. */
export interface Lines {
  /** Without their line feeds. */
  readonly texts: readonly string[];
  /** The number of the first of them, from 1. */
  readonly first: number;
}

/** Why a file cannot be read any further. */
export interface Unreadable {
  readonly line: number;
  readonly wrong: string;
}

/** What has more bytes is no line, and would not fit into memory. */
const longestLine = 32 * 1024 * 1024;

const wide = "is UTF-16, and QuickSight reads UTF-8 only; save the file as UTF-8 without BOM";

/** What is wrong with a file that is no UTF-8. A byte order mark is for the reader to judge. */
const unreadable: Readonly<Partial<Record<Encoding, string>>> = {
  ...Object.fromEntries(
    Object.entries(containers).map(([name, what]) => [
      name,
      `${what}; save it as CSV UTF-8, without BOM`,
    ]),
  ),
  "utf-32": "is UTF-32, and QuickSight reads UTF-8 only; save the file as UTF-8 without BOM",
  "utf-16le": wide,
  "utf-16be": wide,
  "utf-16 without a byte order mark": wide,
};

/**
 * Reads a file of UTF-8 as lines, piece by piece: no more of it is in memory than a piece and the longest line. A byte order mark
 * stays part of the first line.
 *
 * @returns the lines as they come in, and last, when the file cannot be read to its end, why
 */
export async function* readLines(
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Lines | Unreadable, void> {
  let first = 1;
  let open: Uint8Array[] = [];
  let length = 0;
  for await (const piece of content) {
    const end = piece.lastIndexOf(0x0a);
    length += piece.length;
    open.push(end === -1 ? piece : piece.subarray(0, end));
    if (end === -1 && length <= longestLine) continue;
    if (end === -1) {
      yield { line: first, wrong: "has no line break in 32 MB; is it a file of rows?" };
      return;
    }
    const lines = decodeLines(Buffer.concat(open), first);
    yield lines;
    if (!("texts" in lines)) return;
    first += lines.texts.length;
    open = [piece.subarray(end + 1)];
    length = piece.length - end - 1;
  }
  yield decodeLines(Buffer.concat(open), first);
}

/** No byte of a longer character is a line feed, so that a block of whole lines can be decoded by itself. */
function decodeLines(block: Buffer, first: number): Lines | Unreadable {
  const wrong = first === 1 ? unreadable[findEncoding(block)] : undefined;
  if (wrong !== undefined) return { line: 1, wrong };
  if (isUtf8(block)) return { texts: block.toString("utf8").split("\n"), first };
  for (let line = first, start = 0; ; line += 1) {
    const end = block.indexOf(0x0a, start);
    const bytes = block.subarray(start, end === -1 ? block.length : end);
    if (end === -1 || !isUtf8(bytes)) return { line, wrong: describeOddLine(bytes) };
    start = end + 1;
  }
}
