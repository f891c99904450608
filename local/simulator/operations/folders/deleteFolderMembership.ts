import type {
  DeleteFolderMembershipCommandInput,
  DeleteFolderMembershipCommandOutput,
} from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import { folderKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";

/** Takes an asset out of a folder. */
export const deleteFolderMembership: Handler<
  DeleteFolderMembershipCommandInput,
  DeleteFolderMembershipCommandOutput
> = (call, store) => {
  const { FolderId, MemberId, MemberType } = call.input;
  const folder = requireAsset(assetsOf(store, call).folders, folderKind, call.input.FolderId);
  if (!folder.members.delete(`${MemberType}/${MemberId}`)) {
    const message = `${MemberType} ${MemberId} is not in Folder ${FolderId}.`;
    throw new ApiError("ResourceNotFoundException", message);
  }
  return {};
};
