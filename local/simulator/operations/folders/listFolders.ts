import type { ListFoldersCommandInput, ListFoldersCommandOutput } from "@aws-sdk/client-quicksight";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { summarizeFolder } from "./folderRecord.ts";

/** All folders of the Region. */
export const listFolders: Handler<ListFoldersCommandInput, ListFoldersCommandOutput> = (
  call,
  store,
) => {
  const all = assetsOf(store, call).folders;
  const { items, NextToken } = page(call, all, { scope: call.region }, summarizeFolder);
  return { FolderSummaryList: items, NextToken };
};
