import type { Level } from "../assets/kindRow.ts";
import { levels } from "../assets/levelOf.ts";
import { type AccessIndex, rankOf } from "./accessIndex.ts";
import { keyOf, type Way } from "./findWays.ts";
import { principalsOf } from "./principals.ts";
import type { SnapshotAsset, SnapshotPerson } from "./snapshot.ts";

/** An asset that somebody can open, and by which ways. */
export interface OpenAsset {
  readonly asset: SnapshotAsset;
  /** The highest of the ways. */
  readonly level: Level;
  readonly ways: readonly Way[];
}

/** A data set that somebody reads. */
export interface ReadDataSet {
  readonly region: string;
  readonly id: string;
  /** The dashboards and analyses that show it to them; none: they open the data set itself. */
  readonly through: readonly SnapshotAsset[];
}

/** Everything that somebody can open. */
export interface PersonAccess {
  /** In the order of the snapshot. */
  readonly assets: readonly OpenAsset[];
  /** What they read through dashboards and analyses, and the data sets that they open themselves; sorted by Region and id. */
  readonly dataSets: readonly ReadDataSet[];
}

/** What somebody of a namespace can open, and through what. */
export function explainPerson(
  { snapshot, waysTo, reach }: AccessIndex,
  namespace: string,
  person: Pick<SnapshotPerson, "userName" | "groups">,
): PersonAccess {
  const principals = new Set(principalsOf(snapshot, namespace, person));
  const places = new Set([...principals].flatMap((arn) => reach.get(arn)?.places ?? []));
  const assets = [...places]
    .sort((a, b) => a - b)
    .flatMap((place) => {
      const asset = snapshot.assets[place];
      if (asset === undefined) return [];
      const ways = waysTo(asset).filter(({ principal }) => principals.has(principal));
      return [{ asset, level: highestOf(ways), ways }];
    });
  return { assets, dataSets: findDataSets(assets.map(({ asset }) => asset)) };
}

/** The highest level of some ways. */
export function highestOf(ways: readonly Pick<Way, "level">[]): Level {
  const rank = Math.max(...ways.map(({ level }) => rankOf(level)));
  return levels[rank - 1] ?? "viewer";
}

function findDataSets(assets: readonly SnapshotAsset[]): ReadDataSet[] {
  const found = new Map<string, { region: string; id: string; through: SnapshotAsset[] }>();
  const at = (region: string, id: string) => {
    const key = keyOf({ region, kind: "data-set", id });
    const known = found.get(key) ?? { region, id, through: [] };
    found.set(key, known);
    return known;
  };
  for (const asset of assets) {
    if (asset.kind === "data-set") at(asset.region, asset.id);
    else for (const id of asset.dataSets ?? []) at(asset.region, id).through.push(asset);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, dataSet]) => dataSet);
}
