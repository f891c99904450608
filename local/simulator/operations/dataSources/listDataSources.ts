import type {
  ListDataSourcesCommandInput,
  ListDataSourcesCommandOutput,
} from "@aws-sdk/client-quicksight";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { describeDataSourceRecord } from "./dataSourceRecord.ts";

/** All data sources of the Region. */
export const listDataSources: Handler<ListDataSourcesCommandInput, ListDataSourcesCommandOutput> = (
  call,
  store,
) => {
  const all = assetsOf(store, call).dataSources;
  const { items, NextToken } = page(call, all, { scope: call.region }, describeDataSourceRecord);
  return { DataSources: items, NextToken };
};
