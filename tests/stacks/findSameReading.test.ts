import assert from "node:assert/strict";
import { parseTenant } from "../../core/settings/parseTenant.ts";
import { findSameReading } from "../../stacks/findSameReading.ts";
import type { StackResources } from "../../stacks/readState.ts";

const place = "arn:aws:quicksight:eu-west-1:111122223333:datasource/qsgov-default";
const owners = ["admin"];
const strings = (...names: string[]) => names.map((name) => ({ name, type: "STRING" }));

describe("data that waits for a file or a data source, and reads what the stack has it read", () => {
  const { settings } = parseTenant({
    namespace: "default",
    account: "organization/quicksight-governance/dev",
    membership: { file: "data/membership.csv" },
    groups: { admin: { role: "ADMIN" } },
    dataSources: {
      file: { type: "S3", name: "File", file: "f.csv", owners },
      db: {
        ...{ type: "MYSQL", name: "Db", host: "h", port: 1, database: "d" },
        ...{ secret: "s", owners },
      },
    },
    dataSets: {
      filed: { name: "Filed", source: "file", columns: ["a", "b"], owners },
      tabled: {
        ...{ name: "Tabled", source: "db", table: { schema: "s", name: "t" }, owners },
        ...{ columns: [{ name: "a", type: "INTEGER" }], import: "DIRECT_QUERY" },
      },
    },
  });
  const held = (type: string, id: string, outputs: object): StackResources => ({
    [`${type} ${id}`]: {
      type: `aws:quicksight/${type[0]?.toLowerCase() ?? ""}${type.slice(1)}:${type}`,
      outputs: { [type === "DataSet" ? "dataSetId" : "dataSourceId"]: id, ...outputs },
    },
  });
  const sources = {
    ...held("DataSource", "qsgov-default-file", { type: "S3" }),
    ...held("DataSource", "qsgov-default-db", { type: "MYSQL" }),
  };
  const filed = (s3Source: object, more: object = {}) =>
    held("DataSet", "qsgov-default-filed", {
      importMode: "SPICE",
      physicalTableMaps: [{ physicalTableMapId: "file-0123456789ab", s3Source }],
      ...more,
    });
  const tabled = (relationalTable: object) =>
    held("DataSet", "qsgov-default-tabled", {
      importMode: "DIRECT_QUERY",
      physicalTableMaps: [{ physicalTableMapId: "table", relationalTable }],
    });
  const file = { dataSourceArn: `${place}-file`, inputColumns: strings("a", "b") };
  const table = {
    ...{ dataSourceArn: `${place}-db`, schema: "s", name: "t" },
    inputColumns: [{ name: "a", type: "INTEGER" }],
  };

  const find = (resources: StackResources, waiting = ["filed", "tabled"]) => {
    assert.ok(settings !== undefined);
    const found = findSameReading(settings, { dataSources: {} }, waiting, resources);
    return {
      sources: Object.keys(found.dataSources),
      sets: Object.keys(found.dataSets),
      versions: [...found.versions],
    };
  };

  it("goes on: the source of a file, and data sets with the content that they have", () => {
    assert.deepEqual(find({ ...sources, ...filed(file), ...tabled(table) }), {
      ...{ sources: ["file"], sets: ["filed", "tabled"] },
      versions: [["filed", new Map([["file", "0123456789ab"]])]],
    });
  });

  it("waits where other columns, another table, type, import or data source is to come", () => {
    for (const resources of [
      filed({ ...file, inputColumns: strings("b", "a") }),
      filed({ ...file, inputColumns: strings("a") }),
      filed({ ...file, inputColumns: strings("a", "b", "c") }),
      filed({ ...file, dataSourceArn: `${place}-other-file` }),
      filed(file, { importMode: "DIRECT_QUERY" }),
      filed(file, { physicalTableMaps: [] }),
      tabled({ ...table, name: "u" }),
      tabled({ ...table, inputColumns: strings("a") }),
    ]) {
      assert.deepEqual(find({ ...sources, ...resources }).sets, []);
    }
  });

  it("waits where it is not there, where its data source has another type, and where the set itself is wrong", () => {
    assert.deepEqual(find({}), { sources: [], sets: [], versions: [] });
    const moved = held("DataSource", "qsgov-default-file", { type: "MYSQL" });
    assert.deepEqual(find({ ...sources, ...moved, ...filed(file) }), {
      ...{ sources: [], sets: [], versions: [] },
    });
    assert.deepEqual(find({ ...sources, ...filed(file) }, []).sets, []);
  });
});
