import { printable } from "../aws/printable.ts";
import { shorten } from "../aws/shorten.ts";

/** A text that was found, as it may stand in a message: in quotes, printable, at most 80 characters of it. */
export function showText(text: string): string {
  return `"${printable(shorten(text))}"`;
}
