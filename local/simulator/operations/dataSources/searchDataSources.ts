import type {
  SearchDataSourcesCommandInput,
  SearchDataSourcesCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSourceKind } from "../assets/assetKind.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { matcherOf, scopeOf } from "../assets/search.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { summarizeDataSource } from "./dataSourceRecord.ts";

/** The data sources of some name or owner. */
export const searchDataSources: Handler<
  SearchDataSourcesCommandInput,
  SearchDataSourcesCommandOutput
> = (call, store) => {
  const { Filters } = call.input;
  const options = {
    scope: `${call.region}|${scopeOf(Filters)}`,
    where: matcherOf(store, dataSourceKind, Filters),
  };
  const { items, NextToken } = page(
    call,
    assetsOf(store, call).dataSources,
    options,
    summarizeDataSource,
  );
  return { DataSourceSummaries: items, NextToken };
};
