import assert from "node:assert/strict";
import { outputColumns } from "../../../core/settings/outputColumns.ts";
import { onSet, parseChanged, problemsOf } from "./support/problemsOf.ts";

const cities = {
  table: { name: "cities" },
  on: { city: "name" },
  columns: [{ name: "name", output: false }, "country", { name: "people", type: "INTEGER" }],
};
const joining = (join: object, set: object = {}) => ({
  set: { joins: [{ ...cities, ...join }], ...set },
});
const file = { towns: { type: "S3", name: "Towns", file: "towns.csv" } };

describe("a data set that joins tables", () => {
  it("shows the columns of all of them, and rules are about any", () => {
    const { settings, problems } = parseChanged(
      joining(
        { type: "LEFT" },
        {
          calculated: { big: { expression: "ifelse(people > 1000, 'yes', 'no')", type: "STRING" } },
          rowRules: [{ group: "emea", values: { country: "FRA", city: "Paris", big: "yes" } }],
          columnRules: [{ columns: ["street"], groups: ["analysts"] }],
          tagRules: { land: { column: "country" } },
          viewers: ["readers"],
        },
      ),
    );
    assert.deepEqual(problems, []);
    assert.ok(settings?.dataSets["accounts"] !== undefined);
    assert.deepEqual(
      outputColumns(settings.dataSets["accounts"]).map(({ name }) => name),
      ["account_id", "city", "street", "country", "people", "big"],
    );
  });

  it("gives a column two names only where nobody sees the second one", () => {
    const same = (column: object) => ({
      on: { city: "city" },
      columns: [{ name: "city", ...column }, "country"],
    });
    assert.deepEqual(problemsOf(joining(same({ output: false }))), []);
    assert.deepEqual(problemsOf(joining(same({ as: "capital" }))), []);
    assert.deepEqual(problemsOf(joining(same({}))), [
      `${onSet}.joins[0].columns[0]: column city is there already (columns[1]); give each another name (as: another name)`,
    ]);
  });

  it("joins by columns that there are: of the tables before by their names in the data set, of its own by the name there", () => {
    assert.deepEqual(problemsOf(joining({ on: { town: "name" } })), [
      `${onSet}.joins[0].on.town: is not a column of the tables before; they have account_id, city, street`,
    ]);
    assert.deepEqual(problemsOf(joining({ on: { city: "town" } })), [
      `${onSet}.joins[0].on.city: town is not a column of the joined table; it has name, country, people`,
    ]);
    assert.deepEqual(problemsOf(joining({ on: {} })), [
      `${onSet}.joins.0.on: is wrong (got {}); name at least one pair of columns`,
    ]);
    const renamed = { columns: ["account_id", { name: "city", as: "City" }, "street"] };
    assert.deepEqual(problemsOf(joining({ on: { City: "name" } }, renamed)), []);
    assert.match(
      problemsOf(joining({}, renamed)).join(),
      /on\.city: is not a column of the tables/,
    );
    // The second one may go by what the first one brought.
    const countries = { table: { name: "countries" }, on: { country: "code" } };
    const columns = [{ name: "code", output: false }, "continent"];
    assert.deepEqual(problemsOf({ set: { joins: [cities, { ...countries, columns }] } }), []);
    assert.match(
      problemsOf({ set: { joins: [{ ...countries, columns }, cities] } }).join(),
      /joins\[0\]\.on\.country: is not a column of the tables before/,
    );
  });

  it("compares what is alike, by names that a clause can have", () => {
    assert.deepEqual(problemsOf(joining({ on: { city: "people" } })), [
      `${onSet}.joins[0].on.city: joins city, which is STRING, to people, which is INTEGER; give both the same type (cast)`,
    ]);
    const cast = [{ name: "people", type: "INTEGER", cast: "STRING" }, "country"];
    assert.deepEqual(problemsOf(joining({ on: { city: "people" }, columns: cast })), []);
    const columns = ["a}b", "country"];
    assert.match(
      problemsOf(joining({ on: { city: "a}b" }, columns })).join(),
      /on\.city: column a}b has a brace in its name/,
    );
    const long = Array.from({ length: 5 }, (_, index) => `${"x".repeat(60)}${index}`);
    const many = {
      columns: [...long, "account_id"],
      joins: [
        {
          table: { name: "t" },
          on: Object.fromEntries(long.map((name) => [name, name])),
          columns: long.map((name) => ({ name, output: false })),
        },
      ],
    };
    assert.match(
      problemsOf({ set: many }).join(),
      /joins\[0\]\.on: comes to 680 characters, and QuickSight takes 512/,
    );
  });

  it("is of one data source where it is queried directly", () => {
    const others = { sources: { ...file, erp: { ...file.towns } } };
    const direct = { import: "DIRECT_QUERY" };
    assert.deepEqual(problemsOf(joining({}, direct)), []);
    const filed = { source: "towns", table: undefined };
    const text = ["name", "country"];
    assert.deepEqual(problemsOf({ ...joining({ ...filed, columns: text }), ...others }), []);
    assert.deepEqual(problemsOf({ ...joining({ ...filed, columns: text }, direct), ...others }), [
      `${onSet}.import: a file can only be imported (got DIRECT_QUERY); use SPICE`,
      `${onSet}.import: joins tables of 2 sources (crm, towns), and no database could be asked for them together; use SPICE`,
    ]);
    assert.deepEqual(problemsOf({ ...joining(filed), ...others }), [
      `${onSet}.joins[0].columns[2]: column people is INTEGER, and QuickSight reads the columns of a CSV file as text only; write cast: INTEGER in place of the type`,
    ]);
    assert.deepEqual(problemsOf(joining({ source: "other" })), [
      `${onSet}.joins[0].source: is not a data source of this tenant (got "other"); it has crm`,
    ]);
    assert.deepEqual(problemsOf(joining({ table: undefined })), [
      `${onSet}.joins[0]: give exactly one of table and sql`,
    ]);
  });

  it("may join another data set, and goes in no circle through it", () => {
    const owners = ["admin"];
    const orders = { name: "Orders", source: "crm", table: { name: "orders" }, owners };
    const sets = { orders: { ...orders, columns: ["id", "account"] } };
    const join = (columns: object[]) => [
      { dataSet: "orders", on: { account_id: "account" }, columns },
    ];
    const columns = [{ name: "account", output: false }, { name: "id" }];
    assert.deepEqual(problemsOf({ set: { joins: join(columns) }, sets }), []);
    assert.deepEqual(problemsOf({ set: { joins: join([...columns, { name: "total" }]) }, sets }), [
      `${onSet}.joins[0].columns[2]: total is not a column of orders; it has id, account`,
    ]);
    const back = { orders: { name: "Orders", dataSet: "accounts", owners, columns: ["city"] } };
    const joins = [
      { dataSet: "orders", on: { city: "city" }, columns: [{ name: "city", output: false }] },
    ];
    assert.deepEqual(problemsOf({ set: { joins }, sets: back }), [
      `${onSet}.joins[0].dataSet: goes in a circle (accounts on orders on accounts); take one of them out of it`,
      "dataSets.orders.dataSet: goes in a circle (orders on accounts on orders); take one of them out of it",
    ]);
    const itself = [{ ...joins[0], dataSet: "accounts" }];
    assert.match(
      problemsOf({ set: { joins: itself } }).join(),
      /in a circle \(accounts on accounts\)/,
    );
  });

  it("follows labels to the names that their columns get", () => {
    const labels = { pii: { groups: ["admin", "analysts"] } };
    const columns = [
      { name: "name", output: false },
      { name: "mayor", as: "Mayor", label: "pii" },
    ];
    const { settings, problems } = parseChanged({ ...joining({ columns }), labels });
    assert.deepEqual(problems, []);
    assert.deepEqual(settings?.dataSets["accounts"]?.columnRules, [
      { columns: ["Mayor"], groups: ["admin", "analysts"] },
    ]);
  });

  it("takes no label off a column by joining its table, or by reading it a second time", () => {
    const labels = { pii: { groups: ["admin", "analysts"] } };
    const columns = ["account_id", "city", { name: "street", label: "pii" }];
    const again = {
      table: { name: "accounts" },
      on: { account_id: "account_id" },
      columns: [
        { name: "account_id", output: false },
        { name: "street", as: "other_street" },
      ],
    };
    assert.deepEqual(problemsOf({ set: { columns, joins: [again] }, labels }), [
      `${onSet}.joins[0].columns[1]: shows street without the label pii, which the data set accounts gives it, and reads the same table; give it the same labels (label: pii), or leave the column out`,
    ]);
    const owners = ["admin"];
    const orders = { name: "Orders", source: "crm", table: { name: "orders" }, owners };
    const sets = {
      orders: { ...orders, columns: ["id"], joins: [{ ...again, on: { id: "account_id" } }] },
    };
    assert.deepEqual(problemsOf({ set: { columns }, labels, sets }), [
      "dataSets.orders.joins[0].columns[1]: shows street without the label pii, which the data set accounts gives it, and reads the same table; give it the same labels (label: pii), or leave the column out",
    ]);
  });
});
