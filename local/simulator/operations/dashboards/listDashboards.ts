import type {
  ListDashboardsCommandInput,
  ListDashboardsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { summarizeDashboard } from "./dashboardRecord.ts";

/** All dashboards of the Region. */
export const listDashboards: Handler<ListDashboardsCommandInput, ListDashboardsCommandOutput> = (
  call,
  store,
) => {
  const all = assetsOf(store, call).dashboards;
  const { items, NextToken } = page(call, all, { scope: call.region }, summarizeDashboard);
  return { DashboardSummaryList: items, NextToken };
};
