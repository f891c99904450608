import type {
  DescribeTemplatePermissionsCommandInput,
  DescribeTemplatePermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { templateKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { showPermissions } from "../assets/permissions.ts";
import type { Handler } from "../handler.ts";

/** Shows all permissions, also those of people who were deleted since; this list has no pages. */
export const describeTemplatePermissions: Handler<
  DescribeTemplatePermissionsCommandInput,
  DescribeTemplatePermissionsCommandOutput
> = (call, store) => {
  const { templates } = assetsOf(store, call);
  const { id, arn, permissions } = requireAsset(templates, templateKind, call.input.TemplateId);
  return { TemplateId: id, TemplateArn: arn, Permissions: showPermissions(permissions) };
};
