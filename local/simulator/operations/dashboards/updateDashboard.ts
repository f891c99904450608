import type {
  UpdateDashboardCommandInput,
  UpdateDashboardCommandOutput,
} from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import { dashboardKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { readContent } from "../assets/readContent.ts";
import { latestVersion } from "../assets/versions.ts";
import type { Handler } from "../handler.ts";
import { addVersion } from "./addVersion.ts";

/** Adds a version that is not published; the new name shows at once, which is not confirmed. */
export const updateDashboard: Handler<UpdateDashboardCommandInput, UpdateDashboardCommandOutput> = (
  call,
  store,
) => {
  const { input } = call;
  const assets = assetsOf(store, call);
  const dashboard = requireAsset(assets.dashboards, dashboardKind, input.DashboardId);
  const content = readContent(input);
  const latest = latestVersion(dashboard);
  if (latest.status === "CREATION_IN_PROGRESS") {
    // ConflictException is in the operation's list of errors; that this is its cause is not confirmed.
    throw new ApiError(
      "ConflictException",
      `Version ${latest.number} of Dashboard ${dashboard.id} is ${latest.status}.`,
    );
  }
  const version = addVersion(call, store, assets, dashboard, latest.number + 1, content);
  dashboard.name = input.Name;
  dashboard.updatedAt = call.now;
  return {
    Arn: dashboard.arn,
    VersionArn: version.arn,
    DashboardId: dashboard.id,
    CreationStatus: version.status,
  };
};
