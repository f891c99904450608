import type {
  CreateFolderMembershipCommandInput,
  CreateFolderMembershipCommandOutput,
} from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import { folderKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { addMember, findMember } from "./folderMembers.ts";

/** Puts an asset into a folder; a second time is refused, as the list of errors suggests. */
export const createFolderMembership: Handler<
  CreateFolderMembershipCommandInput,
  CreateFolderMembershipCommandOutput
> = (call, store) => {
  const { FolderId, MemberId, MemberType } = call.input;
  const assets = assetsOf(store, call);
  const folder = requireAsset(assets.folders, folderKind, FolderId);
  if (findMember(assets, { type: MemberType, id: MemberId }) === undefined) {
    throw new ApiError("ResourceNotFoundException", `${MemberType} ${MemberId} not found.`);
  }
  if (folder.members.has(`${MemberType}/${MemberId}`)) {
    const message = `${MemberType} ${MemberId} is in Folder ${FolderId} already.`;
    throw new ApiError("ResourceExistsException", message);
  }
  addMember([folder], { type: MemberType, id: MemberId });
  return { FolderMember: { MemberId, MemberType } };
};
