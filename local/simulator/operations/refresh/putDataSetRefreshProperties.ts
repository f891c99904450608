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

/** Says how far back an incremental refresh looks, and who is told of failures. */
export const putDataSetRefreshProperties: Handler<
  PutDataSetRefreshPropertiesCommandInput,
  PutDataSetRefreshPropertiesCommandOutput
> = (call, store) => {
  const { DataSetRefreshProperties: properties } = call.input;
  const dataSet = requireAsset(assetsOf(store, call).dataSets, dataSetKind, call.input.DataSetId);
  // Both texts are AWS's, as users report them; that the second has this error too is not confirmed.
  if (dataSet.definition.ImportMode !== "SPICE") {
    refuse(
      `The dataset ${dataSet.id} is not a SPICE dataset and is not supported for incremental refresh.`,
    );
  }
  if (isDeepStrictEqual(properties, dataSet.refreshProperties)) {
    refuse("configuration provided is same as the existing configuration for the dataset.");
  }
  dataSet.refreshProperties = properties;
  return {};
};
