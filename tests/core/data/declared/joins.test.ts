import assert from "node:assert/strict";
import type { DeclaredAsset } from "../../../../core/data/declared/declaredAsset.ts";
import { describeDataStep } from "../../../../core/data/declared/describeDataStep.ts";
import { planTakings } from "../../../../core/data/declared/planTakings.ts";
import { columnOrigins, readingKey } from "../../../../core/settings/columnOrigins.ts";

type Table = readonly [table: string, ...columns: (string | readonly [string, string])[]];

/** A data set of these tables, each with its columns, or pairs of a column and its name in the data set. */
const set = (id: string, tables: readonly Table[], more: Partial<DeclaredAsset> = {}): DeclaredAsset => {
  const reads = tables.map(([table]) => ({ sourceArn: "arn:db", table }));
  const named = tables.map(([, ...columns], index) => ({
    reading: readingKey(reads[index] ?? { sourceArn: "", table: "" }),
    columns: columns.map((one) =>
      typeof one === "string" ? { name: one } : { name: one[0], as: one[1] },
    ),
  }));
  return {
    ...{ kind: "data-set", id, name: id, arn: `arn:set/${id}`, owners: [], users: [], reads },
    columns: named.flatMap(({ columns }) => columns.map(({ name, as }) => as ?? name)),
    origins: columnOrigins(named),
    ...more,
  };
};
const ruled = { protection: { columns: new Map([["email", ["hr"]]]) } };
const rows = (values: Record<string, string[]>) => ({
  protection: { columns: new Map<string, string[]>(), rows: [{ subject: "emea", values }] },
});
const opened = (desired: DeclaredAsset[], actual: DeclaredAsset[]) =>
  planTakings({ namespace: "default", assets: desired }, { assets: actual, uses: new Map() })
    .steps.map(describeDataStep)
    .map((line) => line.replace(/^data-set "(\w+)" \(\w+\)/, "$1"));

describe("what a join opens, before it is declared", () => {
  const orders: Table = ["orders", "id", "customer"];
  const customers: Table = ["customers", "key", "email", "country"];
  const protectedSet = set("customers", [customers], ruled);

  it("is what protects a table that it joins, by the columns of that table alone", () => {
    assert.deepEqual(opened([protectedSet, set("sales", [orders, customers])], [protectedSet]), [
      'sales, which reads what data-set "customers" (customers) does: everybody who may use it would see email',
    ]);
    const kept = set("sales", [orders, customers], ruled);
    assert.deepEqual(opened([protectedSet, kept], [protectedSet]), []);
    const left: Table = ["customers", "key", "country"];
    assert.deepEqual(opened([protectedSet, set("sales", [orders, left])], [protectedSet]), []);
    assert.match(
      opened(
        [set("customers", [customers], rows({ country: ["DEU"] })), set("sales", [orders, customers])],
        [set("customers", [customers], rows({ country: ["DEU"] }))],
      ).join(),
      /sales, which reads what .*everybody who may use it would see all rows/,
    );
  });

  it("is asked about when a table is joined to a data set that is there, and not again", () => {
    const [alone, both] = [set("sales", [orders]), set("sales", [orders, customers])];
    assert.match(opened([protectedSet, both], [protectedSet, alone]).join(), /would see email/);
    assert.deepEqual(opened([protectedSet, both], [protectedSet, both]), []);
  });

  it("is what a data set shows of a table that a protected join reads", () => {
    const sales = set("sales", [orders, customers], ruled);
    const copy = set("copy", [["customers", "key", ["email", "mail"]]]);
    assert.deepEqual(opened([sales, copy], [sales]), [
      'copy, which reads what data-set "sales" (sales) does: everybody who may use it would see mail, which was email',
    ]);
    assert.deepEqual(opened([sales, set("copy", [["orders", "id", "price"]])], [sales]), []);
  });

  it("is a column that is read a second time, under another name", () => {
    const twice = set("customers", [customers, ["customers", ["email", "boss_email"]]], ruled);
    assert.deepEqual(opened([twice], [protectedSet]), [
      "customers: everybody who may use it would see boss_email, which was email",
    ]);
  });

  it("is no column that leaves its name to one of another table", () => {
    const before = set("sales", [orders, customers], ruled);
    const after = set("sales", [["orders", "id", "customer", ["mail", "email"]], ["customers", "key", ["email", "mail"], "country"]], ruled);
    assert.deepEqual(opened([after], [before]), ["sales: everybody who may use it would see mail, which was email"]);
    const followed = { protection: { columns: new Map([["mail", ["hr"]]]) } };
    assert.deepEqual(opened([{ ...after, ...followed }], [before]), []);
  });

  it("is nothing where the joined table goes, or nothing is protected", () => {
    const sales = set("sales", [orders, customers], ruled);
    assert.deepEqual(opened([set("sales", [orders])], [sales]), []);
    const open = set("customers", [customers]);
    assert.deepEqual(opened([open, set("sales", [orders, customers])], [open]), []);
  });
});
