import type {
  UpdateDataSourcePermissionsCommandInput,
  UpdateDataSourcePermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSourceKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { changePermissions } from "../assets/permissions.ts";
import type { Handler } from "../handler.ts";

/** Revokes and grants whole sets of permissions. */
export const updateDataSourcePermissions: Handler<
  UpdateDataSourcePermissionsCommandInput,
  UpdateDataSourcePermissionsCommandOutput
> = (call, store) => {
  const asset = requireAsset(
    assetsOf(store, call).dataSources,
    dataSourceKind,
    call.input.DataSourceId,
  );
  changePermissions(store, dataSourceKind, asset.permissions, call.input);
  return { DataSourceArn: asset.arn, DataSourceId: asset.id };
};
