import type {
  DescribeAnalysisPermissionsCommandInput,
  DescribeAnalysisPermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { analysisKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { showPermissions } from "../assets/permissions.ts";
import type { Handler } from "../handler.ts";

/** Shows all permissions, also those of people who were deleted since; this list has no pages. */
export const describeAnalysisPermissions: Handler<
  DescribeAnalysisPermissionsCommandInput,
  DescribeAnalysisPermissionsCommandOutput
> = (call, store) => {
  const asset = requireAsset(assetsOf(store, call).analyses, analysisKind, call.input.AnalysisId);
  return {
    AnalysisArn: asset.arn,
    AnalysisId: asset.id,
    Permissions: showPermissions(asset.permissions),
  };
};
