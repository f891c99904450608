/**
 * What is never seen and changes nothing: zero-width characters, soft hyphens, byte order marks, marks of direction, variation
 * selectors, fillers, tags (Unicode, `Default_Ignorable_Code_Point`); but not what turns the direction of the text behind it.
 */
const unseen = /(?![\u202a-\u202e\u2066-\u2069])\p{Default_Ignorable_Code_Point}/gu;

/**
 * A field of a file or a name of the settings without what nobody sees and no directory means: characters that are never seen
 * go, spaces of all kinds (no-break spaces, tabs) become one space and none at the ends, and letters are composed (Unicode
 * NFC), so that two exports of one name are the same text.
 *
 * Control characters, and those that turn the direction of writing, stay: they are no accident, so whoever checks the field
 * has to see them.
 */
export function cleanText(text: string): string {
  if (/^[\x21-\x7e]*$/.test(text)) return text;
  return text
    .replaceAll(unseen, "")
    .normalize("NFC")
    .replaceAll(/[\p{Zs}\t]+/gu, " ")
    .trim();
}
