import { printable } from "./printable.ts";

/** A text of several lines, each {@link printable}: the line breaks are those of whoever wrote it, and what they put in is not. */
export function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}
