import type {
  DescribeDataSourceCommandInput,
  DescribeDataSourceCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSourceKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { describeDataSourceRecord } from "./dataSourceRecord.ts";

/** Shows a data source in whatever state it is. */
export const describeDataSource: Handler<
  DescribeDataSourceCommandInput,
  DescribeDataSourceCommandOutput
> = (call, store) => ({
  DataSource: describeDataSourceRecord(
    requireAsset(assetsOf(store, call).dataSources, dataSourceKind, call.input.DataSourceId),
  ),
});
