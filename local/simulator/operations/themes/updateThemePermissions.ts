import type {
  UpdateThemePermissionsCommandInput,
  UpdateThemePermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { themeKind } from "../assets/assetKind.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { changePermissions, showPermissions } from "../assets/permissions.ts";
import type { Handler } from "../handler.ts";
import { requireCustomTheme } from "./themeRecord.ts";

/** Revokes and grants whole sets of permissions. */
export const updateThemePermissions: Handler<
  UpdateThemePermissionsCommandInput,
  UpdateThemePermissionsCommandOutput
> = (call, store) => {
  const { id, arn, permissions } = requireCustomTheme(assetsOf(store, call), call.input.ThemeId);
  changePermissions(store, themeKind, permissions, call.input);
  return { ThemeId: id, ThemeArn: arn, Permissions: showPermissions(permissions) };
};
