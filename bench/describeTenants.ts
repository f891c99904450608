import { formatCount, formatSeconds, formatTable } from "./formatTable.ts";
import type { TenantResult } from "./results.ts";

/** The table of whole tenant stacks. */
export function describeTenants(rows: readonly TenantResult[]): string {
  return formatTable(
    ["people", "step", "time"],
    rows.map(({ people, step, seconds }) => [formatCount(people), step, formatSeconds(seconds)]),
  );
}

/** The largest in a sentence. */
export function summarizeTenants(rows: readonly TenantResult[]): string {
  const people = Math.max(...rows.map((row) => row.people));
  const slowest = Math.max(
    ...rows.filter((row) => row.people === people).map(({ seconds }) => seconds),
  );
  return `A preview of a whole tenant stack with ${formatCount(people)} people takes at most ${formatSeconds(slowest)}.`;
}
