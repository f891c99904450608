import { type ComponentChildren, h } from "preact";
import type { OpenedPage } from "../openPage.ts";
import type { PageChanges, PageSection } from "../pageData.ts";
import { hrefOf } from "../route.ts";
import { Chart } from "./chart.ts";
import { usePrinting } from "./printing.ts";

/** So many lines are seen at once, the others when somebody asks. */
const shown = 20;

/** How many there are, what is new, and what could not be read. */
export function Overview({ page }: { readonly page: OpenedPage }): ComponentChildren {
  const { people, principals, assets, unread, changes, sections = [], licences } = page.data;
  const groups = principals.filter(({ type }) => type === "group");
  const counts = [
    { part: "people", title: "People", count: people.length },
    { part: "groups", title: "Groups", count: groups.length },
    { part: "assets", title: "Assets", count: assets.length },
  ];
  const tiles = counts.map(({ part, title, count }) =>
    h(
      "li",
      { key: part },
      h("a", { href: hrefOf(part) }, h("strong", {}, count.toLocaleString("en-US")), ` ${title}`),
    ),
  );
  return h(
    "section",
    { class: "overview" },
    h("h2", { tabIndex: -1 }, "Overview"),
    h("ul", { class: "tiles" }, tiles),
    unread.length === 0
      ? undefined
      : h(Lines, { title: "Not read: an answer may lack it", lines: unread, isWarning: true }),
    sections.filter(({ isWarning }) => isWarning).map((section) => h(Section, section)),
    h(
      "div",
      { class: "charts" },
      h(Chart, { title: "People by role", counts: countBy(people.map(({ role }) => role)) }),
      h(Chart, { title: "Assets by kind", counts: countBy(assets.map(({ kind }) => kind)) }),
      h(Chart, { title: licences.title, counts: new Map(licences.costs) }),
    ),
    sections.filter(({ isWarning }) => !isWarning).map((section) => h(Section, section)),
    changes === undefined ? undefined : h(Changes, changes),
  );
}

function Section({ title, lines, isWarning }: PageSection): ComponentChildren {
  return h(Lines, { title, lines, ...(isWarning && { isWarning }) });
}

function Changes({ since, gains, losses, newcomers, leavers }: PageChanges): ComponentChildren {
  const parts = [
    { title: "Gained", lines: gains },
    { title: "Lost", lines: losses },
    { title: "New people", lines: newcomers },
    { title: "People who left", lines: leavers },
  ].filter(({ lines }) => lines.length > 0);
  return h(
    "section",
    { class: "changes" },
    h("h2", {}, `Since ${dateOf(since)}`),
    parts.length === 0 ? h("p", {}, "Nobody gained or lost anything.") : undefined,
    parts.map((part) => h(Lines, { key: part.title, ...part })),
  );
}

interface LinesProps {
  readonly title: string;
  readonly lines: readonly string[];
  readonly isWarning?: true;
}

function Lines({ title, lines, isWarning }: LinesProps): ComponentChildren {
  const isPrinting = usePrinting();
  const [first, others] = [lines.slice(0, shown), lines.slice(shown)];
  const list = (some: readonly string[]) =>
    h(
      "ul",
      {},
      some.map((line) => h("li", { key: line }, line)),
    );
  return h(
    "section",
    { class: isWarning === true ? "warning" : undefined },
    h("h3", {}, `${title} (${lines.length.toLocaleString("en-US")})`),
    list(first),
    others.length === 0
      ? undefined
      : h(
          "details",
          { open: isPrinting },
          h("summary", {}, `${others.length.toLocaleString("en-US")} more`),
          list(others),
        ),
  );
}

/** A moment as people read it: to the minute, UTC. */
export const dateOf = (at: string): string => `${at.slice(0, 16).replace("T", " ")} UTC`;

/** How many there are of each value. */
function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
