import assert from "node:assert/strict";
import { declaredData } from "../../../core/explain/declaredData.ts";
import { parseTenant } from "../../../core/settings/parseTenant.ts";

const db = { type: "POSTGRESQL", name: "DB", host: "h", port: 1, database: "d", secret: "s" };
const orders = { name: "Orders", source: "db", table: { name: "t" }, columns: ["country"] };

/** What is declared of a data set on another one, with more settings. */
function declaredOf(more: object) {
  const { settings, problems } = parseTenant({
    ...{ namespace: "default", account: "organization/quicksight-governance/dev" },
    membership: { file: "m.csv" },
    groups: { usa: {} },
    dataSources: { db },
    dataSets: { orders, small: { name: "S", dataSet: "orders", columns: ["country"], ...more } },
  });
  assert.deepEqual(problems, []);
  assert.ok(settings !== undefined);
  return declaredData(settings).find(({ name }) => name === "S");
}

describe("the data that settings declare", () => {
  it("has of a data set on another one what it is made of, with rules of its own too", () => {
    const open = declaredOf({});
    assert.deepEqual(open?.dataSets, ["qsgov-default-orders"]);
    assert.deepEqual(open.protection?.parents, ["qsgov-default-orders"]);
    const ruled = declaredOf({ rowRules: [{ group: "usa", values: { country: "USA" } }] });
    assert.deepEqual(ruled?.dataSets, ["qsgov-default-orders", "qsgov-default-small-rules"]);
    assert.deepEqual(ruled.protection?.parents, ["qsgov-default-orders"]);
    assert.equal(ruled.protection.rows?.dataSet, "qsgov-default-small-rules");
  });

  it("has of a protected data set on a source that source", () => {
    const { settings } = parseTenant({
      ...{ namespace: "default", account: "organization/quicksight-governance/dev" },
      membership: { file: "m.csv" },
      groups: { usa: {} },
      dataSources: { db },
      dataSets: { orders: { ...orders, rowRules: [{ group: "usa", values: { country: "USA" } }] } },
    });
    assert.ok(settings !== undefined);
    const found = declaredData(settings).find(({ name }) => name === "Orders");
    assert.deepEqual(found?.dataSources, ["qsgov-default-db"]);
    assert.equal(found.protection?.parents, undefined);
  });
});
