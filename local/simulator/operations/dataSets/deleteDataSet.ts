import type {
  DeleteDataSetCommandInput,
  DeleteDataSetCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { keysOf, settleGrants } from "../encryption/dataKeys.ts";
import { removeMember } from "../folders/folderMembers.ts";
import type { Handler } from "../handler.ts";
import { dropTags } from "../tags/tagStore.ts";

/** Deletes a data set with its loads and schedules; what uses it stays. */
export const deleteDataSet: Handler<DeleteDataSetCommandInput, DeleteDataSetCommandOutput> = async (
  call,
  store,
) => {
  const assets = assetsOf(store, call);
  const dataSet = requireAsset(assets.dataSets, dataSetKind, call.input.DataSetId);
  assets.dataSets.delete(dataSet.id);
  removeMember(assets, { type: "DATASET", id: dataSet.id });
  dropTags(store, dataSet.arn);
  await settleGrants(call, dataSet.arn, undefined, keysOf(dataSet));
  return { Arn: dataSet.arn, DataSetId: dataSet.id };
};
