import type { SnapshotJob } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import { dashboardKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Call } from "../handler.ts";

/** @throws ApiError ResourceNotFoundException; the words are ours. */
export function requireSnapshotJob(
  call: Call<{ readonly DashboardId: string; readonly SnapshotJobId: string }>,
  store: Store,
): SnapshotJob {
  const { DashboardId, SnapshotJobId } = call.input;
  const dashboard = requireAsset(assetsOf(store, call).dashboards, dashboardKind, DashboardId);
  const job = dashboard.snapshotJobs.get(SnapshotJobId);
  if (job !== undefined) return job;
  throw new ApiError("ResourceNotFoundException", `Snapshot job ${SnapshotJobId} not found.`);
}
