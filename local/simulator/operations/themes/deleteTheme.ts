import type { DeleteThemeCommandInput, DeleteThemeCommandOutput } from "@aws-sdk/client-quicksight";
import { themeKind } from "../assets/assetKind.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { deleteVersion } from "../assets/versions.ts";
import type { Handler } from "../handler.ts";
import { dropTags } from "../tags/tagStore.ts";
import { requireCustomTheme } from "./themeRecord.ts";

/** Deletes a theme, or one version of it. Dashboards that use it are not looked at. */
export const deleteTheme: Handler<DeleteThemeCommandInput, DeleteThemeCommandOutput> = (
  call,
  store,
) => {
  const { ThemeId, VersionNumber } = call.input;
  const assets = assetsOf(store, call);
  const theme = requireCustomTheme(assets, ThemeId);
  if (VersionNumber === undefined) {
    assets.themes.delete(ThemeId);
    dropTags(store, theme.arn);
  } else {
    deleteVersion(themeKind, theme, VersionNumber);
  }
  return { Arn: theme.arn, ThemeId };
};
