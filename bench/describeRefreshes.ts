import { formatGivenUp } from "./formatGivenUp.ts";
import { formatCount, formatSeconds, formatTable } from "./formatTable.ts";
import type { RefreshResult } from "./results.ts";

/** The table of previews with and without a refresh. */
export function describeRefreshes(rows: readonly RefreshResult[]): string {
  return formatTable(
    ["people", "refresh", "time", "calls"],
    rows.map(({ people, refresh, measured }) => [
      formatCount(people),
      refresh ? "with" : "without",
      "seconds" in measured ? formatSeconds(measured.seconds) : formatGivenUp(measured),
      "seconds" in measured ? formatCount(measured.calls) : "",
    ]),
  );
}
