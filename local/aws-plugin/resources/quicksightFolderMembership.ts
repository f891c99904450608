import {
  CreateFolderMembershipCommand,
  DeleteFolderMembershipCommand,
  paginateListFolderMembers,
  QuickSightClient,
  type MemberType,
} from "@aws-sdk/client-quicksight";
import type { Resource } from "../resource.ts";

type FolderMembershipInputs = {
  awsAccountId?: string;
  folderId: string;
  memberId: string;
  memberType: MemberType;
};

/** `aws.quicksight.FolderMembership`; its id is `ACCOUNT,FOLDER,TYPE,MEMBER`. */
export const quicksightFolderMembership: Resource<FolderMembershipInputs> = {
  type: "aws:quicksight/folderMembership:FolderMembership",
  inputs: ["awsAccountId", "folderId", "memberId", "memberType"],
  notFound: ["ResourceNotFoundException"],

  async create(context, { awsAccountId, folderId, memberId, memberType }) {
    const account = awsAccountId ?? (await context.accountId());
    const id = [account, folderId, memberType, memberId].join(",");
    await context.client(QuickSightClient).send(new CreateFolderMembershipCommand(parseId(id)));
    return id;
  },

  async read(context, id) {
    const { AwsAccountId, FolderId, MemberId, MemberType } = parseId(id);
    const client = context.client(QuickSightClient);
    for await (const page of paginateListFolderMembers({ client }, { AwsAccountId, FolderId })) {
      // By its id alone, whatever its type.
      const member = page.FolderMemberList?.find((entry) => entry.MemberId === MemberId);
      if (member === undefined) continue;
      return {
        awsAccountId: AwsAccountId,
        folderId: FolderId,
        memberId: MemberId,
        memberType: MemberType,
      };
    }
    return undefined;
  },

  async delete(context, id) {
    await context.client(QuickSightClient).send(new DeleteFolderMembershipCommand(parseId(id)));
  },
};

function parseId(id: string) {
  const [AwsAccountId = "", FolderId = "", type = "", MemberId = ""] = id.split(",");
  return { AwsAccountId, FolderId, MemberType: type as MemberType, MemberId };
}
