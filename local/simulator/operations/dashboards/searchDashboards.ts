import type {
  SearchDashboardsCommandInput,
  SearchDashboardsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dashboardKind } from "../assets/assetKind.ts";
import { matcherOf, scopeOf } from "../assets/search.ts";
import { searchedOf } from "../assets/searched.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { summarizeDashboard } from "./dashboardRecord.ts";

/** The dashboards of some name, owner or viewer. */
export const searchDashboards: Handler<
  SearchDashboardsCommandInput,
  SearchDashboardsCommandOutput
> = (call, store) => {
  const { Filters } = call.input;
  const assets = searchedOf(store, call);
  const options = {
    scope: `${call.region}|${scopeOf(Filters)}`,
    where: matcherOf(store, dashboardKind, assets, Filters),
  };
  const { items, NextToken } = page(call, assets.dashboards, options, summarizeDashboard);
  return { DashboardSummaryList: items, NextToken };
};
