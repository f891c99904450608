import type { Part, PartResults, Results } from "./results.ts";

/** What one measurement is of, by part: its rows replace all those of an earlier measurement of the same. */
const cases: { readonly [P in Part]: readonly (keyof RowOf<P>)[] } = {
  "roster-load": ["people", "rate"],
  preview: ["variant", "people"],
  deploy: ["variant", "people"],
  refresh: ["people"],
  tenant: ["people"],
};

type RowOf<P extends Part> = NonNullable<Results[P]>["rows"][number];

/**
 * The rows of a run, and those kept that it did not measure, by variant and people. A kept row says where it was measured when
 * that was elsewhere or at another time.
 */
export function mergeRows<P extends Part>(
  part: P,
  kept: PartResults<RowOf<P>> | undefined,
  measured: PartResults<RowOf<P>>,
): PartResults<RowOf<P>> {
  const caseOf = (row: RowOf<P>) => JSON.stringify(cases[part].map((field) => row[field]));
  const measuredCases = new Set(measured.rows.map(caseOf));
  const earlier = (kept?.rows ?? [])
    .filter((row) => !measuredCases.has(caseOf(row)))
    .map((row) => ({ ...row, circumstances: row.circumstances ?? kept?.circumstances }));
  const rows = [...earlier, ...measured.rows].sort(
    (a, b) => variantOrder(a) - variantOrder(b) || a.people - b.people,
  );
  return { circumstances: measured.circumstances, rows };
}

/** Roster before native, as the tables have them. */
function variantOrder(row: object): number {
  return "variant" in row && row.variant === "native" ? 1 : 0;
}
