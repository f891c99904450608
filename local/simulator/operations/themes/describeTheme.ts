import type {
  DescribeThemeCommandInput,
  DescribeThemeCommandOutput,
} from "@aws-sdk/client-quicksight";
import { themeKind } from "../assets/assetKind.ts";
import { assetNotFound, requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { requestedVersion } from "../assets/versions.ts";
import type { Handler } from "../handler.ts";
import { describeThemeRecord } from "./themeRecord.ts";

/**
 * Shows a theme with its latest version, or the one that is asked for. Starter themes are in the account `aws`
 * (API model); that an account's own id finds them, too, is not confirmed.
 */
export const describeTheme: Handler<DescribeThemeCommandInput, DescribeThemeCommandOutput> = (
  call,
  store,
) => {
  const { AwsAccountId, ThemeId } = call.input;
  const theme = requireAsset(assetsOf(store, call).themes, themeKind, ThemeId);
  if (AwsAccountId === "aws" && theme.type === "CUSTOM") {
    throw assetNotFound(themeKind, ThemeId);
  }
  return { Theme: describeThemeRecord(theme, requestedVersion(themeKind, theme, call.input)) };
};
