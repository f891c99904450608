import type {
  UpdateAnalysisPermissionsCommandInput,
  UpdateAnalysisPermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { analysisKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { changePermissions, showPermissions } from "../assets/permissions.ts";
import type { Handler } from "../handler.ts";

/** Revokes and grants whole sets of permissions. */
export const updateAnalysisPermissions: Handler<
  UpdateAnalysisPermissionsCommandInput,
  UpdateAnalysisPermissionsCommandOutput
> = (call, store) => {
  const asset = requireAsset(assetsOf(store, call).analyses, analysisKind, call.input.AnalysisId);
  changePermissions(store, analysisKind, asset.permissions, call.input);
  return {
    AnalysisArn: asset.arn,
    AnalysisId: asset.id,
    Permissions: showPermissions(asset.permissions),
  };
};
