import { renameSync, writeFileSync } from "node:fs";

/** Writes a file in one step, so that nobody finds half of it. */
export function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, file);
}
