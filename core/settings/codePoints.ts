import { showText } from "./showText.ts";

const most = 5;

/**
 * The characters of a text that are not what western keyboards write, as code points: `U+0435, U+202C`, each once and the first
 * five; empty when there are none. Of a letter that looks like another one, a message shows nothing else.
 */
export function codePoints(text: string): string {
  const odd = [...new Set(text.match(/[^\x20-\x7e\xa1-\xac\xae-\xff]/gu) ?? [])];
  const names = odd.slice(0, most).map((character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return `U+${code.padStart(4, "0")}`;
  });
  return `${names.join(", ")}${odd.length > most ? ", …" : ""}`;
}

/** The text in quotes, with its {@link codePoints} where it has any: `"dеfault" (with U+0435)`. */
export function quoteOdd(text: string): string {
  const found = codePoints(text);
  return found === "" ? showText(text) : `${showText(text)} (with ${found})`;
}
