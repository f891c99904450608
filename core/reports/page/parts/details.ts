import { type ComponentChildren, h } from "preact";
import {
  openedColumns,
  peopleColumns,
  personName,
  principalHref,
  readColumns,
  readerColumns,
} from "../columns.ts";
import {
  type Opened,
  type OpenedPage,
  principalName,
  type ReadDataSet,
  type Reader,
} from "../openPage.ts";
import type { PageAsset, PagePerson } from "../pageData.ts";
import { Table } from "./table.ts";

/** Somebody: role, groups, and everything that they can open. */
export function PersonDetails({
  page,
  person,
}: {
  page: OpenedPage;
  person: PagePerson;
}): ComponentChildren {
  const { namespace, userName, role, email, groups } = person;
  const links = groups.flatMap((place) => {
    const group = page.data.principals[place];
    return group === undefined
      ? []
      : [h("li", { key: place }, h("a", { href: principalHref(group) }, group.name))];
  });
  const opened = page.assetsOf(person);
  const read = page.dataSetsOf(opened);
  return h(
    "section",
    {},
    h("h2", { tabIndex: -1 }, personName(person)),
    h(Facts, { facts: { Role: role, Namespace: namespace, "User name": userName, Email: email } }),
    h("h3", {}, `Groups (${links.length})`),
    links.length === 0 ? h("p", {}, "In no group") : h("ul", { class: "names" }, links),
    h("h3", {}, `Can open (${opened.length.toLocaleString("en-US")})`),
    h(Table<Opened>, {
      ...{ label: `What ${personName(person)} can open`, columns: openedColumns(page) },
      ...{ rows: opened, empty: "Nothing" },
    }),
    h("h3", {}, `Reads data of (${read.length.toLocaleString("en-US")})`),
    h(Table<ReadDataSet>, {
      ...{ label: `Data that ${personName(person)} reads`, columns: readColumns, rows: read },
      empty: "No data set",
    }),
  );
}

/** A group, or everybody of a namespace: who is in it, and what is open to it. */
export function GroupDetails({
  page,
  place,
}: {
  page: OpenedPage;
  place: number;
}): ComponentChildren {
  const group = page.data.principals[place];
  const name = group === undefined ? "" : principalName(group);
  const [members, opened] = [page.membersOf(place), page.openTo(place)];
  return h(
    "section",
    {},
    h("h2", { tabIndex: -1 }, name),
    h(Facts, { facts: { Namespace: group?.namespace ?? "" } }),
    h("h3", {}, `Opens (${opened.length.toLocaleString("en-US")})`),
    h(Table<Opened>, {
      ...{ label: `What is open to ${name}`, columns: openedColumns(page), rows: opened },
      empty: "Nothing is shared with it",
    }),
    h("h3", {}, `People (${members.length.toLocaleString("en-US")})`),
    h(Table<PagePerson>, {
      ...{ label: `People of ${name}`, columns: peopleColumns(page), rows: members },
      empty: "Nobody is in it",
    }),
  );
}

/** An asset: everybody who can open it, and through what. */
export function AssetDetails({
  page,
  asset,
}: {
  page: OpenedPage;
  asset: PageAsset;
}): ComponentChildren {
  const { kind, region, id, name, unreadable } = asset;
  const readers = page.readersOf(asset);
  return h(
    "section",
    {},
    h("h2", { tabIndex: -1 }, name),
    h(Facts, { facts: { Kind: kind, Region: region, Id: id } }),
    unreadable === undefined
      ? undefined
      : h("p", { class: "warning" }, `Who may open it is not known: ${unreadable}`),
    h("h3", {}, `Who can open it (${readers.length.toLocaleString("en-US")})`),
    h(Table<Reader>, {
      ...{ label: `Who can open ${name}`, columns: readerColumns(page), rows: readers },
      empty: "Nobody",
    }),
  );
}

function Facts({
  facts,
}: {
  readonly facts: Readonly<Record<string, ComponentChildren>>;
}): ComponentChildren {
  const lines = Object.entries(facts).flatMap(([name, value]) =>
    value === "" ? [] : [h("dt", { key: name }, name), h("dd", { key: `${name} value` }, value)],
  );
  return h("dl", { class: "facts" }, lines);
}
