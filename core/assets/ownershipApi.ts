import {
  DescribeTemplatePermissionsCommand,
  DescribeThemePermissionsCommand,
  paginateDescribeFolderPermissions,
  type QuickSightClient,
  type ResourcePermission,
  UpdateFolderPermissionsCommand,
  UpdateTemplatePermissionsCommand,
  UpdateThemePermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { describePermissions, updatePermissions } from "./assetApi.ts";
import type { OwnableAsset } from "./ownedAsset.ts";

/** Who may do what with an asset of any kind. */
export async function readPermissions(
  client: QuickSightClient,
  AwsAccountId: string,
  { kind, id, name }: OwnableAsset,
): Promise<ResourcePermission[]> {
  switch (kind) {
    case "folder":
      return readFolderPermissions(client, AwsAccountId, id);
    case "theme": {
      const command = new DescribeThemePermissionsCommand({ AwsAccountId, ThemeId: id });
      return (await client.send(command)).Permissions ?? [];
    }
    case "template": {
      const command = new DescribeTemplatePermissionsCommand({ AwsAccountId, TemplateId: id });
      return (await client.send(command)).Permissions ?? [];
    }
    default:
      return describePermissions(client, AwsAccountId, { kind, id, name });
  }
}

/** Folders are the only kind whose permissions come in pages (API model). */
async function readFolderPermissions(
  client: QuickSightClient,
  AwsAccountId: string,
  FolderId: string,
): Promise<ResourcePermission[]> {
  const all: ResourcePermission[] = [];
  const pages = paginateDescribeFolderPermissions(
    { client, pageSize: 100 },
    { AwsAccountId, FolderId },
  );
  for await (const { Permissions = [] } of pages) all.push(...Permissions);
  return all;
}

/** Adds actions to what a principal holds of an asset of any kind. */
export async function grantPermission(
  client: QuickSightClient,
  AwsAccountId: string,
  { kind, id, name }: OwnableAsset,
  permission: ResourcePermission,
): Promise<void> {
  const input = { AwsAccountId, GrantPermissions: [permission] };
  switch (kind) {
    case "folder":
      await client.send(new UpdateFolderPermissionsCommand({ ...input, FolderId: id }));
      return;
    case "theme":
      await client.send(new UpdateThemePermissionsCommand({ ...input, ThemeId: id }));
      return;
    case "template":
      await client.send(new UpdateTemplatePermissionsCommand({ ...input, TemplateId: id }));
      return;
    default:
      await updatePermissions(client, AwsAccountId, { kind, id, name }, input);
  }
}
