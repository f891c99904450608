import type {
  SearchDataSetsCommandInput,
  SearchDataSetsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { matcherOf, scopeOf } from "../assets/search.ts";
import { searchedOf } from "../assets/searched.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { summarizeDataSet } from "./dataSetRecord.ts";

/** The data sets of some name, owner or viewer. */
export const searchDataSets: Handler<SearchDataSetsCommandInput, SearchDataSetsCommandOutput> = (
  call,
  store,
) => {
  const { Filters } = call.input;
  const assets = searchedOf(store, call);
  const options = {
    scope: `${call.region}|${scopeOf(Filters)}`,
    where: matcherOf(store, dataSetKind, assets, Filters),
  };
  const { items, NextToken } = page(call, assets.dataSets, options, summarizeDataSet);
  return { DataSetSummaries: items, NextToken };
};
