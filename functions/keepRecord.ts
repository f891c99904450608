import { runMetrics } from "@quicksight-governance/core/hourly";
import {
  type ReportStore,
  type RunRecord,
  writeRunRecord,
} from "@quicksight-governance/core/reports";

/**
 * Leaves the record of a run in the governance bucket, and its metrics in the log of the function.
 *
 * Environment: `TENANT_METRICS`, `1` where each tenant has metrics of its own as well.
 */
export async function keepRecord(store: ReportStore, record: RunRecord): Promise<void> {
  await writeRunRecord(store, record);
  // Lambda's own console would wrap the line, and CloudWatch would find no metrics in it.
  const metrics = runMetrics(record, new Date(), process.env["TENANT_METRICS"] === "1");
  process.stdout.write(`${JSON.stringify(metrics)}\n`);
}
