import type {
  DeleteFolderMembershipCommandInput,
  DeleteFolderMembershipCommandOutput,
} from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import { folderKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { refuse } from "../refuse.ts";

/** Takes an asset out of a folder, which must not be a restricted one: what is in it stays (user guide; the error is not confirmed). */
export const deleteFolderMembership: Handler<
  DeleteFolderMembershipCommandInput,
  DeleteFolderMembershipCommandOutput
> = (call, store) => {
  const { FolderId, MemberId, MemberType } = call.input;
  const folder = requireAsset(assetsOf(store, call).folders, folderKind, call.input.FolderId);
  if (folder.type === "RESTRICTED") {
    refuse(`Folder ${FolderId} is restricted: assets can't be taken out of it.`);
  }
  if (!folder.members.delete(`${MemberType}/${MemberId}`)) {
    const message = `${MemberType} ${MemberId} is not in Folder ${FolderId}.`;
    throw new ApiError("ResourceNotFoundException", message);
  }
  return {};
};
