import type {
  ListDashboardVersionsCommandInput,
  ListDashboardVersionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dashboardKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { summarizeVersion } from "./dashboardRecord.ts";

/** All versions of a dashboard, the oldest first; AWS documents no order. */
export const listDashboardVersions: Handler<
  ListDashboardVersionsCommandInput,
  ListDashboardVersionsCommandOutput
> = (call, store) => {
  const dashboard = requireAsset(
    assetsOf(store, call).dashboards,
    dashboardKind,
    call.input.DashboardId,
  );
  const options = { scope: dashboard.arn };
  const { items, NextToken } = page(call, dashboard.versions, options, summarizeVersion);
  return { DashboardVersionSummaryList: items, NextToken };
};
