import { showText } from "../../settings/showText.ts";
import { isBlank, type Layout } from "./findLayout.ts";
import type { FlawedRow, MembershipRow } from "./membershipRow.ts";

/**
 * The first row where it must be a header in words that are not known: no address is in it, and no other row has its
 * namespace. It is everybody's business, as the columns may be others than those that are read.
 *
 * @param flawed the rows that have a flaw, in the order of lines
 * @param rows   the others
 */
export function findUnknownHeader(
  lines: readonly string[],
  { start }: Layout,
  [first]: readonly FlawedRow[],
  rows: readonly MembershipRow[],
): FlawedRow | undefined {
  const index = lines.findIndex((line, at) => at >= start && !isBlank(line));
  const text = lines[index] ?? "";
  if (first?.line !== index + 1 || text.includes("@")) return undefined;
  if (rows.some(({ namespace }) => namespace === first.namespace)) return undefined;
  const message = `the first row (${showText(text)}) is neither a header nor a row with an address; name the columns namespace, group, user and email, or leave the header out`;
  return { line: first.line, namespace: "", kind: "a header that is not known", message };
}
