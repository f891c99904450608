import { splitRow } from "./splitRow.ts";

/** How far a quoted field that holds line breaks is followed, in lines: beyond it, it is a quote too many. */
const longestField = 10;

/** Index of the line on which a quoted field ends that began on this one; undefined when it does not end soon. */
export function findEndOfField(
  lines: readonly string[],
  from: number,
  separator: string,
): number | undefined {
  for (let last = from + 1; last <= from + longestField && last < lines.length; last += 1) {
    const { fields } = splitRow(lines.slice(from, last + 1).join("\n"), separator);
    if (fields !== undefined) return last;
  }
  return undefined;
}

/** What is wrong with the quotes of a row, given the index of the line on which its quoted field ends, if any. */
export function explainQuotes(error: string, last: number | undefined): string {
  return last === undefined
    ? `${error}; correct the quotes of this row`
    : `a quoted field holds a line break (the row ends on line ${last + 1}); write each row on one line`;
}
