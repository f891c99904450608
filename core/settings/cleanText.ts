/**
 * A field of a file or a name of the settings without what nobody sees and no directory means: zero-width characters, soft
 * hyphens and byte order marks go, spaces of all kinds (no-break spaces, tabs) become one space and none at the ends, and
 * letters are composed (Unicode NFC), so that two exports of one name are the same text.
 *
 * Control characters and marks of direction stay: they are no accident, so whoever checks the field has to see them.
 */
export function cleanText(text: string): string {
  if (/^[\x21-\x7e]*$/.test(text)) return text;
  return text
    .normalize("NFC")
    .replaceAll(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
    .replaceAll(/[\p{Zs}\t]+/gu, " ")
    .trim();
}
