import type { Asset } from "../assets/asset.ts";
import { assetKinds } from "../assets/assetKinds.ts";
import { rowOf } from "../assets/rowOf.ts";
import { showText } from "../settings/showText.ts";
import { describeUnknown } from "./describeUnknown.ts";

/** By kind and name in the setting, separated by a line break, the id of the asset that the name was found to mean once. */
export type Remembered = ReadonlyMap<string, string>;

/** The assets of a kind that there are, by id and by name. */
export interface Known {
  readonly byId: ReadonlyMap<string, Asset>;
  readonly byName: ReadonlyMap<string, readonly Asset[]>;
}

/** An asset that a setting names, and what a person should know of how it was found. */
export interface FoundAsset {
  readonly asset: Asset;
  readonly notice?: string;
}

/** Assets of one kind, as names are looked up among them. */
export function knownAssets(assets: readonly Asset[]): Known {
  return {
    byId: new Map(assets.map((asset) => [asset.id, asset])),
    byName: Map.groupBy(assets, ({ name }) => name),
  };
}

/**
 * The asset that a name or an id means, or what is wrong with it. An id goes before a name, and a name goes on meaning what it meant once.
 *
 * @param refuse what speaks against the asset that was found, before anything else is said of it
 */
export function findAsset(
  kind: string,
  reference: string,
  { byId, byName }: Known,
  remembered: Remembered,
  refuse: (found: Asset) => string | undefined,
): FoundAsset | string {
  const [one, many] = rowOf(assetKinds, kind).label;
  const named = byName.get(reference) ?? [];
  const before = byId.get(remembered.get(`${kind}\n${reference}`) ?? "");
  const ofId = byId.get(reference);
  const found = before ?? ofId ?? named[0];
  if (found === undefined) return describeUnknown(kind, reference, byName.keys());
  const refusal = refuse(found);
  if (refusal !== undefined) return refusal;
  const others = [...new Set(named.map(({ id }) => id))].filter((id) => id !== found.id);
  if (found.id === reference) return { asset: found };
  if (found !== before) {
    if (others.length === 0) return { asset: found };
    const ids = [found.id, ...others].sort();
    return `${ids.length} ${many} are called ${showText(reference)} (${ids.join(", ")}); give the id of the one you mean`;
  }
  const what = [
    found.name === reference ? "" : ` is called ${showText(found.name)} now`,
    others.length === 0 ? "" : ` is not ${others.sort().join(", ")}, of the same name`,
    ofId === undefined ? "" : " is not the one whose id that is by now",
  ]
    .filter(Boolean)
    .join(" and");
  if (what === "") return { asset: found };
  return {
    asset: found,
    notice: `${one} ${showText(reference)} (${found.id})${what}; access stays with it. Give the id of the one you mean`,
  };
}
