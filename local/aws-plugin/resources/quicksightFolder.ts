import {
  CreateFolderCommand,
  DeleteFolderCommand,
  DescribeFolderCommand,
  DescribeFolderPermissionsCommand,
  QuickSightClient,
  UpdateFolderCommand,
  UpdateFolderPermissionsCommand,
  type FolderType,
  type ResourcePermission,
} from "@aws-sdk/client-quicksight";
import { fromApi, toApi } from "../apiNames.ts";
import { changedOnly } from "../diffInputs.ts";
import type { Bag, Resource } from "../resource.ts";
import { schemaOf } from "../schema/typeSchema.ts";
import { toTagList } from "../tags.ts";
import { permissionChanges, type Permissions } from "./quicksightPermissions.ts";
import { changeTags, readTags } from "./quicksightTags.ts";

type FolderInputs = {
  awsAccountId?: string;
  folderId: string;
  folderType?: FolderType;
  name: string;
  parentFolderArn?: string;
  permissions?: Permissions;
  tags?: Record<string, string>;
};

/** `aws.quicksight.Folder`; its id is `ACCOUNT,ID`. A change of its type changes nothing in AWS. */
export const quicksightFolder: Resource<FolderInputs> = {
  type: "aws:quicksight/folder:Folder",
  inputs: [
    "awsAccountId",
    "folderId",
    "parentFolderArn",
    "folderType",
    "name",
    "permissions",
    "tags",
  ],
  naming: { input: "name", maxLength: 255 },
  renewed: ["lastUpdatedTime"],
  notFound: ["ResourceNotFoundException"],

  async create(context, { awsAccountId, folderId, ...inputs }) {
    const account = awsAccountId ?? (await context.accountId());
    const { folderType, parentFolderArn, permissions } = inputs;
    const tags = toTagList(inputs.tags);
    await context.client(QuickSightClient).send(
      new CreateFolderCommand({
        AwsAccountId: account,
        FolderId: folderId,
        Name: inputs.name,
        FolderType: folderType,
        ...(parentFolderArn ? { ParentFolderArn: parentFolderArn } : {}),
        ...(permissions?.length ? { Permissions: toApi<ResourcePermission[]>(permissions) } : {}),
        ...(tags.length > 0 ? { Tags: tags } : {}),
      }),
    );
    return `${account},${folderId}`;
  },

  async read(context, id) {
    const client = context.client(QuickSightClient);
    const key = parseId(id);
    const { Folder: found = {} } = await client.send(new DescribeFolderCommand(key));
    const { Permissions } = await client.send(new DescribeFolderPermissionsCommand(key));
    return {
      awsAccountId: key.AwsAccountId,
      folderId: found.FolderId,
      arn: found.Arn,
      name: found.Name,
      folderType: found.FolderType,
      folderPaths: found.FolderPath,
      // Not cleared when the path is empty.
      ...(found.FolderPath?.length ? { parentFolderArn: found.FolderPath.at(-1) } : {}),
      createdTime: found.CreatedTime?.toISOString(),
      lastUpdatedTime: found.LastUpdatedTime?.toISOString(),
      permissions: fromApi(Permissions ?? []),
      tags: await readTags(context, found.Arn),
    };
  },

  async update(context, id, planned, state) {
    const client = context.client(QuickSightClient);
    const key = parseId(id);
    // For changed permissions as well, as the released provider does.
    if (!changedOnly(["tags"], schemaOf(this.type), state, planned)) {
      await client.send(new UpdateFolderCommand({ ...key, Name: planned.name }));
    }
    const changes = permissionChanges(state.permissions, planned.permissions);
    if (changes) await client.send(new UpdateFolderPermissionsCommand({ ...key, ...changes }));
    await changeTags(context, (state as Bag).arn as string, state.tags, planned.tags);
  },

  async delete(context, id) {
    await context.client(QuickSightClient).send(new DeleteFolderCommand(parseId(id)));
  },
};

function parseId(id: string) {
  const [AwsAccountId = "", FolderId = ""] = id.split(",");
  return { AwsAccountId, FolderId };
}
