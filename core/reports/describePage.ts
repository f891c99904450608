import { levels } from "../assets/levelOf.ts";
import {
  describeDifference,
  type DescribedChange,
  diffAccess,
  openIndex,
  parsePrincipal,
  type Principal,
  type Snapshot,
  type SnapshotAsset,
  unreadIn,
  type Way,
} from "../explain/index.ts";
import { monthlyPrices, priceSource } from "../people/licences/prices.ts";
import { roles } from "../settings/role.ts";
import type {
  PageAsset,
  PageChanges,
  PageData,
  PageDataSet,
  PagePerson,
  PageSection,
  PageWay,
} from "./page/pageData.ts";

/**
 * What the page says of an account: the ways to assets are those that {@link openIndex} finds, so that the page answers what `qsgov explain` does.
 *
 * @param before the same account earlier; absent: the page says nothing of changes
 * @param sections what there is to say of runs
 */
export function describePage(
  snapshot: Snapshot,
  before?: Snapshot,
  sections: readonly PageSection[] = [],
): PageData {
  const { at, accountId, assets, namespaces } = snapshot;
  const { waysTo } = openIndex(snapshot);
  const principals = numberPrincipals(snapshot);
  const folders = new Map(
    assets.flatMap(({ kind, region, id, name }) =>
      kind === "folder" ? [[`${region} ${id}`, name]] : [],
    ),
  );
  const dataSets = numberDataSets(assets);
  const described = assets.map((asset): PageAsset => {
    const { kind, region, id, name, unreadable } = asset;
    const ways = waysTo(asset).flatMap((way) => describeWay(way, asset, principals, folders));
    const shown = dataSets.shownBy(asset);
    return {
      ...{ kind, region, id, name, ways },
      ...(shown.length > 0 && { dataSets: shown }),
      ...(unreadable !== undefined && { unreadable }),
    };
  });
  // After the ways, which number the people with whom something is shared.
  const people = Object.entries(namespaces).flatMap(([namespace, found]) =>
    found.people.map(({ userName, role, email, groups }): PagePerson => {
      const self = principals.find({ type: "user", namespace, name: userName });
      const places = groups.map((name) => principals.place({ type: "group", namespace, name }));
      const person = { namespace, userName, role, email, groups: places };
      return self === undefined ? person : { ...person, self };
    }),
  );
  return {
    ...{ at, accountId, levels, people, assets: described },
    ...{ dataSets: dataSets.all, principals: principals.all, unread: unreadIn(snapshot) },
    ...(before && { changes: describeChanges(before, snapshot) }),
    ...(sections.length > 0 && { sections }),
    licences: describeLicences(people),
  };
}

interface NumberedPrincipals {
  readonly all: readonly Principal[];
  /** Its place; it gets one if it has none. */
  readonly place: (principal: Principal) => number;
  readonly find: (principal: Principal) => number | undefined;
}

/** Every group and namespace has a place, whether anything is shared with it or not. */
function numberPrincipals({ namespaces }: Snapshot): NumberedPrincipals {
  const all: Principal[] = [];
  const places = new Map<string, number>();
  const find = (principal: Principal) => places.get(keyOf(principal));
  const place = (principal: Principal) => {
    const known = find(principal) ?? all.length;
    if (known === all.length) {
      places.set(keyOf(principal), known);
      all.push(principal);
    }
    return known;
  };
  for (const [namespace, { groups }] of Object.entries(namespaces)) {
    place({ type: "namespace", namespace, name: "" });
    for (const name of groups) place({ type: "group", namespace, name });
  }
  return { all, place, find };
}

/** Data sets that nobody could list are known by what shows them. */
function numberDataSets(assets: readonly SnapshotAsset[]) {
  const all: PageDataSet[] = [];
  const places = new Map<string, number>();
  const place = (region: string, id: string, name = id) => {
    const key = `${region} ${id}`;
    const known = places.get(key) ?? all.push({ region, id, name }) - 1;
    places.set(key, known);
    return known;
  };
  for (const { kind, region, id, name } of assets) if (kind === "data-set") place(region, id, name);
  const shownBy = ({ kind, region, id, dataSets = [] }: SnapshotAsset): readonly number[] =>
    (kind === "data-set" ? [id] : dataSets).map((one) => place(region, one));
  return { all, shownBy };
}

const keyOf = ({ type, namespace, name }: Principal) => `${type} ${namespace}/${name}`;

/** Nothing for a principal of another account or of a kind that QuickSight adds one day: no person here gets anything by it. */
function describeWay(
  { principal: arn, level, folder, link }: Way,
  { region }: SnapshotAsset,
  { place }: NumberedPrincipals,
  folders: ReadonlyMap<string, string | undefined>,
): PageWay[] {
  const principal = parsePrincipal(arn);
  if (principal === undefined) return [];
  return [
    {
      ...{ principal: place(principal), level: levels.indexOf(level) },
      ...(folder !== undefined && { folder: folders.get(`${region} ${folder}`) ?? folder }),
      ...(link && { link }),
    },
  ];
}

/** What people of each role cost a month, in USD; a role without a price costs nothing. */
function describeLicences(people: readonly PagePerson[]): PageData["licences"] {
  const costs = roles.flatMap((role): [role: string, usd: number][] => {
    const count = people.filter((person) => person.role === role).length;
    return count === 0 ? [] : [[role, count * monthlyPrices[role]]];
  });
  const sum = costs.reduce((all, [, usd]) => all + usd, 0);
  const title = `Licences: ${sum.toLocaleString("en-US")} USD a month at list prices of ${priceSource.of}`;
  return { title, costs };
}

function describeChanges(before: Snapshot, after: Snapshot): PageChanges {
  const difference = diffAccess(before, after);
  const { gains, losses, newcomers, leavers } = describeDifference(difference, before, after);
  const line = ({ who, what, instead }: DescribedChange) =>
    `${who}: ${what}${instead === undefined ? "" : ` ${instead}`}`;
  const since = before.at;
  return { since, gains: gains.map(line), losses: losses.map(line), newcomers, leavers };
}
