import assert from "node:assert/strict";
import { parseTenant } from "../../core/settings/parseTenant.ts";
import { findKept } from "../../stacks/findKept.ts";
import type { StackResources } from "../../stacks/readState.ts";

const file = { type: "S3", name: "F", file: "f.csv", owners: ["admin"] };
const set = (source: string, rowRules?: object[]) => ({
  ...{ name: "X", source, columns: ["x"], owners: ["admin"], rowRules },
});
const rules = [{ group: "usa", values: { x: "1" } }];

describe("data that cannot be declared as the settings have it", () => {
  const { settings } = parseTenant({
    namespace: "default",
    account: "organization/quicksight-governance/dev",
    membership: { file: "data/membership.csv" },
    groups: { admin: { role: "ADMIN" }, usa: {} },
    dataSources: { old: file, fresh: file, good: file },
    dataSets: {
      ruled: set("old", rules),
      unruled: set("old"),
      "newly-ruled": set("good", rules),
      fresh: set("fresh"),
      good: set("good"),
    },
  });
  const held = (type: string, output: string, ...ids: string[]): StackResources =>
    Object.fromEntries(
      ids.map((id) => [
        `${type} ${id}`,
        { type: `aws:quicksight/${type}`, outputs: { [output]: id } },
      ]),
    );
  const resources = {
    ...held("dataSource:DataSource", "dataSourceId", "qsgov-default-old", "qsgov-default-good"),
    ...held(
      "dataSet:DataSet",
      "dataSetId",
      ...["ruled", "ruled-rules", "unruled", "unruled-rules", "newly-ruled", "good"].map(
        (name) => `qsgov-default-${name}`,
      ),
    ),
  };

  it("is kept where the stack has it, with rules where it has rules, and nothing else is", () => {
    assert.ok(settings !== undefined);
    const { good } = settings.dataSources;
    const { good: goodSet } = settings.dataSets;
    assert.ok(good !== undefined && goodSet !== undefined);
    const usable = { dataSources: { good }, dataSets: { good: goodSet } };
    const kept = findKept(settings, usable, resources);
    assert.deepEqual(Object.keys(kept.dataSources), ["old"]);
    assert.deepEqual(
      Object.entries(kept.dataSets).map(([name, { rowRules }]) => [name, rowRules]),
      [
        ["ruled", []],
        ["unruled", []],
        ["newly-ruled", undefined],
      ],
    );
    const nothing = { dataSources: {}, dataSets: {}, byApi: new Map() };
    assert.deepEqual(findKept(settings, settings, resources), nothing);
    assert.deepEqual(findKept(settings, usable, {}), nothing);
  });

  it("is kept as the type that the stack has, so that a file stays for which a database is to come", () => {
    assert.ok(settings !== undefined);
    const { old } = settings.dataSources;
    const other = {
      ...{ type: "MYSQL" as const, name: "F", host: "h", port: 1, database: "d", secret: "s" },
      ...{ ssl: true, owners: ["admin"], viewers: [] },
    };
    assert.ok(old !== undefined);
    const typeOf = (declared: typeof old | typeof other, type: string) => {
      const state: StackResources = {
        urn: {
          type: "aws:quicksight/dataSource:DataSource",
          outputs: { dataSourceId: "qsgov-default-old", type },
        },
      };
      const all = { ...settings, dataSources: { old: declared }, dataSets: {} };
      return findKept(all, { dataSources: {}, dataSets: {} }, state).dataSources["old"]?.type;
    };
    assert.equal(typeOf(other, "S3"), "S3");
    assert.equal(typeOf(old, "POSTGRESQL"), "POSTGRESQL");
    assert.deepEqual([typeOf(old, "S3"), typeOf(other, "MYSQL")], ["S3", "MYSQL"]);
  });

  it("is kept as the resource that the stack has, whichever the settings ask for", () => {
    assert.ok(settings !== undefined);
    const { old } = settings.dataSources;
    assert.ok(old !== undefined);
    const byApi = (type: string) => {
      const outputs = { dataSourceId: "qsgov-default-old", type: "SNOWFLAKE" };
      const all = { ...settings, dataSources: { old }, dataSets: {} };
      const kept = findKept(all, { dataSources: {}, dataSets: {} }, { urn: { type, outputs } });
      return [kept.byApi?.get("old"), kept.dataSources["old"]?.type];
    };
    assert.deepEqual(byApi("aws:quicksight/dataSource:DataSource"), [false, "SNOWFLAKE"]);
    assert.deepEqual(byApi("pulumi-nodejs:dynamic/quicksight:ApiDataSource"), [true, "SNOWFLAKE"]);
  });

  it("is kept as it is imported, so that the load that is followed stays", () => {
    assert.ok(settings !== undefined);
    const { good } = settings.dataSets;
    assert.ok(good?.import === "SPICE");
    const id = { dataSetId: "qsgov-default-good" };
    const importOf = (outputs: Record<string, string>) => {
      const state: StackResources = {
        urn: { type: "aws:quicksight/dataSet:DataSet", outputs: { ...id, ...outputs } },
      };
      const all = { ...settings, dataSources: {}, dataSets: { good } };
      return findKept(all, { dataSources: {}, dataSets: {} }, state).dataSets["good"]?.import;
    };
    assert.equal(importOf({ importMode: "DIRECT_QUERY" }), "DIRECT_QUERY");
    assert.equal(importOf({ importMode: "SPICE" }), "SPICE");
  });
});
