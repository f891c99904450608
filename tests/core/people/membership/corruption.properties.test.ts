import assert from "node:assert/strict";
import fc from "fast-check";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import type { RosterSettings } from "../../../../core/people/roster/buildRoster.ts";
import { readRoster } from "../../../../core/people/roster/readRoster.ts";
import type { PeopleStep } from "../../../../core/people/step.ts";
import { govern, namespaceWith } from "../../../support/govern.ts";

/** Settings of a tenant whose account's namespaces are not known: the rows of another are anybody's guess. */
const settings: RosterSettings = {
  namespace: "default",
  groups: {
    critical: {},
    usa: {},
    "usa-west": {},
    authors: { role: "AUTHOR" },
    finance: { directory: ["Fi Na"] },
  },
};
const source = "m.csv";

const columns = ["namespace", "group", "user", "email"];
/** How the file is written: order and case of columns, a further column, the separator, quotes, line ends. */
const layouts = fc.record({
  order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
  extra: fc.boolean(),
  separator: fc.constantFrom(",", ",", ";", "\t"),
  quoted: fc.boolean(),
  end: fc.constantFrom("\n", "\r\n"),
  header: fc.boolean(),
  last: fc.boolean(),
});
const rows = fc.array(
  fc.tuple(
    fc.constantFrom("default", "default", "default", "other"),
    fc.constantFrom("critical", "USA-West", "authors", "Fi Na"),
    fc.constantFrom("ana", "bo", "cy", "di", "ed", "flo"),
  ),
  { minLength: 1, maxLength: 8 },
);
/** Two domains; who is of which does not change. */
const emailOf = (user: string) => `${user}@${user === "flo" ? "mail.oktank.com" : "oktank.com"}`;

interface Written {
  readonly lines: readonly string[];
  readonly end: string;
  readonly last: boolean;
  readonly separator: string;
  readonly hasHeader: boolean;
  /** The rows as fields, in the order of the file, the header first where there is one. */
  readonly table: readonly (readonly string[])[];
  write(table: readonly (readonly string[])[]): string[];
}

const files = fc.tuple(rows, layouts).map(([list, layout]): Written => {
  const { end, last, separator } = layout;
  const hasHeader = layout.header || layout.extra;
  const order = hasHeader ? layout.order : [0, 1, 2, 3];
  // Somebody who shows how things are written: of one row alone nobody can tell where it breaks off.
  const example = ["default", "usa-west", "zoe"] as const;
  const full = [example, ...list].map(([namespace, group, user]) => [
    namespace,
    group,
    user,
    emailOf(user),
  ]);
  const table = [...(hasHeader ? [columns] : []), ...full].map((row, index) => [
    ...order.map((place) => row[place] ?? ""),
    ...(layout.extra ? [index === 0 ? "department" : "HR"] : []),
  ]);
  const write = (all: readonly (readonly string[])[]) =>
    all.map((row) => row.map((field) => (layout.quoted ? `"${field}"` : field)).join(separator));
  return { lines: write(table), end, last, separator, hasHeader, table, write };
});
const join = ({ lines, end, last }: Pick<Written, "lines" | "end" | "last">) =>
  `${lines.join(end)}${last ? end : ""}`;

const unseen = [
  "\u00ad",
  "\u034f",
  "\u200b",
  "\u200e",
  "\u202a",
  "\u202c",
  "\u202e",
  "\u2060",
  "\u2066",
  "\u3164",
  "\ufe0f",
  "\ufeff",
  "\u{e0041}",
];
const nat = fc.nat({ max: 1_000_000 });

/** What goes wrong with a file once: each gives a text. */
const edits = {
  "bytes dropped at the end of the last row": ({ lines, ...rest }: Written, at: number) => {
    const last = lines.at(-1) ?? "";
    // A whole line that is missing cannot be seen in the file: that is the guard's.
    const kept = last.slice(0, 1 + (at % Math.max(1, last.length)));
    return join({ ...rest, lines: [...lines.slice(0, -1), kept], last: false });
  },
  "a character that nobody sees": (file: Written, at: number, which: number) => {
    const text = join(file);
    const place = at % (text.length + 1);
    return text.slice(0, place) + (unseen[which % unseen.length] ?? "") + text.slice(place);
  },
  "another separator on one line": (file: Written, at: number, which: number) => {
    const others = [",", ";", "\t", "|", ", "].filter((other) => other !== file.separator);
    const lines = [...file.lines];
    const index = at % lines.length;
    lines[index] = (lines[index] ?? "").replaceAll(file.separator, others[which % 4] ?? "");
    return join({ ...file, lines });
  },
  "a column in other case": (file: Written, at: number, which: number) => {
    const place = at % (file.table[0]?.length ?? 1);
    const change = (field: string) => (which % 2 ? field.toUpperCase() : field.toLowerCase());
    const table = file.table.map((row) => row.map((f, index) => (index === place ? change(f) : f)));
    return join({ ...file, lines: file.write(table) });
  },
  "two columns swapped, with the header": (file: Written, at: number, which: number) => {
    const width = file.table[0]?.length ?? 1;
    const [a, b] = [at % width, which % width];
    const table = file.table.map((row) =>
      row.map((f, index) => (index === a ? row[b] : index === b ? row[a] : f) ?? ""),
    );
    return join({ ...file, lines: file.write(file.hasHeader ? table : file.table) });
  },
  "a line twice": (file: Written, at: number, which: number) => {
    const line = file.lines[at % file.lines.length] ?? "";
    return join({ ...file, lines: file.lines.toSpliced(which % (file.lines.length + 1), 0, line) });
  },
  "two lines joined": (file: Written, at: number) => {
    const index = at % file.lines.length;
    const [one = "", ...next] = file.lines.slice(index, index + 2);
    return join({ ...file, lines: file.lines.toSpliced(index, 2, one + next.join("")) });
  },
} as const;

/** A notice by which a reader sees what happened. */
const isWhy = (notice: string) => notice.includes("the file may break off");

/** What a plan would take from people whom the file kept before, and what it says of it. */
function takenBy(before: string, after: string): string[] {
  const kept = readRoster(before, source, settings);
  assert.deepEqual(kept.problems, [], before);
  const built = readRoster(after, source, settings);
  if (built.problems.length > 0 || built.notices.some(isWhy)) return [];
  const people = kept.people.map(({ session, email, role, groups }) => ({
    ...{ session, email, role, groups },
  }));
  const plan = planPeople(
    govern(built.people, { groups: settings.groups, source }),
    namespaceWith(people, { groups: Object.keys(settings.groups) }),
  );
  return plan.steps.filter(isTaking).map((step) => JSON.stringify(step));
}

/** Somebody who goes as another comes in their place is named as such. */
function isTaking({ kind, reason }: PeopleStep): boolean {
  return (
    /^(remove|remove-member|downgrade|change-role)$/.test(kind) && !/ in their place/.test(reason)
  );
}

describe("a membership file that one thing is wrong with", () => {
  for (const [name, edit] of Object.entries(edits)) {
    it(`takes nothing from anybody: ${name}`, () => {
      fc.assert(
        fc.property(files, nat, nat, (file, at, which) => {
          const [before, after] = [join(file), edit(file, at, which)];
          assert.deepEqual(
            takenBy(before, after),
            [],
            `${JSON.stringify(before)}\n${JSON.stringify(after)}`,
          );
        }),
        { numRuns: 300 },
      );
    });
  }
});
