import { closeSync, openSync, renameSync, writeSync } from "node:fs";

/**
 * Writes a file in one step, so that nobody finds half of it.
 *
 * @param content a text, or its pieces one after the other
 */
export function writeWhole(file: string, content: string | Iterable<string>): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  const opened = openSync(unfinished, "w");
  try {
    for (const piece of typeof content === "string" ? [content] : content) writeAll(opened, piece);
  } finally {
    closeSync(opened);
  }
  renameSync(unfinished, file);
}

/** A disk may take a part of what it is given. */
function writeAll(opened: number, text: string): void {
  let left: Uint8Array = Buffer.from(text);
  while (left.length > 0) left = left.subarray(writeSync(opened, left));
}
