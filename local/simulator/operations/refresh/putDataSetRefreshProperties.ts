import { isDeepStrictEqual } from "node:util";
import type {
  PutDataSetRefreshPropertiesCommandInput,
  PutDataSetRefreshPropertiesCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { outputColumns } from "../dataSets/outputColumns.ts";
import type { Handler } from "../handler.ts";
import { refuse } from "../refuse.ts";
import { requireSpice } from "./requireRefresh.ts";

/** Says how far back an incremental refresh looks, and who is told of failures. */
export const putDataSetRefreshProperties: Handler<
  PutDataSetRefreshPropertiesCommandInput,
  PutDataSetRefreshPropertiesCommandOutput
> = (call, store) => {
  const { DataSetRefreshProperties: properties } = call.input;
  const assets = assetsOf(store, call);
  const dataSet = requireAsset(assets.dataSets, dataSetKind, call.input.DataSetId);
  requireSpice(dataSet);
  const { ColumnName } = properties.RefreshConfiguration?.IncrementalRefresh.LookbackWindow ?? {};
  const columns = outputColumns(call, assets, dataSet.definition);
  if (ColumnName !== undefined && columns !== undefined) {
    // The user guide has it a date column of the data set; the error and its words are ours.
    const column = columns.find(({ Name }) => Name === ColumnName);
    if (column?.Type !== "DATETIME") {
      refuse(
        column === undefined
          ? `Column ${ColumnName} of the look-back window is not in DataSet ${dataSet.id}.`
          : `Column ${ColumnName} of the look-back window is ${column.Type ?? "of no type"}, not DATETIME.`,
      );
    }
  }
  // AWS's words, as users report them; that the error is this one is not confirmed.
  if (isDeepStrictEqual(properties, dataSet.refreshProperties)) {
    refuse("configuration provided is same as the existing configuration for the dataset.");
  }
  dataSet.refreshProperties = properties;
  return {};
};
