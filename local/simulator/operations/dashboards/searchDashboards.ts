import type {
  SearchDashboardsCommandInput,
  SearchDashboardsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dashboardKind } from "../assets/assetKind.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { matcherOf, scopeOf } from "../assets/search.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { summarizeDashboard } from "./dashboardRecord.ts";

/** The dashboards of some name, owner or viewer. */
export const searchDashboards: Handler<
  SearchDashboardsCommandInput,
  SearchDashboardsCommandOutput
> = (call, store) => {
  const { Filters } = call.input;
  const options = {
    scope: `${call.region}|${scopeOf(Filters)}`,
    where: matcherOf(store, dashboardKind, Filters),
  };
  const { items, NextToken } = page(
    call,
    assetsOf(store, call).dashboards,
    options,
    summarizeDashboard,
  );
  return { DashboardSummaryList: items, NextToken };
};
