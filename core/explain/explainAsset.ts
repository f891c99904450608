import type { Level } from "../assets/kindRow.ts";
import type { AccessIndex } from "./accessIndex.ts";
import { highestOf } from "./explainPerson.ts";
import type { Way } from "./findWays.ts";
import { principalsOf } from "./principals.ts";
import type { SnapshotAsset, SnapshotPerson } from "./snapshot.ts";

/** Somebody who can open an asset, and by which ways. */
export interface AssetReader {
  readonly namespace: string;
  readonly person: SnapshotPerson;
  readonly level: Level;
  readonly ways: readonly Way[];
}

/** Everyone who can open an asset, in the order of the snapshot. */
export function explainAsset(
  { snapshot, waysTo }: AccessIndex,
  asset: SnapshotAsset,
): readonly AssetReader[] {
  const ways = Map.groupBy(waysTo(asset), ({ principal }) => principal);
  if (ways.size === 0) return [];
  return Object.entries(snapshot.namespaces).flatMap(([namespace, { people }]) =>
    people.flatMap((person): AssetReader[] => {
      const own = principalsOf(snapshot, namespace, person).flatMap((arn) => ways.get(arn) ?? []);
      return own.length === 0 ? [] : [{ namespace, person, level: highestOf(own), ways: own }];
    }),
  );
}
