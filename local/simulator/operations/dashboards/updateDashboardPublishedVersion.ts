import type {
  UpdateDashboardPublishedVersionCommandInput,
  UpdateDashboardPublishedVersionCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dashboardKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { refuse } from "../refuse.ts";
import { requireDashboardVersion } from "./dashboardRecord.ts";

/** Publishes a version that was built; for one that was not, error and words are ours. */
export const updateDashboardPublishedVersion: Handler<
  UpdateDashboardPublishedVersionCommandInput,
  UpdateDashboardPublishedVersionCommandOutput
> = (call, store) => {
  const dashboard = requireAsset(
    assetsOf(store, call).dashboards,
    dashboardKind,
    call.input.DashboardId,
  );
  const version = requireDashboardVersion(dashboard, call.input.VersionNumber);
  if (version.status !== "CREATION_SUCCESSFUL") {
    refuse(`Version ${version.number} of Dashboard ${dashboard.id} is ${version.status}.`);
  }
  dashboard.publishedVersion = version.number;
  dashboard.publishedAt = call.now;
  return { DashboardId: dashboard.id, DashboardArn: dashboard.arn };
};
