import { printable } from "../aws/printable.ts";
import { shorten } from "../aws/shorten.ts";

/** A value as it may stand in a message: as JSON, on one line, printable, at most 80 characters of it. */
export function showValue(value: unknown): string {
  return printable(shorten(value === undefined ? "nothing" : JSON.stringify(value)));
}
