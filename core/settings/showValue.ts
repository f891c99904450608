import { printable } from "../aws/printable.ts";
import { shorten } from "../aws/shorten.ts";
import { secretKeys } from "./secretKeys.ts";

/** A value as it may stand in a message: as JSON, on one line, printable, at most 80 characters of it, and nothing of a secret. */
export function showValue(value: unknown): string {
  const hide = (key: string, one: unknown) => (secretKeys.has(key) ? "…" : one);
  return printable(shorten(value === undefined ? "nothing" : JSON.stringify(value, hide)));
}
