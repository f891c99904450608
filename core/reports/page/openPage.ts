import type {
  PageAsset,
  PageData,
  PageDataSet,
  PagePerson,
  PagePrincipal,
  PageWay,
} from "./pageData.ts";

/** An asset that somebody gets to. */
export interface Opened {
  readonly asset: PageAsset;
  /** A place among the levels: the highest of the ways. */
  readonly level: number;
  readonly ways: readonly PageWay[];
}

/** Somebody who gets to an asset. */
export interface Reader {
  readonly person: PagePerson;
  readonly level: number;
  readonly ways: readonly PageWay[];
}

/** A data set that somebody reads. */
export interface ReadDataSet {
  readonly dataSet: PageDataSet;
  /** The dashboards and analyses that show it to them, and itself where they can open it. */
  readonly through: readonly PageAsset[];
}

/** The page's data as it is asked: each answer is worked out when somebody looks at it. */
export interface OpenedPage {
  readonly data: PageData;
  readonly assetsOf: (person: PagePerson) => readonly Opened[];
  readonly dataSetsOf: (opened: readonly Opened[]) => readonly ReadDataSet[];
  readonly readersOf: (asset: PageAsset) => readonly Reader[];
  /** What a group, a person in person or everybody of a namespace gets. */
  readonly openTo: (principal: number) => readonly Opened[];
  /** Who gets what a principal gets. */
  readonly membersOf: (principal: number) => readonly PagePerson[];
  /** How many assets somebody gets to. */
  readonly countAssets: (person: PagePerson) => number;
  /** How many people get to an asset. */
  readonly countReaders: (asset: PageAsset) => number;
}

/** Reads the page's data through once. */
export function openPage(data: PageData): OpenedPage {
  const everybody = new Map<string, number>(
    data.principals.flatMap(({ type, namespace }, place) =>
      type === "namespace" ? [[namespace, place]] : [],
    ),
  );
  const placesOf = ({ namespace, groups, self }: PagePerson): number[] =>
    [...groups, self, everybody.get(namespace)].filter((place) => place !== undefined);
  const opened = byPrincipal(data.assets.map(({ ways }) => ways.map(({ principal }) => principal)));
  const members = byPrincipal(data.people.map(placesOf));
  const open = (places: ReadonlySet<number>): Opened[] => {
    const found = new Set([...places].flatMap((place) => opened.get(place) ?? []));
    return [...found]
      .sort((a, b) => a - b)
      .flatMap((number) => {
        const asset = data.assets[number];
        if (asset === undefined) return [];
        const ways = asset.ways.filter(({ principal }) => places.has(principal));
        return [{ asset, level: highestOf(ways), ways }];
      });
  };
  const readersOf = (asset: PageAsset): Reader[] => {
    const found = new Set(asset.ways.flatMap(({ principal }) => members.get(principal) ?? []));
    return [...found]
      .sort((a, b) => a - b)
      .flatMap((number) => {
        const person = data.people[number];
        if (person === undefined) return [];
        const places = new Set(placesOf(person));
        const ways = asset.ways.filter(({ principal }) => places.has(principal));
        return [{ person, level: highestOf(ways), ways }];
      });
  };
  return {
    ...{ data, readersOf },
    dataSetsOf: (found) => dataSetsOf(data, found),
    assetsOf: (person) => open(new Set(placesOf(person))),
    openTo: (principal) => open(new Set([principal])),
    membersOf: (principal) => {
      return (members.get(principal) ?? []).flatMap((number) => data.people[number] ?? []);
    },
    // People of the same groups get the same: there are fewer sets of groups than people.
    countAssets: remember(
      (person) => placesOf(person).join(" "),
      (person) => new Set(placesOf(person).flatMap((place) => opened.get(place) ?? [])).size,
    ),
    // Assets that are open to the same principals are open to the same people.
    countReaders: remember(
      ({ ways }) => ways.map(({ principal }) => principal).join(" "),
      ({ ways }) => new Set(ways.flatMap(({ principal }) => members.get(principal) ?? [])).size,
    ),
  };
}

/** How a principal is called: what a person reads. */
export function principalName({ type, namespace, name }: PagePrincipal): string {
  return type === "namespace" ? `everybody of ${namespace}` : name;
}

function dataSetsOf({ dataSets }: PageData, opened: readonly Opened[]): ReadDataSet[] {
  const through = new Map<number, PageAsset[]>();
  for (const { asset } of opened) {
    for (const place of asset.dataSets ?? []) {
      const known = through.get(place) ?? [];
      through.set(place, known);
      known.push(asset);
    }
  }
  return [...through]
    .sort(([a], [b]) => a - b)
    .flatMap(([place, assets]) => {
      const dataSet = dataSets[place];
      return dataSet === undefined ? [] : [{ dataSet, through: assets }];
    });
}

const highestOf = (ways: readonly PageWay[]) => Math.max(...ways.map(({ level }) => level));

/** By principal, the places of the lists that name it, each once. */
function byPrincipal(lists: readonly (readonly number[])[]): Map<number, number[]> {
  const found = new Map<number, number[]>();
  lists.forEach((principals, at) => {
    for (const principal of new Set(principals)) {
      const known = found.get(principal);
      if (known === undefined) found.set(principal, [at]);
      else known.push(at);
    }
  });
  return found;
}

function remember<Of, Found>(
  keyOf: (of: Of) => string,
  find: (of: Of) => Found,
): (of: Of) => Found {
  const known = new Map<string, Found>();
  return (of) => {
    const key = keyOf(of);
    const found = known.get(key) ?? find(of);
    known.set(key, found);
    return found;
  };
}
