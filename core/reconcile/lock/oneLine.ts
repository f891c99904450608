/**
 * A text as it may be printed on other people's terminals: without line breaks and other control characters, which a terminal
 * would obey, and cut to a length.
 *
 * @param longest in characters
 */
export function oneLine(text: string, longest = 300): string {
  const line = text.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
