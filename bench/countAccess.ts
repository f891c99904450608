import type { DrawnAccess } from "./drawAccess.ts";

/** So many pairs of a person and an asset, and which, as one number. */
export interface PairCount {
  pairs: number;
  mark: number;
}

/** What is said of two moments of an account. */
export interface CountedAccess {
  /** Who can open what at the first moment. */
  readonly open: PairCount;
  /** Who can open it at the second moment only. */
  readonly gained: PairCount;
  /** Who can open it at the first moment only. */
  readonly lost: PairCount;
}

/** Nothing counted yet. */
export const noPairs = (): PairCount => ({ pairs: 0, mark: 0 });

/** Counts a pair; the order of pairs makes no difference to the mark, each other pair does. */
export function addPair(count: PairCount, person: number, asset: number): void {
  count.pairs += 1;
  const mixed = Math.imul(person + 1, 0x9e3779b1) ^ Math.imul(asset + 1, 0x85ebca6b);
  count.mark = (count.mark + (Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0)) % 2 ** 32;
}

/** Counts from what was drawn, person by person and asset by asset, without any code of the program. */
export function countAccess(before: DrawnAccess, after: DrawnAccess): CountedAccess {
  const [former, present] = [assetsByGroup(before), assetsByGroup(after)];
  const counted = { open: noPairs(), gained: noPairs(), lost: noPairs() };
  before.groupsOf.forEach((own, person) => {
    const had = assetsOf(own, former);
    const has = assetsOf(after.groupsOf[person] ?? [], present);
    for (const asset of had) {
      addPair(counted.open, person, asset);
      if (!has.has(asset)) addPair(counted.lost, person, asset);
    }
    for (const asset of has) if (!had.has(asset)) addPair(counted.gained, person, asset);
  });
  return counted;
}

function assetsOf(groups: readonly number[], byGroup: readonly (readonly number[])[]): Set<number> {
  return new Set(groups.flatMap((group) => byGroup[group] ?? []));
}

/** Down from each folder: what it is granted to opens the folder, the folders in it, and all that is in these. */
function assetsByGroup({ groups, folders, grantedTo }: DrawnAccess): number[][] {
  const byGroup = Array.from({ length: groups }, (): number[] => []);
  const inFolder = folders.map(({ members }) => [...members]);
  folders.forEach(({ parent }, folder) => {
    if (parent !== undefined) inFolder[parent]?.push(folder, ...(folders[folder]?.members ?? []));
  });
  grantedTo.forEach((own, asset) => {
    for (const group of own) byGroup[group]?.push(asset, ...(inFolder[asset] ?? []));
  });
  return byGroup;
}
