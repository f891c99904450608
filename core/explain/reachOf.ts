import type { AccessClass } from "./accessClasses.ts";
import type { AccessIndex, Reach } from "./accessIndex.ts";

/** All that people of a class can open: places in the list of assets, ascending, and the highest level at each. */
export function reachOf(
  { snapshot, reach }: AccessIndex,
  { principals }: Pick<AccessClass, "principals">,
): Reach {
  const found = new Uint8Array(snapshot.assets.length);
  for (const arn of principals) {
    const { places = [], ranks = [] } = reach.get(arn) ?? {};
    places.forEach((place, at) => {
      const rank = ranks[at] ?? 0;
      if ((found[place] ?? 0) < rank) found[place] = rank;
    });
  }
  const places: number[] = [];
  const ranks: number[] = [];
  found.forEach((rank, place) => {
    if (rank === 0) return;
    places.push(place);
    ranks.push(rank);
  });
  return { places, ranks };
}
