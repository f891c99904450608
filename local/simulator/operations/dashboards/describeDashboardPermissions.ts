import type {
  DescribeDashboardPermissionsCommandInput,
  DescribeDashboardPermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dashboardKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { describeDashboardAccess } from "./dashboardPermissions.ts";

/** Shows all permissions, also those of people who were deleted since; this list has no pages. */
export const describeDashboardPermissions: Handler<
  DescribeDashboardPermissionsCommandInput,
  DescribeDashboardPermissionsCommandOutput
> = (call, store) => {
  const dashboard = requireAsset(
    assetsOf(store, call).dashboards,
    dashboardKind,
    call.input.DashboardId,
  );
  return describeDashboardAccess(dashboard);
};
