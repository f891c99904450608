import type { Level } from "../assets/kindRow.ts";
import { levels } from "../assets/levelOf.ts";
import { type AccessClass, accessClasses, type NamedPerson } from "./accessClasses.ts";
import { type AccessIndex, openIndex } from "./accessIndex.ts";
import { keyOf } from "./findWays.ts";
import type { Snapshot, SnapshotAsset } from "./snapshot.ts";

/** One change for people who all have it. */
export interface AccessChange {
  readonly people: readonly NamedPerson[];
  readonly asset: SnapshotAsset;
  /** Of a gain the level that they have now, of a loss the one that they had. */
  readonly level: Level;
  /** The level on the other side; absent: they could not open it. */
  readonly other?: Level;
}

/** Who gains and who loses what between two moments. */
export interface AccessDifference {
  readonly gains: readonly AccessChange[];
  readonly losses: readonly AccessChange[];
  /** Only there, or only before. */
  readonly newcomers: readonly NamedPerson[];
  readonly leavers: readonly NamedPerson[];
}

/**
 * What two snapshots of an account differ in, person by person, said of people together who have the same before and the same after.
 * A higher level than before is a gain, a lower one a loss.
 */
export function diffAccess(before: Snapshot, after: Snapshot): AccessDifference {
  const sides = [openIndex(before), openIndex(after)] as const;
  const assets = numberAssets(before, after);
  const reach = sides.map((side) => numberedReach(side, assets.places));
  const pairs = pairClasses(accessClasses(sides[0]), accessClasses(sides[1]));
  const scratch = [new Uint8Array(assets.all.length), new Uint8Array(assets.all.length)] as const;
  const gains = collectChanges(assets.all);
  const losses = collectChanges(assets.all);
  for (const pair of pairs) {
    const touched = new Set<number>();
    for (const side of [0, 1] as const) {
      for (const arn of pair.principals[side]) {
        const { places = [], ranks = [] } = reach[side]?.get(arn) ?? {};
        places.forEach((place, at) => {
          const rank = ranks[at] ?? 0;
          if ((scratch[side][place] ?? 0) < rank) scratch[side][place] = rank;
          touched.add(place);
        });
      }
    }
    for (const place of touched) {
      const [had = 0, has = 0] = [scratch[0][place], scratch[1][place]];
      if (has > had) gains.add(place, has, had, pair.people);
      if (had > has) losses.add(place, had, has, pair.people);
      scratch[0][place] = 0;
      scratch[1][place] = 0;
    }
  }
  return {
    gains: gains.list(),
    losses: losses.list(),
    newcomers: pairs.filter(({ is }) => is === "new").flatMap(({ people }) => people),
    leavers: pairs.filter(({ is }) => is === "gone").flatMap(({ people }) => people),
  };
}

/** People who are of one class before and of one after. */
interface Pair {
  readonly principals: readonly [before: readonly string[], after: readonly string[]];
  readonly people: NamedPerson[];
  readonly is: "new" | "gone" | "both";
}

function pairClasses(before: readonly AccessClass[], after: readonly AccessClass[]): Pair[] {
  const former = new Map<string, { readonly number: number; readonly named: NamedPerson }>();
  before.forEach(({ people }, number) => {
    for (const named of people) former.set(nameOf(named), { number, named });
  });
  const pairs = new Map<string, Pair>();
  const put = (key: string, named: NamedPerson, pair: Omit<Pair, "people">) => {
    const known = pairs.get(key) ?? { ...pair, people: [] };
    known.people.push(named);
    pairs.set(key, known);
  };
  after.forEach(({ people, principals: now }, number) => {
    for (const named of people) {
      const name = nameOf(named);
      const had = former.get(name);
      former.delete(name);
      const then = had === undefined ? [] : (before[had.number]?.principals ?? []);
      const is = had === undefined ? "new" : "both";
      put(`${had?.number ?? ""} ${number}`, named, { principals: [then, now], is });
    }
  });
  for (const { number, named } of former.values()) {
    const then = before[number]?.principals ?? [];
    put(`${number} `, named, { principals: [then, []], is: "gone" });
  }
  return [...pairs.values()];
}

const nameOf = ({ namespace, person: { userName } }: NamedPerson) => `${namespace}\n${userName}`;

/** All assets of both sides, each once, as they are on the later side where they are there. */
function numberAssets(before: Snapshot, after: Snapshot) {
  const places = new Map<string, number>();
  const all: SnapshotAsset[] = [];
  for (const asset of [...after.assets, ...before.assets]) {
    const key = keyOf(asset);
    if (places.has(key)) continue;
    places.set(key, all.length);
    all.push(asset);
  }
  return { all, places };
}

function numberedReach({ snapshot, reach }: AccessIndex, numbers: ReadonlyMap<string, number>) {
  const places = snapshot.assets.map((asset) => numbers.get(keyOf(asset)) ?? 0);
  return new Map(
    [...reach].map(([arn, found]) => [
      arn,
      { places: found.places.map((place) => places[place] ?? 0), ranks: found.ranks },
    ]),
  );
}

/** Collects changes by asset and levels. */
function collectChanges(assets: readonly SnapshotAsset[]) {
  type Found = AccessChange & { readonly people: NamedPerson[]; readonly place: number };
  const found = new Map<string, Found>();
  return {
    add: (place: number, rank: number, other: number, people: readonly NamedPerson[]): void => {
      const [asset, level, lower] = [assets[place], levels[rank - 1], levels[other - 1]];
      if (asset === undefined || level === undefined) return;
      const key = `${place} ${rank} ${other}`;
      const known = found.get(key);
      if (known === undefined) {
        const levelsOfIt = lower === undefined ? { level } : { level, other: lower };
        found.set(key, { place, people: [...people], asset, ...levelsOfIt });
      } else for (const one of people) known.people.push(one);
    },
    list: (): AccessChange[] =>
      [...found.values()]
        .sort((a, b) => a.place - b.place)
        .map(({ place: _, ...change }) => change),
  };
}
