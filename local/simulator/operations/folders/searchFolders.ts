import type {
  SearchFoldersCommandInput,
  SearchFoldersCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Folder } from "../../store/assets.ts";
import { folderKind } from "../assets/assetKind.ts";
import { matcherOf, scopeOf } from "../assets/search.ts";
import { searchedOf } from "../assets/searched.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { refuse } from "../refuse.ts";
import { summarizeFolder } from "./folderRecord.ts";

/**
 * The folders of some name, owner or viewer, or directly in another one; with an empty ARN those at the top (API
 * reference). That several filters must all match is not confirmed.
 */
export const searchFolders: Handler<SearchFoldersCommandInput, SearchFoldersCommandOutput> = (
  call,
  store,
) => {
  const { Filters } = call.input;
  const assets = searchedOf(store, call);
  const parents = Filters.filter(({ Name }) => Name === "PARENT_FOLDER_ARN");
  if (parents.some(({ Operator }) => Operator !== "StringEquals")) {
    refuse("Filter PARENT_FOLDER_ARN needs the operator StringEquals.");
  }
  const others = Filters.filter(({ Name }) => Name !== "PARENT_FOLDER_ARN");
  const matches = matcherOf(store, folderKind, assets, others);
  const isInside = ({ parentArn = "" }: Folder): boolean =>
    parents.every(({ Value = "" }) => Value === parentArn);
  const { items, NextToken } = page(
    call,
    assets.folders,
    {
      scope: `${call.region}|${scopeOf(Filters)}`,
      where: (folder) => isInside(folder) && matches(folder),
    },
    summarizeFolder,
  );
  return { FolderSummaryList: items, NextToken };
};
