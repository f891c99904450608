import type { AccessClass } from "./accessClasses.ts";
import type { AccessIndex, Reach } from "./accessIndex.ts";

/** All that people of a class can open: places in the list of assets, ascending, and the highest level at each. */
export function reachOf(
  { snapshot, reach }: AccessIndex,
  { principals }: Pick<AccessClass, "principals">,
): Reach {
  const found = new Uint8Array(snapshot.assets.length);
  // What is found, so that time grows with it and not with all assets: there may be as many classes as people.
  const open: number[] = [];
  for (const arn of principals) {
    const { places = [], ranks = [] } = reach.get(arn) ?? {};
    places.forEach((place, at) => {
      const [known = 0, rank = 0] = [found[place], ranks[at]];
      if (known === 0) open.push(place);
      if (known < rank) found[place] = rank;
    });
  }
  const places = Uint32Array.from(open).sort();
  return { places: [...places], ranks: Array.from(places, (place) => found[place] ?? 0) };
}
