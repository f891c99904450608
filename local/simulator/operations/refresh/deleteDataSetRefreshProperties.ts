import type {
  DeleteDataSetRefreshPropertiesCommandInput,
  DeleteDataSetRefreshPropertiesCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { requireRefreshProperties } from "./requireRefresh.ts";

/** Removes the refresh properties of a data set. */
export const deleteDataSetRefreshProperties: Handler<
  DeleteDataSetRefreshPropertiesCommandInput,
  DeleteDataSetRefreshPropertiesCommandOutput
> = (call, store) => {
  const dataSet = requireAsset(assetsOf(store, call).dataSets, dataSetKind, call.input.DataSetId);
  requireRefreshProperties(dataSet);
  dataSet.refreshProperties = undefined;
  return {};
};
