import type { Column } from "./column.ts";
import {
  type Opened,
  type OpenedPage,
  principalName,
  type ReadDataSet,
  type Reader,
} from "./openPage.ts";
import type { PageAsset, PageData, PagePerson, PagePrincipal, PageWay } from "./pageData.ts";
import { hrefOf } from "./route.ts";

/** A group, or everybody of a namespace, with its place among the principals. */
export interface PlacedPrincipal extends PagePrincipal {
  readonly place: number;
}

/** People behind the session name that a directory knows them by. */
export const personName = ({ userName }: Pick<PagePerson, "userName">): string =>
  userName.slice(userName.lastIndexOf("/") + 1);

/** The address of a person's part of the page. */
export const personHref = ({ namespace, userName }: Pick<PagePerson, "namespace" | "userName">) =>
  hrefOf("person", namespace, userName);

/** The address of a principal's part of the page. */
export function principalHref({ type, namespace, name }: PagePrincipal): string {
  return type === "user" ? hrefOf("person", namespace, name) : hrefOf("group", namespace, name);
}

/** The address of an asset's part of the page. */
export const assetHref = ({ region, kind, id }: PageAsset) => hrefOf("asset", region, kind, id);

/** The columns of the list of people. */
export function peopleColumns(page: OpenedPage): readonly Column<PagePerson>[] {
  return [
    { title: "Person", valueOf: personName, hrefOf: personHref, width: 3 },
    { title: "Role", valueOf: ({ role }) => role },
    { title: "Namespace", valueOf: ({ namespace }) => namespace, minor: true },
    { title: "Email", valueOf: ({ email }) => email, width: 3, minor: true },
    { title: "Groups", valueOf: ({ groups }) => groups.length, minor: true },
    { title: "Assets", valueOf: page.countAssets },
  ];
}

/** The columns of the list of groups. */
export function groupColumns(page: OpenedPage): readonly Column<PlacedPrincipal>[] {
  return [
    { title: "Group", valueOf: principalName, hrefOf: principalHref, width: 3 },
    { title: "Namespace", valueOf: ({ namespace }) => namespace, minor: true },
    { title: "People", valueOf: ({ place }) => page.membersOf(place).length },
    { title: "Assets", valueOf: ({ place }) => page.openTo(place).length },
  ];
}

/** The columns of the list of assets. */
export function assetColumns(page: OpenedPage): readonly Column<PageAsset>[] {
  return [
    { title: "Asset", valueOf: ({ name }) => name, hrefOf: assetHref, width: 3 },
    { title: "Kind", valueOf: ({ kind }) => kind },
    { title: "Region", valueOf: ({ region }) => region, minor: true },
    { title: "Id", valueOf: ({ id }) => id, width: 2, minor: true },
    { title: "People", valueOf: page.countReaders },
  ];
}

/** The columns of what somebody gets to. */
export function openedColumns({ data }: OpenedPage): readonly Column<Opened>[] {
  return [
    {
      ...{ title: "Asset", width: 3 },
      valueOf: ({ asset }) => asset.name,
      hrefOf: ({ asset }) => assetHref(asset),
    },
    { title: "Kind", valueOf: ({ asset }) => asset.kind },
    { title: "Level", valueOf: ({ level }) => data.levels[level] ?? "" },
    { title: "Through", valueOf: ({ ways }) => describeWays(ways, data), width: 3, minor: true },
  ];
}

/** The columns of the data that somebody reads. */
export const readColumns: readonly Column<ReadDataSet>[] = [
  {
    ...{ title: "Data set", width: 2 },
    valueOf: ({ dataSet }) => dataSet.name,
  },
  { title: "Region", valueOf: ({ dataSet }) => dataSet.region, minor: true },
  {
    ...{ title: "Through", width: 4 },
    valueOf: ({ through }) =>
      through
        .map(({ kind, name }) => (kind === "data-set" ? "itself" : `${kind} ${name}`))
        .join("; "),
  },
];

/** The columns of who gets to an asset. */
export function readerColumns({ data }: OpenedPage): readonly Column<Reader>[] {
  return [
    {
      ...{ title: "Person", width: 3 },
      valueOf: ({ person }) => personName(person),
      hrefOf: ({ person }) => personHref(person),
    },
    { title: "Role", valueOf: ({ person }) => person.role, minor: true },
    { title: "Level", valueOf: ({ level }) => data.levels[level] ?? "" },
    { title: "Through", valueOf: ({ ways }) => describeWays(ways, data), width: 3 },
  ];
}

/** `critical (viewer) by folder Sales; in person (owner)`. */
export function describeWays(ways: readonly PageWay[], data: PageData): string {
  return ways.map((way) => describeWay(way, data)).join("; ");
}

function describeWay({ principal, level, folder, link }: PageWay, data: PageData): string {
  const who = data.principals[principal];
  const name = who === undefined || who.type === "user" ? "in person" : principalName(who);
  const by = folder === undefined ? "" : ` by folder ${folder}`;
  return `${name} (${data.levels[level] ?? ""})${by}${link === true ? ", who has the link" : ""}`;
}
