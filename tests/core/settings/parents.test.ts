import assert from "node:assert/strict";
import { parseTenant } from "../../../core/settings/parseTenant.ts";
import { source } from "./support/problemsOf.ts";

const owners = ["admin"];

/** What is wrong with a tenant that has these data sets beside `orders`, which the database has. */
function problemsOf(dataSets: object, more: object = {}, labels: object = {}): string[] {
  const { problems } = parseTenant({
    ...{ namespace: "default", account: "organization/quicksight-governance/dev" },
    membership: { file: "data/membership.csv" },
    groups: { admin: { role: "ADMIN" }, hr: {} },
    dataSources: { crm: source },
    dataSets: {
      orders: {
        ...{ name: "Orders", source: "crm", table: { name: "orders" }, owners },
        columns: [
          "country",
          { name: "amt", type: "DECIMAL", as: "amount" },
          { name: "ok", type: "BIT" },
        ],
        calculated: { size: { expression: "amount * 2" } },
        ...more,
      },
      ...dataSets,
    },
    labels,
  });
  return problems.map(
    ({ where, message }) => `${where.replace(/^tenant\.dataSets\./, "")}: ${message}`,
  );
}

const child = {
  ...{ name: "Small", dataSet: "orders", owners },
  columns: ["country", { name: "amount", type: "DECIMAL" }],
};

describe("a data set on another one", () => {
  it("takes columns that the other one shows, by the names and types that they have there", () => {
    assert.deepEqual(problemsOf({ small: child }), []);
    const columns = [
      "country",
      "amt",
      { name: "amount", type: "STRING" },
      { name: "ok", type: "INTEGER" },
      "size",
    ];
    assert.deepEqual(problemsOf({ small: { ...child, columns } }), [
      "small.columns[1]: amt is not a column of orders; it has country, amount, ok, size",
      "small.columns[2]: column amount is DECIMAL in orders (here STRING); write type: DECIMAL, and cast it if it is to be another",
    ]);
  });

  it("keeps the labels of columns under other names, and of what it works out from those it does not show", () => {
    const more = { columns: ["country", { name: "email", label: "pii" }] };
    const labels = { pii: { groups: ["hr", "admin"] } };
    const found = (small: object) =>
      problemsOf(
        { small: { ...child, columns: ["country"], ...small } },
        { ...more, calculated: {} },
        labels,
      );
    const message = (how: string) =>
      `small.columns[0]: ${how} without the label pii, which the data set orders gives it, and reads the same data set; give it the same labels (label: pii), or leave the column out`;
    assert.deepEqual(found({ columns: ["email"] }), [message("shows email")]);
    assert.deepEqual(found({ columns: [{ name: "email", as: "mail" }] }), [message("shows email")]);
    const calculated = { host: { expression: "split(email, '@', 2)" } };
    const hidden = { name: "email", output: false };
    assert.deepEqual(found({ columns: [hidden, "country"], calculated }), [
      message("works out host from email"),
    ]);
    assert.deepEqual(found({ columns: [{ ...hidden, label: "pii" }, "country"] }), []);
  });

  it("is on one that there is, and on nothing else", () => {
    assert.deepEqual(problemsOf({ small: { ...child, dataSet: "other" } }), [
      'small.dataSet: is not a data set of this tenant (got "other"); it has orders, small',
    ]);
    assert.deepEqual(problemsOf({ small: { ...child, source: "crm", sql: "select 1" } }), [
      "small: a data set on another one has no source and no sql; leave one of the two",
    ]);
    const { dataSet: _, ...neither } = child;
    assert.deepEqual(problemsOf({ small: neither }), [
      "small: give source, a data source of this tenant, or dataSet, another data set of it",
    ]);
  });

  it("goes in no circle", () => {
    const on = (dataSet: string) => ({ ...child, dataSet, columns: ["country"] });
    assert.deepEqual(
      problemsOf({ a: on("b"), b: on("c"), c: on("b"), d: on("d"), e: on("orders") }),
      [
        "b.dataSet: goes in a circle (b on c on b); take one of them out of it",
        "c.dataSet: goes in a circle (c on b on c); take one of them out of it",
        "d.dataSet: goes in a circle (d on d); take one of them out of it",
      ],
    );
  });

  it("has rules of its own on its columns, and no look-back window", () => {
    const rowRules = [{ group: "hr", values: { country: "DEU" } }];
    assert.deepEqual(problemsOf({ small: { ...child, rowRules } }), []);
    const incremental = { column: "country", size: 1, unit: "DAY" };
    assert.match(
      problemsOf({ small: { ...child, incremental } }).join(),
      /small\.incremental: an incremental refresh is for what a database is asked/,
    );
  });

  it("keeps the labels of columns that it takes", () => {
    const columns = [
      { name: "land", as: "country", label: "pii" },
      { name: "amount", type: "DECIMAL" },
    ];
    const labels = { pii: { groups: ["hr", "admin"] } };
    const problems = problemsOf({ small: child }, { columns, calculated: undefined }, labels);
    assert.match(
      problems.join(),
      /small\.columns\[0\]: shows country without the label pii, which the data set orders gives it/,
    );
  });
});
