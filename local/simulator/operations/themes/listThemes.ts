import type { ListThemesCommandInput, ListThemesCommandOutput } from "@aws-sdk/client-quicksight";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { summarizeTheme } from "./themeRecord.ts";

/** The themes of the Region; starter themes, too, unless Type is CUSTOM (API reference). */
export const listThemes: Handler<ListThemesCommandInput, ListThemesCommandOutput> = (
  call,
  store,
) => {
  const { Type = "ALL" } = call.input;
  const { items, NextToken } = page(
    call,
    assetsOf(store, call).themes,
    { scope: `${call.region}|${Type}`, where: ({ type }) => Type === "ALL" || Type === type },
    summarizeTheme,
  );
  return { ThemeSummaryList: items, NextToken };
};
