import assert from "node:assert/strict";
import { parseTenant } from "../../../core/settings/parseTenant.ts";

const tenant = {
  namespace: "default",
  account: "organization/quicksight-governance/dev",
  membership: { file: "membership.csv" },
  groups: { critical: { role: "READER" }, makers: { role: "AUTHOR" } },
};
const source = {
  ...{ type: "POSTGRESQL", name: "Sales", host: "db", port: 5432, database: "sales" },
  secret: "sales",
};
const orders = {
  ...{ name: "Orders", source: "sales", table: { name: "orders" }, columns: ["country"] },
  rowRules: [{ group: "critical", values: { country: "USA" } }],
};
const problemsOf = (folders: object, more: object = {}) =>
  parseTenant({ ...tenant, ...more, folders }).problems.map(
    ({ where, message }) => `${where}: ${message}`,
  );
const only = (folders: object, said: RegExp, more?: object) => {
  const problems = problemsOf(folders, more);
  assert.equal(problems.length, 1, problems.join("\n"));
  assert.match(problems[0] ?? "", said);
};

describe("the setting folders", () => {
  it("takes folders in one another, of both types, and existing ones", () => {
    const folders = {
      finance: { name: "Finance", owners: ["makers"], dashboards: ["Sales"] },
      reports: { name: "Reports", parent: "finance", viewers: ["critical"] },
      vault: { name: "Vault", type: "restricted", contributors: ["makers"] },
      inner: { name: "Inner", parent: "vault", viewers: ["critical"] },
      shared: { name: "Shared", existing: true, id: "2f1c", viewers: ["critical"] },
    };
    assert.deepEqual(problemsOf(folders), []);
  });

  it("names what is wrong with where folders are", () => {
    only({ a: { name: "A", parent: "b" } }, /a\.parent: is not a folder of this tenant/);
    assert.match(
      problemsOf({ a: { name: "A", parent: "b" }, b: { name: "B", parent: "a" } }).join("\n"),
      /the folder is in itself by this/,
    );
    const deep = Object.fromEntries(
      Array.from({ length: 11 }, (_, index) => [
        `f${index}`,
        { name: `F${index}`, ...(index === 0 ? {} : { parent: `f${index - 1}` }) },
      ]),
    );
    only(deep, /f10\.parent: is the 11th folder in one another/);
    only({ a: { name: "A" }, b: { name: "A" } }, /b\.name: tenant\.folders\.a is called "?A"? too/);
    only({ a: { name: "A", existing: true, parent: "b" } }, /leave parent and type out/);
    only({ a: { name: "A", id: "x" } }, /id is for an existing folder/);
  });

  it("names what is wrong with types and groups", () => {
    const restricted = { name: "R", type: "restricted" };
    only({ r: { ...restricted, owners: ["makers"] } }, /nobody owns a restricted folder/);
    only({ a: { name: "A", contributors: ["makers"] } }, /only restricted folders have contrib/);
    only(
      { r: restricted, a: { name: "A", parent: "r", type: "shared" } },
      /a\.type: is shared, and the folder that it is in \(r\) is restricted/,
    );
    only({ a: { name: "A", owners: ["critical"] } }, /readers cannot own a folder/);
    only({ a: { name: "A", viewers: ["others"] } }, /is not a group of this tenant/);
    only(
      { a: { name: "A", viewers: ["everybody"] } },
      /cannot be shared with everybody of a namespace/,
    );
  });

  it("names what cannot be in a folder", () => {
    only({ a: { name: "A", dashboards: ["x", "x"] } }, /dashboards\[1\]: "?x"? is there already/);
    const many = Object.fromEntries(
      Array.from({ length: 21 }, (_, index) => [
        `f${index}`,
        { name: `F${index}`, dashboards: ["x"] },
      ]),
    );
    assert.match(problemsOf(many)[0] ?? "", /is in 21 folders, and QuickSight takes 20/);
    only(
      {
        r: { name: "R", type: "restricted", dashboards: ["x"] },
        a: { name: "A", dashboards: ["x"] },
      },
      /r\.dashboards\[0\]: is in a as well, and what is in a restricted folder is in no other tree/,
    );
  });

  it("refuses owners of a folder who would see every row of a protected data set in it", () => {
    const data = { dataSources: { sales: source }, dataSets: { orders } };
    const folders = {
      a: { name: "A", owners: ["makers"] },
      b: { name: "B", parent: "a", dataSets: ["orders"] },
    };
    only(folders, /b\.dataSets\[0\]: group makers owns the data set by folder a, and owners/, data);
    const byId = { top: { name: "Top", owners: ["makers"], dataSets: ["qsgov-default-orders"] } };
    only(byId, /group makers owns the data set by folder top/, data);
    const ofAll = { ...data, access: [{ group: "makers", all: { folders: "owner" } }] };
    only(
      { top: { name: "Top", dataSets: ["orders"] } },
      /group makers owns the data set by folder top/,
      ofAll,
    );
    const foreign = { top: { name: "Top", existing: true, dataSets: ["orders"] } };
    only(foreign, /group makers owns the data set by folder top/, ofAll);
    const meant = { ...data, dataSets: { orders: { ...orders, allRows: ["makers"] } } };
    assert.deepEqual(problemsOf(folders, meant), []);
  });

  it("lets one setting decide on a group of an existing folder", () => {
    only(
      { a: { name: "A", existing: true, viewers: ["makers"] } },
      /has every folder by tenant\.access\[0\] already/,
      { access: [{ group: "makers", all: { folders: "owner" } }] },
    );
  });
});
