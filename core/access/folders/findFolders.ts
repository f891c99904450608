import { actionOf } from "../../assets/actionOf.ts";
import type { Asset } from "../../assets/asset.ts";
import { assetKinds } from "../../assets/assetKinds.ts";
import { listAssets } from "../../assets/listAssets.ts";
import { rowOf } from "../../assets/rowOf.ts";
import type { AwsAccess } from "../../aws/awsAccess.ts";
import { createQuickSight } from "../../aws/createQuickSight.ts";
import { describeError } from "../../aws/describeError.ts";
import { memberLists } from "../../settings/folderSettings.ts";
import type { TenantSettings } from "../../settings/tenantSettings.ts";
import type { Remembered } from "../findAsset.ts";
import type { OwnData } from "./findMembers.ts";
import type { FoundFolder } from "./placeFolders.ts";
import { type ResolvedFolders, resolveFolders } from "./resolveFolders.ts";

/** What the setting `folders` comes to, and which folders there are. */
export interface FoundFolders extends ResolvedFolders {
  /** The folders of the Region; empty where none is declared. */
  readonly there: readonly FoundFolder[];
  /** True where folders could not be listed, so that nobody knows which are there. */
  readonly isUnlisted?: boolean;
}

/**
 * Finds the folders and assets that the setting `folders` names. Lists only kinds that are named; without folders, none.
 *
 * @param own        what the tenant declares itself
 * @param access     the data Region, where the assets are, and the profile
 * @param remembered what names meant before
 */
export async function findFolders(
  settings: Pick<TenantSettings, "namespace" | "folders" | "access" | "labels">,
  own: readonly OwnData[],
  accountId: string,
  access: AwsAccess,
  remembered: Remembered = new Map(),
): Promise<FoundFolders> {
  const declared = Object.values(settings.folders);
  if (declared.length === 0) return { ...resolveFolders(settings, nothing), there: [] };
  const client = createQuickSight(access);
  const problems: { where: string; message: string }[] = [];
  const failed: string[] = [];
  const list = async <Item>(kind: string, call: () => Promise<Item[]>): Promise<Item[]> =>
    call().catch((error: unknown) => {
      const { label, list: listing } = rowOf(assetKinds, kind);
      const message = `the ${label[1]} cannot be listed (${describeError(error)}); allow quicksight:${actionOf(listing.command)}`;
      problems.push({ where: "tenant.folders", message });
      failed.push(kind);
      return [];
    });
  try {
    const listed = await list("folder", () => listAssets(client, accountId, "folder"));
    const there = listed.map(({ restricted = false, ...one }) => ({ ...one, restricted }));
    const assets: Asset[] = [];
    for (const [kind, references] of Object.entries(memberLists)) {
      if (!declared.some((folder) => folder[references].length > 0)) continue;
      assets.push(...(await list(kind, () => listAssets(client, accountId, kind))));
    }
    const found = resolveFolders(settings, { folders: there, assets, own }, remembered);
    if (problems.length === 0) return { ...found, there };
    // That nothing of a kind was found says nothing where it was not listed.
    const isSaid = ({ where }: { readonly where: string }) =>
      !failed.some((kind) =>
        kind === "folder"
          ? /^tenant\.folders\.[^.]+(\.parent)?$/.test(where)
          : where.includes(`.${memberLists[kind as keyof typeof memberLists]}[`),
      );
    // What is not known now is not forgotten, and nothing is taken for it.
    return {
      ...{
        ...found,
        there,
        isUnlisted: failed.includes("folder"),
        uncertain: ["*"],
        problems: [...problems, ...found.problems.filter(isSaid)],
      },
      remembered: new Map([...remembered, ...found.remembered]),
    };
  } finally {
    client.destroy();
  }
}

const nothing = { folders: [], assets: [], own: [] };
