import type {
  DeleteDashboardCommandInput,
  DeleteDashboardCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dashboardKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { versionKey } from "../assets/versions.ts";
import { removeMember } from "../folders/folderMembers.ts";
import type { Handler } from "../handler.ts";
import { refuse } from "../refuse.ts";
import { dropTags } from "../tags/tagStore.ts";
import { requireDashboardVersion } from "./dashboardRecord.ts";

/** Deletes a dashboard, or one version of it; never the published one alone, which is our rule. */
export const deleteDashboard: Handler<DeleteDashboardCommandInput, DeleteDashboardCommandOutput> = (
  call,
  store,
) => {
  const { DashboardId, VersionNumber } = call.input;
  const assets = assetsOf(store, call);
  const dashboard = requireAsset(assets.dashboards, dashboardKind, DashboardId);
  if (VersionNumber === undefined) {
    assets.dashboards.delete(dashboard.id);
    removeMember(assets, { type: "DASHBOARD", id: dashboard.id });
    dropTags(store, dashboard.arn);
  } else {
    const { number } = requireDashboardVersion(dashboard, VersionNumber);
    if (number === dashboard.publishedVersion) {
      refuse(`Version ${number} of Dashboard ${dashboard.id} is the published one.`);
    }
    dashboard.versions.delete(versionKey(number));
  }
  return { Arn: dashboard.arn, DashboardId };
};
