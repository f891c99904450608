import type {
  StartDashboardSnapshotJobCommandInput,
  StartDashboardSnapshotJobCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { SnapshotJob } from "../../store/assets.ts";
import { ApiError } from "../apiError.ts";
import { dashboardKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { openDataSets, shownBy } from "../encryption/openDataSets.ts";
import type { Handler } from "../handler.ts";
import { refuse } from "../refuse.ts";
import { requireDashboardVersion, sheetsOf } from "./dashboardRecord.ts";

/** Jobs at once in an account (API reference of StartDashboardSnapshotJob). */
const mostAtOnce = 12;

/**
 * Begins to make a PDF of what a dashboard shows to somebody anonymous, for which it reads the data sets as a person does who opens it.
 * Changes nothing of the dashboard or its data. Other files need the add-on for pixel perfect reports, and are not simulated.
 *
 * Not confirmed: that a job fails when a data set cannot be read, and does not end with a page that says so; and all words.
 */
export const startDashboardSnapshotJob: Handler<
  StartDashboardSnapshotJobCommandInput,
  StartDashboardSnapshotJobCommandOutput
> = (call, store) => {
  const { DashboardId, SnapshotJobId: id, UserConfiguration, SnapshotConfiguration } = call.input;
  const assets = assetsOf(store, call);
  const dashboard = requireAsset(assets.dashboards, dashboardKind, DashboardId);
  if (UserConfiguration?.AnonymousUsers === undefined) {
    refuse("UserConfiguration must name an anonymous user; callers have no user here.");
  }
  if (!call.settings.capacityPricing) {
    const message = "Anonymous users need session capacity pricing.";
    throw new ApiError("UnsupportedPricingPlanException", message);
  }
  const sheets = sheetsOf(requireDashboardVersion(dashboard)).map(({ SheetId }) => SheetId);
  for (const { Files = [] } of SnapshotConfiguration.FileGroups) {
    for (const { FormatType, SheetSelections } of Files) {
      if (FormatType !== "PDF") refuse(`${FormatType} needs the add-on for pixel perfect reports.`);
      for (const { SheetId } of SheetSelections) {
        if (!sheets.includes(SheetId)) refuse(`Sheet ${SheetId} not found in ${DashboardId}.`);
      }
    }
  }
  if (dashboard.snapshotJobs.get(id) !== undefined) {
    throw new ApiError("ResourceExistsException", `Snapshot job ${id} already exists.`);
  }
  const jobs = [...assets.dashboards.values()].flatMap((one) => [...one.snapshotJobs.values()]);
  if (jobs.filter(({ status }) => status === "RUNNING").length >= mostAtOnce) {
    throw new ApiError("LimitExceededException", `${mostAtOnce} snapshot jobs are running.`);
  }
  const job: SnapshotJob = {
    ...{ id, arn: `${dashboard.arn}/snapshot-job/${id}`, configuration: SnapshotConfiguration },
    ...{ createdAt: call.now, status: "RUNNING", problem: undefined },
  };
  dashboard.snapshotJobs.set(id, job);
  const now = call.now + call.settings.snapshotDelayMs;
  store.timeline.schedule(now, async () => {
    const opened = await openDataSets({ ...call, now }, assets, shownBy(call, assets, dashboard));
    job.problem = opened.find(({ Opened }) => !Opened)?.Reason;
    job.status = job.problem === undefined ? "COMPLETED" : "FAILED";
  });
  return { Arn: job.arn, SnapshotJobId: id };
};
