import { themeKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { versionHandlers } from "../assets/versionHandlers.ts";
import { requireCustomTheme } from "./themeRecord.ts";
import type { OperationGroup } from "../handler.ts";
import { createTheme } from "./createTheme.ts";
import { deleteTheme } from "./deleteTheme.ts";
import { describeTheme } from "./describeTheme.ts";
import { describeThemePermissions } from "./describeThemePermissions.ts";
import { listThemes } from "./listThemes.ts";
import { updateTheme } from "./updateTheme.ts";
import { updateThemePermissions } from "./updateThemePermissions.ts";

/** How dashboards and analyses look. */
export const themeOperations: OperationGroup = {
  scope: "region",
  handlers: {
    CreateTheme: createTheme,
    DeleteTheme: deleteTheme,
    DescribeTheme: describeTheme,
    DescribeThemePermissions: describeThemePermissions,
    ListThemes: listThemes,
    UpdateTheme: updateTheme,
    UpdateThemePermissions: updateThemePermissions,
    ...versionHandlers({
      ...themeKind,
      find: ({ themes }, id) => requireAsset(themes, themeKind, id),
      change: requireCustomTheme,
    }),
  },
};
