import { spellOut } from "./spellOut.ts";

/**
 * Text from outside (a file, a name that AWS holds) as it may reach a terminal or a log: control characters, and characters
 * that are invisible or turn the direction of writing, are spelled out as `\u{202e}`. All else stays as it is, also what was
 * spelled out before.
 *
 * Without it, an escape sequence in a name would drive the terminal of whoever reads a plan, and an address that holds a
 * right-to-left mark would look like another (Unicode Technical Report 36, "Bidirectional Text Spoofing").
 */
export function printable(text: string): string {
  return spellOut(text, (code) => `\\u{${code.toString(16)}}`);
}
