import type {
  UpdateTemplatePermissionsCommandInput,
  UpdateTemplatePermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { templateKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { changePermissions, showPermissions } from "../assets/permissions.ts";
import type { Handler } from "../handler.ts";

/** Revokes and grants actions, to other accounts, too. */
export const updateTemplatePermissions: Handler<
  UpdateTemplatePermissionsCommandInput,
  UpdateTemplatePermissionsCommandOutput
> = (call, store) => {
  const { templates } = assetsOf(store, call);
  const { id, arn, permissions } = requireAsset(templates, templateKind, call.input.TemplateId);
  changePermissions(store, templateKind, permissions, call.input);
  return { TemplateId: id, TemplateArn: arn, Permissions: showPermissions(permissions) };
};
