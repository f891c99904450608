import { paginateListFolderMembers, type QuickSightClient } from "@aws-sdk/client-quicksight";
import type { Asset } from "../../assets/asset.ts";
import { assetOfArn } from "../../assets/assetOfArn.ts";

/**
 * What is in a folder, without names, which the API does not tell.
 *
 * @throws as the call does
 */
export async function listMembers(
  client: QuickSightClient,
  AwsAccountId: string,
  FolderId: string,
): Promise<Asset[]> {
  const members: Asset[] = [];
  const input = { AwsAccountId, FolderId, MaxResults: 100 };
  for await (const page of paginateListFolderMembers({ client }, input)) {
    for (const { MemberArn = "" } of page.FolderMemberList ?? []) {
      members.push({ ...assetOfArn(MemberArn), name: "" });
    }
  }
  return members;
}
