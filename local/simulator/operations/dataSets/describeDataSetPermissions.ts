import type {
  DescribeDataSetPermissionsCommandInput,
  DescribeDataSetPermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { showPermissions } from "../assets/permissions.ts";
import type { Handler } from "../handler.ts";

/** Shows all permissions, also those of people who were deleted since; this list has no pages. */
export const describeDataSetPermissions: Handler<
  DescribeDataSetPermissionsCommandInput,
  DescribeDataSetPermissionsCommandOutput
> = (call, store) => {
  const asset = requireAsset(assetsOf(store, call).dataSets, dataSetKind, call.input.DataSetId);
  return {
    DataSetArn: asset.arn,
    DataSetId: asset.id,
    Permissions: showPermissions(asset.permissions),
  };
};
