import type { Theme as ApiTheme, ThemeSummary } from "@aws-sdk/client-quicksight";
import type { RegionAssets, Theme, ThemeVersion } from "../../store/assets.ts";
import { themeKind } from "../assets/assetKind.ts";
import { assetNotFound, requireAsset } from "../assets/assetRecord.ts";
import { latestVersion } from "../assets/versions.ts";

/**
 * A theme that somebody created. For a starter theme it answers ResourceNotFoundException, as it is not one of
 * this account; AWS's answer is not known.
 */
export function requireCustomTheme({ themes }: RegionAssets, id: string): Theme {
  const theme = requireAsset(themes, themeKind, id);
  if (theme.type !== "CUSTOM") {
    throw assetNotFound(themeKind, id);
  }
  return theme;
}

/**
 * "All themes inherit from one of the starting themes" (API reference of CreateTheme); what AWS answers to other
 * ids is not known.
 */
export function requireBaseTheme({ themes }: RegionAssets, id: string): void {
  if (themes.get(id)?.type !== "QUICKSIGHT") {
    throw assetNotFound(themeKind, id);
  }
}

/** A theme as lists show it. */
export function summarizeTheme(theme: Theme): ThemeSummary {
  return {
    Arn: theme.arn,
    ThemeId: theme.id,
    Name: theme.name,
    LatestVersionNumber: latestVersion(theme).number,
    CreatedTime: new Date(theme.createdAt),
    LastUpdatedTime: new Date(theme.updatedAt),
  };
}

/** A theme as the API shows it, with one of its versions. */
export function describeThemeRecord(theme: Theme, version: ThemeVersion): ApiTheme {
  return {
    Arn: theme.arn,
    ThemeId: theme.id,
    Name: theme.name,
    Type: theme.type,
    CreatedTime: new Date(theme.createdAt),
    LastUpdatedTime: new Date(theme.updatedAt),
    Version: {
      Arn: version.arn,
      VersionNumber: version.number,
      Description: version.description,
      BaseThemeId: version.baseThemeId,
      Configuration: version.configuration,
      CreatedTime: new Date(version.createdAt),
      Errors: [],
      Status: version.status,
    },
  };
}
