import type {
  DescribeDashboardCommandInput,
  DescribeDashboardCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dashboardKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { describeDashboardRecord, requireDashboardVersion } from "./dashboardRecord.ts";

/** Shows a dashboard with the published version, or the one that is asked for. */
export const describeDashboard: Handler<
  DescribeDashboardCommandInput,
  DescribeDashboardCommandOutput
> = (call, store) => {
  const { VersionNumber, AliasName } = call.input;
  const dashboard = requireAsset(
    assetsOf(store, call).dashboards,
    dashboardKind,
    call.input.DashboardId,
  );
  const version = requireDashboardVersion(dashboard, VersionNumber, AliasName);
  return { Dashboard: describeDashboardRecord(dashboard, version) };
};
