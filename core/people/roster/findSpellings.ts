import { shorten } from "../../aws/shorten.ts";
import { showText } from "../../settings/showText.ts";
import type { Mistake } from "../../csv/mistake.ts";
import type { SessionRow } from "./findClashes.ts";

/**
 * Makes spellings of one person that differ in case one: that which most rows use, and of two as frequent the one in lower
 * case, so that the order of the rows does not matter. QuickSight would tell them apart (user guide: session names are
 * case-sensitive), and a directory does not.
 *
 * The first row of each person is the one whose spelling counts for the email as well.
 */
export function findSpellings(rows: readonly SessionRow[]): {
  readonly rows: readonly SessionRow[];
  readonly remarks: readonly Mistake[];
} {
  const remarks: Mistake[] = [];
  const people = Map.groupBy(rows, ({ session }) => session.toLowerCase());
  const unified = [...people.values()].flatMap((same) => {
    const [first] = same;
    if (same.every((row) => row.session === first?.session && row.email === first.email)) {
      return same;
    }
    const session = chooseSpelling(same.map((row) => row.session));
    const email = chooseSpelling(same.map((row) => row.email));
    const other = same.find((row) => row.session !== session || row.email !== email);
    if (other === undefined) return same;
    const [found, chosen] =
      other.session === session ? [other.email, email] : [other.session, session];
    remarks.push({
      line: other.line,
      kind: "a spelling that differs in case",
      message: `${showText(found)} is ${showText(chosen)} in other case, and taken for the same person, who is ${shorten(chosen)}; correct the export if they sign in otherwise`,
    });
    return same.map((row) => ({ ...row, session, email }));
  });
  return { rows: unified, remarks };
}

/** The most frequent; of several the last in the order of characters, which puts capitals first. */
function chooseSpelling(found: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of found) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [[first] = [""]] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? 1 : -1));
  return first;
}
