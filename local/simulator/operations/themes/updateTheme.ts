import type { UpdateThemeCommandInput, UpdateThemeCommandOutput } from "@aws-sdk/client-quicksight";
import { assetsOf } from "../assets/assetsOf.ts";
import { latestVersion } from "../assets/versions.ts";
import type { Handler } from "../handler.ts";
import { addThemeVersion } from "./addThemeVersion.ts";
import { requireBaseTheme, requireCustomTheme } from "./themeRecord.ts";

/** Adds a version; that name and configuration stay when they are left out is not confirmed. */
export const updateTheme: Handler<UpdateThemeCommandInput, UpdateThemeCommandOutput> = (
  call,
  store,
) => {
  const { input } = call;
  const assets = assetsOf(store, call);
  const theme = requireCustomTheme(assets, input.ThemeId);
  requireBaseTheme(assets, input.BaseThemeId);
  const latest = latestVersion(theme);
  const configuration = input.Configuration ?? latest.configuration;
  const version = addThemeVersion(call, store, theme, latest.number + 1, configuration);
  theme.name = input.Name ?? theme.name;
  theme.updatedAt = call.now;
  return {
    Arn: theme.arn,
    VersionArn: version.arn,
    ThemeId: theme.id,
    CreationStatus: version.status,
  };
};
