import { type ComponentChildren, h } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Column } from "../column.ts";
import { searchIn } from "../search.ts";
import { Table } from "./table.ts";

/** All of a kind, to be searched. */
export interface ListProps<Row> {
  readonly title: string;
  /** What a word is looked for in: `name, email or role`. */
  readonly hint: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

/** A heading, a field to search in and the table of what is found. */
export function List<Row>({ title, hint, columns, rows }: ListProps<Row>): ComponentChildren {
  const [text, setText] = useState("");
  const search = useMemo(() => searchIn(rows, columns), [rows, columns]);
  const found = useMemo(() => search(text), [search, text]);
  const of = found.length === rows.length ? "" : ` of ${rows.length.toLocaleString("en-US")}`;
  return h(
    "section",
    { class: "list" },
    h("h2", { tabIndex: -1 }, title),
    h(
      "div",
      { class: "search" },
      h("label", { for: "search" }, `Search by ${hint}`),
      h("input", {
        ...{ id: "search", type: "search", value: text, autocomplete: "off", spellcheck: false },
        onInput: (event: Event) => {
          setText((event.target as HTMLInputElement).value);
        },
      }),
      h("p", { role: "status" }, `${found.length.toLocaleString("en-US")}${of}`),
    ),
    h(Table<Row>, { label: title, columns, rows: found, empty: `Nothing holds ${text}` }),
  );
}
