import type {
  DescribeDataSourcePermissionsCommandInput,
  DescribeDataSourcePermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSourceKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { showPermissions } from "../assets/permissions.ts";
import type { Handler } from "../handler.ts";

/** Shows all permissions, also those of people who were deleted since; this list has no pages. */
export const describeDataSourcePermissions: Handler<
  DescribeDataSourcePermissionsCommandInput,
  DescribeDataSourcePermissionsCommandOutput
> = (call, store) => {
  const asset = requireAsset(
    assetsOf(store, call).dataSources,
    dataSourceKind,
    call.input.DataSourceId,
  );
  return {
    DataSourceArn: asset.arn,
    DataSourceId: asset.id,
    Permissions: showPermissions(asset.permissions),
  };
};
