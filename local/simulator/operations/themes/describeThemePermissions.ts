import type {
  DescribeThemePermissionsCommandInput,
  DescribeThemePermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { assetsOf } from "../assets/assetsOf.ts";
import { showPermissions } from "../assets/permissions.ts";
import type { Handler } from "../handler.ts";
import { requireCustomTheme } from "./themeRecord.ts";

/** Shows all permissions, also those of people who were deleted since; this list has no pages. */
export const describeThemePermissions: Handler<
  DescribeThemePermissionsCommandInput,
  DescribeThemePermissionsCommandOutput
> = (call, store) => {
  const { id, arn, permissions } = requireCustomTheme(assetsOf(store, call), call.input.ThemeId);
  return { ThemeId: id, ThemeArn: arn, Permissions: showPermissions(permissions) };
};
