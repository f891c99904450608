/**
 * Text with every character spelled out that a terminal acts on, that nobody sees, or that turns the direction of writing. All
 * else stays as it is.
 *
 * @param spell how a code point is spelled out: each kind of text has its own way
 */
export function spellOut(text: string, spell: (code: number) => string): string {
  return text.replaceAll(
    // Controls, format characters (bidirectional ones among them), line and paragraph separators, halves of a pair.
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => spell(character.codePointAt(0) ?? 0),
  );
}
