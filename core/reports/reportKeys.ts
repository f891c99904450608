/** The folder of the governance bucket that reports, records of runs and snapshots are in. */
export const reportsFolder = "monitoring/quicksight/";

/** The key of a report that grows: a file for each month, `2026-11`. */
export function monthKey(report: string, month: string): string {
  return `${reportsFolder}${report}/${report}-${month}.csv`;
}
