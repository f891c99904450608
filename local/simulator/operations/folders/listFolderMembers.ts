import type {
  ListFolderMembersCommandInput,
  ListFolderMembersCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { FolderMember } from "../../store/assets.ts";
import { folderKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { findMember } from "./folderMembers.ts";

/** All assets in a folder. */
export const listFolderMembers: Handler<
  ListFolderMembersCommandInput,
  ListFolderMembersCommandOutput
> = (call, store) => {
  const assets = assetsOf(store, call);
  const folder = requireAsset(assets.folders, folderKind, call.input.FolderId);
  const { items, NextToken } = page(call, folder.members, { scope: folder.arn }, (_, key) => {
    const [type, id = ""] = key.split("/");
    const member = findMember(assets, { type: type as FolderMember["type"], id });
    return { MemberId: id, MemberArn: member?.arn };
  });
  return { FolderMemberList: items, NextToken };
};
