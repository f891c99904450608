/**
 * Text from outside (a file, a name that AWS holds) as it may reach a terminal or a log: control characters, and characters
 * that are invisible or turn the direction of writing, are spelled out as `\u{202e}`. All else stays as it is.
 *
 * Without it, an escape sequence in a name would drive the terminal of whoever reads a plan, and an address that holds a
 * right-to-left mark would look like another (Unicode Technical Report 36, "Bidirectional Text Spoofing").
 */
export function printable(text: string): string {
  return text.replaceAll(
    // Controls, format characters (bidirectional ones among them), line and paragraph separators, halves of a pair.
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`,
  );
}
