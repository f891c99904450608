import type {
  DescribeDataSetCommandInput,
  DescribeDataSetCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { describeDataSetRecord, refuseUndescribable } from "./dataSetRecord.ts";

/** Shows a data set. */
export const describeDataSet: Handler<DescribeDataSetCommandInput, DescribeDataSetCommandOutput> = (
  call,
  store,
) => {
  const assets = assetsOf(store, call);
  const dataSet = requireAsset(assets.dataSets, dataSetKind, call.input.DataSetId);
  refuseUndescribable(dataSet);
  return { DataSet: describeDataSetRecord(call, assets, dataSet) };
};
