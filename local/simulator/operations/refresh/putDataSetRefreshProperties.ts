import { isDeepStrictEqual } from "node:util";
import type {
  PutDataSetRefreshPropertiesCommandInput,
  PutDataSetRefreshPropertiesCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { refuse } from "../refuse.ts";
import { requireSpice } from "./requireRefresh.ts";

/** Says how far back an incremental refresh looks, and who is told of failures. */
export const putDataSetRefreshProperties: Handler<
  PutDataSetRefreshPropertiesCommandInput,
  PutDataSetRefreshPropertiesCommandOutput
> = (call, store) => {
  const { DataSetRefreshProperties: properties } = call.input;
  const dataSet = requireAsset(assetsOf(store, call).dataSets, dataSetKind, call.input.DataSetId);
  requireSpice(dataSet);
  // AWS's words, as users report them; that the error is this one is not confirmed.
  if (isDeepStrictEqual(properties, dataSet.refreshProperties)) {
    refuse("configuration provided is same as the existing configuration for the dataset.");
  }
  dataSet.refreshProperties = properties;
  return {};
};
