import type {
  ListDataSetsCommandInput,
  ListDataSetsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { summarizeDataSet } from "./dataSetRecord.ts";

/** All data sets of the Region. */
export const listDataSets: Handler<ListDataSetsCommandInput, ListDataSetsCommandOutput> = (
  call,
  store,
) => {
  const all = assetsOf(store, call).dataSets;
  const { items, NextToken } = page(call, all, { scope: call.region }, summarizeDataSet);
  return { DataSetSummaries: items, NextToken };
};
