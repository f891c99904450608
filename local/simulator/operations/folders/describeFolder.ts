import type {
  DescribeFolderCommandInput,
  DescribeFolderCommandOutput,
} from "@aws-sdk/client-quicksight";
import { folderKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { describeFolderRecord } from "./folderRecord.ts";

/** Shows a folder. */
export const describeFolder: Handler<DescribeFolderCommandInput, DescribeFolderCommandOutput> = (
  call,
  store,
) => {
  const assets = assetsOf(store, call);
  const folder = requireAsset(assets.folders, folderKind, call.input.FolderId);
  return { Folder: describeFolderRecord(assets, folder) };
};
