import {
  DescribeFolderCommand,
  paginateListFolderMembers,
  type QuickSightClient,
  type ResourcePermission,
} from "@aws-sdk/client-quicksight";
import { describeError } from "../aws/describeError.ts";
import type { Asset } from "../assets/asset.ts";
import { assetKinds } from "../assets/assetKinds.ts";
import type { KindTable } from "../assets/kindRow.ts";
import { readBuiltOn } from "../assets/readBuiltOn.ts";
import { readSharing } from "../assets/readSharing.ts";
import type { SnapshotAsset, SnapshotGrant } from "./snapshot.ts";

/** An asset as a snapshot has it; undefined when it is gone. What cannot be read of it is said in it. */
export async function readAsset(
  client: QuickSightClient,
  accountId: string,
  region: string,
  asset: Asset,
): Promise<SnapshotAsset | undefined> {
  const found = { ...asset, region };
  try {
    const sharing = await readSharing(client, accountId, asset);
    const builtOn = await readBuiltOn(client, accountId, asset);
    if (sharing === undefined || builtOn === undefined) return undefined;
    const { permissions, link } = sharing;
    return {
      ...{ ...found, grants: grantsOf(permissions) },
      ...(link.length === 0 ? {} : { link: grantsOf(link) }),
      ...named("dataSets", builtOn, ":dataset/"),
      ...named("dataSources", builtOn, ":datasource/"),
      ...(asset.kind === "folder" ? await readFolder(client, accountId, asset.id) : {}),
    };
  } catch (error) {
    return { ...found, grants: [], unreadable: describeError(error) };
  }
}

function grantsOf(permissions: readonly ResourcePermission[]): SnapshotGrant[] {
  return permissions
    .map(({ Principal: principal = "", Actions = [] }) => ({
      principal,
      actions: [...Actions].sort(),
    }))
    .sort((a, b) => (a.principal < b.principal ? -1 : 1));
}

function named(member: "dataSets" | "dataSources", arns: ReadonlySet<string>, type: string) {
  const ids = [...arns].flatMap((arn) =>
    arn.includes(type) ? [arn.slice(arn.indexOf(type) + type.length)] : [],
  );
  return ids.length === 0 ? {} : { [member]: ids.sort() };
}

async function readFolder(
  client: QuickSightClient,
  accountId: string,
  FolderId: string,
): Promise<Pick<SnapshotAsset, "parent" | "members">> {
  const input = { AwsAccountId: accountId, FolderId };
  const { Folder } = await client.send(new DescribeFolderCommand(input));
  const parent = Folder?.FolderPath?.at(-1)?.split(":folder/")[1];
  const members: string[] = [];
  for await (const page of paginateListFolderMembers({ client }, input)) {
    for (const { MemberArn = "" } of page.FolderMemberList ?? []) members.push(memberOf(MemberArn));
  }
  return { ...(parent === undefined ? {} : { parent }), members: members.sort() };
}

const kindsByResource = new Map(
  Object.entries(assetKinds as KindTable).map(([kind, { resource = kind }]) => [resource, kind]),
);

/** `arn:…:dataset/sales` as `data-set/sales`. */
function memberOf(arn: string): string {
  const [, resource = "", id = ""] = /:([^:/]+)\/([^:]+)$/.exec(arn) ?? [];
  return `${kindsByResource.get(resource) ?? resource}/${id}`;
}
