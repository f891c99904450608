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
import type { Resource } from "../resource.ts";
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
  inputs: {
    awsAccountId: "replace",
    folderId: "replace",
    parentFolderArn: "replace",
    folderType: "update",
    name: "update",
    permissions: "update",
    tags: "update",
  },
  sets: ["permissions", "actions"],
  noneWhenAbsent: ["permissions"],
  naming: { input: "name", maxLength: 255 },
  defaults: { folderType: "SHARED" },
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
      parentFolderArn: found.FolderPath?.at(-1),
      createdTime: found.CreatedTime?.toISOString(),
      lastUpdatedTime: found.LastUpdatedTime?.toISOString(),
      permissions: fromApi(Permissions ?? []),
      tags: await readTags(context, found.Arn),
    };
  },

  async update(context, id, inputs, previous) {
    const client = context.client(QuickSightClient);
    const key = parseId(id);
    await client.send(new UpdateFolderCommand({ ...key, Name: inputs.name }));
    const live = await client.send(new DescribeFolderPermissionsCommand(key));
    const changes = permissionChanges(live.Permissions ?? [], inputs.permissions);
    if (changes) await client.send(new UpdateFolderPermissionsCommand({ ...key, ...changes }));
    await changeTags(context, live.Arn, previous.tags, inputs.tags);
  },

  async delete(context, id) {
    await context.client(QuickSightClient).send(new DeleteFolderCommand(parseId(id)));
  },
};

function parseId(id: string) {
  const [AwsAccountId = "", FolderId = ""] = id.split(",");
  return { AwsAccountId, FolderId };
}
