import { printable } from "./printable.ts";
import { shorten } from "./shorten.ts";

/** The longest message that is repeated, in characters: a proxy may answer with a page. */
const longest = 2000;

/**
 * An AWS error in one line, printable: its code and its message, and nothing else (a stack or a request would say more than a person
 * needs and may hold what must not be printed).
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return show(String(error));
  const message = show(error.message);
  return error.name === "Error" || error.name === "" || message === ""
    ? message || show(error.name)
    : `${show(error.name)}: ${message}`;
}

function show(text: string): string {
  return printable(shorten(text.replaceAll(/\s+/g, " ").trim(), longest));
}
