import type {
  UpdateDataSetCommandInput,
  UpdateDataSetCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { beginOwnIngestion } from "../ingestions/beginIngestion.ts";
import { readDefinition, refuseUndescribable } from "./dataSetRecord.ts";

/** Replaces a data set except for its permissions, tags and use; one in SPICE is then loaded again. */
export const updateDataSet: Handler<UpdateDataSetCommandInput, UpdateDataSetCommandOutput> = async (
  call,
  store,
) => {
  const assets = assetsOf(store, call);
  const dataSet = requireAsset(assets.dataSets, dataSetKind, call.input.DataSetId);
  refuseUndescribable(dataSet);
  dataSet.definition = readDefinition(call, store, assets, dataSet.id);
  dataSet.name = call.input.Name;
  dataSet.updatedAt = call.now;
  const load = await beginOwnIngestion(call, store, assets, dataSet, "EDIT");
  return { Arn: dataSet.arn, DataSetId: dataSet.id, ...load };
};
