import {
  DescribeFolderCommand,
  paginateListFolderMembers,
  type QuickSightClient,
} from "@aws-sdk/client-quicksight";
import { describeError } from "../aws/describeError.ts";
import type { Asset } from "../assets/asset.ts";
import { assetKinds } from "../assets/assetKinds.ts";
import { isGone } from "../assets/isGone.ts";
import { assetOfArn } from "../assets/assetOfArn.ts";
import { readDescription } from "../assets/readBuiltOn.ts";
import { readGrants } from "./readGrants.ts";
import { readProtection } from "./sight/readProtection.ts";
import type { SnapshotAsset } from "./snapshot.ts";

/**
 * An asset as a snapshot has it; undefined when it is gone. What cannot be read of it is said in it: who may open it and what it shows are
 * two questions, as QuickSight describes no data set on an uploaded file, and rights to the one are not rights to the other.
 */
export async function readAsset(
  client: QuickSightClient,
  accountId: string,
  region: string,
  asset: Asset,
): Promise<SnapshotAsset | undefined> {
  const [shared, content] = await Promise.all([
    readGrants(client, accountId, asset),
    readContent(client, accountId, asset),
  ]);
  if (shared === undefined || content === undefined) return undefined;
  return { ...asset, region, ...shared, ...content };
}

type Content = Pick<
  SnapshotAsset,
  "dataSets" | "dataSources" | "parent" | "members" | "protection" | "contentUnreadable"
>;

async function readContent(
  client: QuickSightClient,
  accountId: string,
  asset: Asset,
): Promise<Content | undefined> {
  try {
    const description = await readDescription(client, accountId, asset);
    if (description === undefined) return undefined;
    const { builtOn, answer } = description;
    return {
      ...named("dataSets", builtOn, ":dataset/"),
      ...named("dataSources", builtOn, ":datasource/"),
      ...(asset.kind === "data-set" ? { protection: readProtection(answer) } : {}),
      ...(asset.kind === "folder" ? await readFolder(client, accountId, asset.id) : {}),
    };
  } catch (error) {
    const gone = isGone(client, accountId, asset, error, assetKinds);
    if (await gone.catch(() => false)) return undefined;
    return { contentUnreadable: describeError(error) };
  }
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
): Promise<Pick<SnapshotAsset, "parent" | "restricted" | "members">> {
  const input = { AwsAccountId: accountId, FolderId };
  const { Folder } = await client.send(new DescribeFolderCommand(input));
  const parent = Folder?.FolderPath?.at(-1)?.split(":folder/")[1];
  const members: string[] = [];
  for await (const page of paginateListFolderMembers({ client }, input)) {
    for (const { MemberArn = "" } of page.FolderMemberList ?? []) members.push(memberOf(MemberArn));
  }
  return {
    ...(parent === undefined ? {} : { parent }),
    ...(Folder?.FolderType === "RESTRICTED" ? { restricted: true } : {}),
    members: members.sort(),
  };
}

/** `arn:…:dataset/sales` as `data-set/sales`. */
function memberOf(arn: string): string {
  const { kind, id } = assetOfArn(arn);
  return `${kind}/${id}`;
}
