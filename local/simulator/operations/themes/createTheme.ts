import type { CreateThemeCommandInput, CreateThemeCommandOutput } from "@aws-sdk/client-quicksight";
import type { Theme } from "../../store/assets.ts";
import { SortedMap } from "../../store/sortedMap.ts";
import { themeKind } from "../assets/assetKind.ts";
import { createAssetRecord, refuseExisting } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { addThemeVersion } from "./addThemeVersion.ts";
import { requireBaseTheme } from "./themeRecord.ts";

/** Begins to create a theme. */
export const createTheme: Handler<CreateThemeCommandInput, CreateThemeCommandOutput> = (
  call,
  store,
) => {
  const { input } = call;
  const assets = assetsOf(store, call);
  refuseExisting(assets.themes, themeKind, input.ThemeId);
  requireBaseTheme(assets, input.BaseThemeId);
  const theme: Theme = {
    ...createAssetRecord(call, store, themeKind, { ...input, id: input.ThemeId }),
    type: "CUSTOM",
    versions: new SortedMap(),
    aliases: new SortedMap(),
  };
  const version = addThemeVersion(call, store, theme, 1, input.Configuration);
  assets.themes.set(theme.id, theme);
  return {
    Arn: theme.arn,
    VersionArn: version.arn,
    ThemeId: theme.id,
    CreationStatus: version.status,
  };
};
