import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { CommandError } from "./commandError.ts";

/**
 * Refuses a file that could not be written at the end, or would be written over: to find that out after hours of reading would be late.
 *
 * @param option what names the file: `out`, `csv`
 * @param file   absent: none is to be written
 * @param force  whether it is written over
 * @throws {CommandError} that says what to do
 */
export function requireWritable(
  command: string,
  option: string,
  file: string | undefined,
  force: boolean,
): void {
  if (file === undefined) return;
  if (!force && existsSync(file)) {
    throw new CommandError(
      `qsgov ${command}: ${file} is there already; choose another --${option} FILE, or write over with --force`,
    );
  }
  const folder = dirname(file);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new CommandError(
      `qsgov ${command}: there is no folder ${folder}; make it, or choose another --${option} FILE`,
    );
  }
}
