import { type ComponentChildren, h } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { assetColumns, groupColumns, peopleColumns, type PlacedPrincipal } from "../columns.ts";
import type { OpenedPage } from "../openPage.ts";
import { hrefOf, parseRoute, type Route } from "../route.ts";
import { AssetDetails, GroupDetails, PersonDetails } from "./details.ts";
import { List } from "./list.ts";
import { dateOf, Overview } from "./overview.ts";
import { Printing } from "./printing.ts";

/** What the page is drawn from. */
export interface AppProps {
  readonly page: OpenedPage;
  readonly isPrinting: boolean;
}

const parts = { "": "Overview", people: "People", groups: "Groups", assets: "Assets" };

/** The whole page: where one is, and the part that the address says. */
export function App({ page, isPrinting }: AppProps): ComponentChildren {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useLayoutEffect(() => {
    // Who came by a link is told where they are, as after loading a page.
    if (!isFirst.current) main.current?.querySelector("h2")?.focus();
    isFirst.current = false;
  }, [route]);
  const { at, accountId } = page.data;
  return h(
    Printing.Provider,
    { value: isPrinting },
    h("a", { class: "skip", href: "#main" }, "Skip to the content"),
    h(
      "header",
      {},
      h("h1", {}, "QuickSight access"),
      h("p", {}, `Account ${accountId}, as of ${dateOf(at)}`),
      h(Navigation, { route }),
    ),
    h("main", { id: "main", ref: main, tabIndex: -1 }, h(Part, { page, route })),
  );
}

function Navigation({ route }: { readonly route: Route }): ComponentChildren {
  const links = Object.entries(parts).map(([part, title]) =>
    h(
      "li",
      { key: part },
      h(
        "a",
        { href: hrefOf(part), "aria-current": route.part === part ? "page" : undefined },
        title,
      ),
    ),
  );
  return h("nav", { "aria-label": "Parts" }, h("ul", {}, links));
}

interface PartProps {
  readonly page: OpenedPage;
  readonly route: Route;
}

/** Each list by what it lists, each detail by what tells it: a part of the page is a row here. */
function Part({ page, route: { part, key } }: PartProps): ComponentChildren {
  const groups = useMemo(() => findGroups(page), [page]);
  const columns = useMemo(() => {
    return { people: peopleColumns(page), groups: groupColumns(page), assets: assetColumns(page) };
  }, [page]);
  const { people, assets } = page.data;
  const same = (...of: readonly string[]) => of.every((value, at) => value === key[at]);
  const drawn: Readonly<Record<string, () => ComponentChildren>> = {
    "": () => h(Overview, { page }),
    people: () =>
      h(List<(typeof people)[number]>, {
        ...{ title: "People", hint: "name, email, role or namespace" },
        ...{ key: part, columns: columns.people, rows: people },
      }),
    groups: () =>
      h(List<PlacedPrincipal>, {
        ...{ title: "Groups", hint: "name or namespace" },
        ...{ key: part, columns: columns.groups, rows: groups },
      }),
    assets: () =>
      h(List<(typeof assets)[number]>, {
        ...{ title: "Assets", hint: "name, id, kind or Region" },
        ...{ key: part, columns: columns.assets, rows: assets },
      }),
    person: () => {
      const person = people.find(({ namespace, userName }) => same(namespace, userName));
      return person && h(PersonDetails, { page, person });
    },
    group: () => {
      const group = groups.find(({ namespace, name }) => same(namespace, name));
      return group && h(GroupDetails, { page, place: group.place });
    },
    asset: () => {
      const asset = assets.find(({ region, kind, id }) => same(region, kind, id));
      return asset && h(AssetDetails, { page, asset });
    },
  };
  const draw = Object.hasOwn(drawn, part) ? drawn[part] : undefined;
  return draw?.() ?? h(Missing, {});
}

function Missing(): ComponentChildren {
  return h(
    "section",
    {},
    h("h2", { tabIndex: -1 }, "Not in this report"),
    h("p", {}, "What this address is about was not in the account when it was read."),
  );
}

/** Groups, and everybody of a namespace where anything is shared with all of it. */
function findGroups(page: OpenedPage): PlacedPrincipal[] {
  return page.data.principals.flatMap((principal, place) => {
    const isShown =
      principal.type === "group" ||
      (principal.type === "namespace" && page.openTo(place).length > 0);
    return isShown ? [{ ...principal, place }] : [];
  });
}

function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = () => {
      // The link past the navigation leads to a place of the page and not to a part.
      if (location.hash !== "#main") setRoute(parseRoute(location.hash));
    };
    addEventListener("hashchange", follow);
    return () => {
      removeEventListener("hashchange", follow);
    };
  }, []);
  return route;
}
