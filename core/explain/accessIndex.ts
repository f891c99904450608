import { levels } from "../assets/levelOf.ts";
import { type Way, waysIn } from "./findWays.ts";
import type { Snapshot, SnapshotAsset } from "./snapshot.ts";

/** What one principal gets, by whichever way: places in the list of assets, each once, and the highest level there. */
export interface Reach {
  readonly places: readonly number[];
  /** Places in the list of levels and one more: 1 is the lowest. */
  readonly ranks: readonly number[];
}

/** A snapshot as questions are asked of it. */
export interface AccessIndex {
  readonly snapshot: Snapshot;
  readonly waysTo: (asset: SnapshotAsset) => readonly Way[];
  /** By the ARN of a principal; absent: it gets nothing. */
  readonly reach: ReadonlyMap<string, Reach>;
}

/** The place of a level among all, from 1. */
export const rankOf = (level: Way["level"]): number => levels.indexOf(level) + 1;

/** Reads a snapshot through once, in time that grows with the grants on assets and on the folders above them. */
export function openIndex(snapshot: Snapshot): AccessIndex {
  const waysTo = waysIn(snapshot.assets);
  const reach = new Map<string, { places: number[]; ranks: number[] }>();
  snapshot.assets.forEach((asset, place) => {
    for (const { principal, level } of waysTo(asset)) {
      const found = reach.get(principal) ?? { places: [], ranks: [] };
      if (found.places.length === 0) reach.set(principal, found);
      const last = found.places.length - 1;
      if (found.places[last] === place) {
        found.ranks[last] = Math.max(found.ranks[last] ?? 0, rankOf(level));
      } else {
        found.places.push(place);
        found.ranks.push(rankOf(level));
      }
    }
  });
  return { snapshot, waysTo, reach };
}
