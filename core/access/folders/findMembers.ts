import type { Asset } from "../../assets/asset.ts";
import { assetKinds } from "../../assets/assetKinds.ts";
import { rowOf } from "../../assets/rowOf.ts";
import { declaredAssetPrefix } from "../../settings/assetIds.ts";
import {
  type FolderSettings,
  type MemberKind,
  memberLists,
} from "../../settings/folderSettings.ts";
import type { RuledData } from "../../settings/pastRules.ts";
import type { Problem } from "../../settings/problem.ts";
import { showText } from "../../settings/showText.ts";
import { findAsset, knownAssets, type Remembered } from "../findAsset.ts";
import { assetKey } from "../grant.ts";

/** Data that the tenant declares itself. */
export interface OwnData extends Asset {
  /** Its key in the settings. */
  readonly key: string;
  /** Of a data set, who may see which rows and columns of it. */
  readonly dataSet?: RuledData;
}

/** What is to be in one folder. */
export interface FoundMembers {
  /** Each once, with where the settings name it. */
  readonly named: readonly { readonly asset: Asset; readonly where: string }[];
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
  readonly remembered: Remembered;
}

/**
 * The assets that a folder names. A key of this tenant's own data goes before all names, and that data may not be there yet. What other
 * tenants declare, and data sets of row rules, are refused: putting them into a folder would open them to its groups.
 */
export function findMembers(
  where: string,
  folder: FolderSettings,
  { assets, own }: { readonly assets: readonly Asset[]; readonly own: readonly OwnData[] },
  remembered: Remembered,
): FoundMembers {
  const found = new Map<string, FoundMembers["named"][number]>();
  const problems: Problem[] = [];
  const notices: string[] = [];
  const meant = new Map<string, string>();
  for (const [kind, list] of Object.entries(memberLists) as [MemberKind, "dashboards"][]) {
    const ours = own.filter((one) => one.kind === kind);
    const there = assets.filter((one) => one.kind === kind);
    // Ours by the name of the settings as well, which it gets in this run, whatever somebody called it meanwhile.
    const known = knownAssets([...there, ...ours]);
    const refuse = (one: Asset) =>
      one.id.startsWith(declaredAssetPrefix) && !ours.some(({ id }) => id === one.id)
        ? `${one.id} is declared by another tenant, or holds row rules; it is in no folder of this one`
        : undefined;
    folder[list].forEach((reference, index) => {
      const at = `${where}.${list}[${index}]`;
      const keyed = ours.find(({ key }) => key === reference);
      const result =
        keyed === undefined
          ? findAsset(kind, reference, known, remembered, refuse)
          : findKeyed(keyed, reference, known.byName.get(reference) ?? []);
      const message = typeof result === "string" ? result : explainId(kind, result.asset.id);
      if (typeof result === "string" || message !== undefined) {
        problems.push({ where: at, message: message ?? "" });
        return;
      }
      const { asset, notice } = result;
      if (notice !== undefined) notices.push(`${at}: ${notice}`);
      if (keyed === undefined) meant.set(`${kind}\n${reference}`, asset.id);
      found.set(assetKey(asset), {
        asset: { kind, id: asset.id, name: asset.name },
        where: found.get(assetKey(asset))?.where ?? at,
      });
    });
  }
  return { named: [...found.values()], problems, notices, remembered: meant };
}

function findKeyed(
  keyed: OwnData,
  reference: string,
  named: readonly Asset[],
): { readonly asset: Asset; readonly notice?: string } | string {
  const others = named.filter(({ id }) => id !== keyed.id).map(({ id }) => id);
  if (others.length === 0) return { asset: keyed };
  return `${showText(reference)} is the key of this tenant's own (${keyed.id}) and the name of others (${others.sort().join(", ")}); give the id of the one you mean`;
}

/** Folders take fewer characters in ids than data does (API model, `MemberId`). */
function explainId(kind: MemberKind, id: string): string | undefined {
  if (/^[\w-]+$/.test(id)) return undefined;
  return `${showText(id)} cannot be in a folder: QuickSight takes ids there that have letters, digits, dashes and underscores only; give the ${rowOf(assetKinds, kind).label[0]} such an id`;
}
