import type {
  UpdateDataSetCommandInput,
  UpdateDataSetCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { beginOwnIngestion } from "../ingestions/beginIngestion.ts";
import { readFileRows } from "../ingestions/readFileRows.ts";
import { readDefinition, refuseUndescribable } from "./dataSetRecord.ts";

/** Replaces a data set except for its permissions, tags and use; one in SPICE is then loaded again. */
export const updateDataSet: Handler<UpdateDataSetCommandInput, UpdateDataSetCommandOutput> = async (
  call,
  store,
) => {
  const assets = assetsOf(store, call);
  const dataSet = requireAsset(assets.dataSets, dataSetKind, call.input.DataSetId);
  refuseUndescribable(dataSet);
  const definition = readDefinition(call, store, assets, dataSet.id);
  const found = await readFileRows(call, assets, { ...dataSet, definition });
  dataSet.definition = definition;
  dataSet.name = call.input.Name;
  dataSet.updatedAt = call.now;
  const requestType = "EDIT";
  const load = await beginOwnIngestion(call, store, assets, dataSet, { requestType, found });
  return { Arn: dataSet.arn, DataSetId: dataSet.id, ...load };
};
