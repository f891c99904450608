import { formatCount, formatSeconds, formatTable } from "./formatTable.ts";
import type { TenantResult } from "./results.ts";

/** The table of whole tenant stacks. */
export function describeTenants(rows: readonly TenantResult[]): string {
  return formatTable(
    ["people", "step", "refresh", "time"],
    rows.map(({ people, step, refresh = false, seconds }) => [
      formatCount(people),
      step,
      refresh ? "with" : "without",
      formatSeconds(seconds),
    ]),
  );
}

/** The largest in a sentence. */
export function summarizeTenants(rows: readonly TenantResult[]): string {
  const people = Math.max(...rows.map((row) => row.people));
  const slowest = Math.max(
    ...rows
      .filter((row) => row.people === people && row.refresh !== true)
      .map(({ seconds }) => seconds),
  );
  return `A preview of a whole tenant stack with ${formatCount(people)} people, without a refresh, takes at most ${formatSeconds(slowest)}.`;
}
