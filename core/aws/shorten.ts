/**
 * A text from outside, cut to a length: somebody gives a file of one line, and a message that repeats it is no help.
 *
 * @param longest in UTF-16 units
 */
export function shorten(text: string, longest = 80): string {
  if (text.length <= longest) return text;
  // Half of a pair would be shown as a number.
  return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
