import type {
  SearchDataSourcesCommandInput,
  SearchDataSourcesCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSourceKind } from "../assets/assetKind.ts";
import { matcherOf, scopeOf } from "../assets/search.ts";
import { searchedOf } from "../assets/searched.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { summarizeDataSource } from "./dataSourceRecord.ts";

/** The data sources of some name or owner. */
export const searchDataSources: Handler<
  SearchDataSourcesCommandInput,
  SearchDataSourcesCommandOutput
> = (call, store) => {
  const { Filters } = call.input;
  const assets = searchedOf(store, call);
  const options = {
    scope: `${call.region}|${scopeOf(Filters)}`,
    where: matcherOf(store, dataSourceKind, assets, Filters),
  };
  const { items, NextToken } = page(call, assets.dataSources, options, summarizeDataSource);
  return { DataSourceSummaries: items, NextToken };
};
