import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from "@tanstack/virtual-core";
import { type ComponentChildren, h } from "preact";
import { useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import { type Column, type Order, sortRows } from "../column.ts";
import { usePrinting } from "./printing.ts";

/** Rows under their columns. */
export interface TableProps<Row> {
  /** What the table is of, for who does not see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Said where there are no rows. */
  readonly empty: string;
}

/** Pixels, as in the style sheet. */
const rowHeight = 40;

/** A table that sorts by a column when its title is chosen, and draws the rows that are seen: all of them in print. */
export function Table<Row>({ label, columns, rows, empty }: TableProps<Row>): ComponentChildren {
  const [order, setOrder] = useState<Order>();
  const sorted = useMemo(() => sortRows(rows, columns, order), [rows, columns, order]);
  const isPrinting = usePrinting();
  if (rows.length === 0) return h("p", { class: "empty" }, empty);
  const style = {
    "--columns": columns.map(({ width = 1 }) => `minmax(0, ${width}fr)`).join(" "),
  };
  const choose = (column: number) => {
    setOrder((before) => {
      return { column, descending: before?.column === column && !before.descending };
    });
  };
  return h(
    "div",
    {
      ...{ role: "table", "aria-label": label, class: "table", style },
      ...{ "aria-rowcount": rows.length + 1, "aria-colcount": columns.length },
    },
    h(Head<Row>, { columns, order, choose }),
    isPrinting ? h(Whole<Row>, { columns, rows: sorted }) : h(Seen<Row>, { columns, rows: sorted }),
  );
}

interface HeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly order: Order | undefined;
  readonly choose: (column: number) => void;
}

function Head<Row>({ columns, order, choose }: HeadProps<Row>): ComponentChildren {
  const titles = columns.map(({ title, minor }, at) => {
    const isChosen = order?.column === at;
    const direction = order?.descending === true ? "descending" : "ascending";
    const mark = isChosen ? (order.descending ? " ▾" : " ▴") : "";
    return h(
      "span",
      {
        ...{ key: title, role: "columnheader", class: minor && "minor" },
        "aria-sort": isChosen ? direction : "none",
      },
      h(
        "button",
        {
          type: "button",
          onClick: () => {
            choose(at);
          },
        },
        title,
        h("span", { "aria-hidden": "true" }, mark),
      ),
    );
  });
  return h(
    "div",
    { role: "rowgroup", class: "head" },
    h("div", { role: "row", "aria-rowindex": 1, class: "row" }, titles),
  );
}

interface BodyProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

/** The rows that are in view, and some around them. */
function Seen<Row>({ columns, rows }: BodyProps<Row>): ComponentChildren {
  const body = useRef<HTMLDivElement>(null);
  const [, redraw] = useReducer<number, undefined>((count) => count + 1, 0);
  const options = {
    ...{ count: rows.length, overscan: 10, estimateSize: () => rowHeight },
    getScrollElement: () => body.current,
    ...{ scrollToFn: elementScroll, observeElementRect, observeElementOffset },
    // A first guess, so that there are rows before anything is measured.
    initialRect: { width: 0, height: 20 * rowHeight },
    onChange: () => {
      redraw(undefined);
    },
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLDivElement, HTMLDivElement>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => {
    virtualizer._willUpdate();
  });
  const drawn = virtualizer.getVirtualItems().flatMap(({ index, start }) => {
    const row = rows[index];
    if (row === undefined) return [];
    return [h(Line<Row>, { key: index, columns, row, index, start })];
  });
  return h(
    "div",
    { role: "rowgroup", class: "body", ref: body, tabIndex: 0 },
    h("div", { role: "presentation", style: { height: `${virtualizer.getTotalSize()}px` } }, drawn),
  );
}

function Whole<Row>({ columns, rows }: BodyProps<Row>): ComponentChildren {
  const lines = rows.map((row, index) => h(Line<Row>, { key: index, columns, row, index }));
  return h("div", { role: "rowgroup" }, lines);
}

interface LineProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly row: Row;
  readonly index: number;
  /** Pixels from the first row; absent: behind the one before. */
  readonly start?: number;
}

function Line<Row>({ columns, row, index, start }: LineProps<Row>): ComponentChildren {
  const cells = columns.map(({ title, valueOf, hrefOf, minor }) => {
    const value = valueOf(row);
    const text = typeof value === "number" ? value.toLocaleString("en-US") : value;
    const href = hrefOf?.(row);
    const className = [minor && "minor", typeof value === "number" && "number"]
      .filter(Boolean)
      .join(" ");
    const content = href === undefined ? text : h("a", { href }, text);
    return h("span", { key: title, role: "cell", class: className, title: text }, content);
  });
  const style = start === undefined ? {} : { style: { transform: `translateY(${start}px)` } };
  const at = start === undefined ? "row" : "row placed";
  return h("div", { role: "row", "aria-rowindex": index + 2, class: at, ...style }, cells);
}
