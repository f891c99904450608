import type {
  UpdateDataSetPermissionsCommandInput,
  UpdateDataSetPermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { changePermissions } from "../assets/permissions.ts";
import type { Handler } from "../handler.ts";

/** Revokes and grants whole sets of permissions. */
export const updateDataSetPermissions: Handler<
  UpdateDataSetPermissionsCommandInput,
  UpdateDataSetPermissionsCommandOutput
> = (call, store) => {
  const asset = requireAsset(assetsOf(store, call).dataSets, dataSetKind, call.input.DataSetId);
  changePermissions(store, dataSetKind, asset.permissions, call.input);
  return { DataSetArn: asset.arn, DataSetId: asset.id };
};
