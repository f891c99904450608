import assert from "node:assert/strict";
import { describeTables } from "../../components/dataSetTables.ts";
import { parseTenant } from "../../core/settings/parseTenant.ts";
import { declaredData } from "../../stacks/declaredData.ts";
import { recordedTables } from "../../stacks/recordedTables.ts";

const scope = { partition: "aws", accountId: "111122223333", namespace: "default" };
const place = "arn:aws:quicksight:eu-west-1:111122223333";
const sourceArn = (name: string) => `${place}:datasource/qsgov-default-${name}`;

/** What settings declare of the data set `sales`, and what a state says of it that they were deployed to. */
function bothOf(sales: object) {
  const { settings, problems } = parseTenant({
    ...{ namespace: "default", account: "organization/quicksight-governance/dev" },
    membership: { file: "data/membership.csv" },
    groups: { admin: { role: "ADMIN" } },
    dataSources: {
      db: {
        ...{ type: "POSTGRESQL", name: "DB", host: "db.x.com", port: 5432, database: "d" },
        secret: "db",
      },
      towns: { type: "S3", name: "Towns", file: "towns.csv" },
    },
    dataSets: {
      base: { name: "Base", source: "db", table: { name: "base" }, columns: ["id", "land"] },
      sales: { name: "Sales", ...sales },
    },
  });
  assert.deepEqual(problems, []);
  const set = settings?.dataSets["sales"];
  assert.ok(settings !== undefined && set !== undefined);
  const fromOf = (one: Pick<typeof set, "source" | "dataSet" | "table" | "sql">) => ({
    sourceArn: sourceArn(one.source || "db"),
    parentArn: one.dataSet && `${place}:dataset/qsgov-default-${one.dataSet}`,
    ...{ table: one.table, sql: one.sql, fileVersion: "0123456789ab" },
  });
  const outputs = describeTables({
    ...{ displayName: set.name, from: fromOf(set), columns: set.columns },
    ...{ calculated: set.calculated },
    joins: set.joins?.map((join) => ({ ...join, from: fromOf(join) })),
  });
  const declared = declaredData(settings, scope, "eu-west-1").find(({ id }) =>
    id.endsWith("-sales"),
  );
  const recorded = recordedTables({ ...outputs });
  return { declared, recorded };
}

describe("what a state says that a data set reads", () => {
  const orders = { source: "db", table: { schema: "s", name: "orders" } };
  const cases: Record<string, object> = {
    "a table": { ...orders, columns: ["id", { name: "land", as: "Land" }] },
    "a query": { source: "db", sql: "select 1", columns: ["id"] },
    "a file": { source: "towns", columns: ["id"] },
    "another data set": { dataSet: "base", columns: ["id", { name: "land", as: "Land" }] },
    "tables, a file, a query and another data set, joined": {
      ...{ ...orders, columns: ["id", { name: "amount", cast: "DECIMAL" }] },
      calculated: { both: { expression: "concat(id, {Land})" } },
      joins: [
        {
          ...{ source: "towns", on: { id: "id" } },
          columns: [{ name: "id", output: false }, "town"],
        },
        { ...{ sql: "select 2", on: { id: "key" } }, columns: ["key"] },
        {
          ...{ dataSet: "base", on: { key: "id" } },
          columns: [
            { name: "id", output: false },
            { name: "land", as: "Land" },
          ],
        },
      ],
    },
  };

  for (const [what, sales] of Object.entries(cases)) {
    it(`is what the settings say that made it: ${what}`, () => {
      const { declared, recorded } = bothOf(sales);
      assert.deepEqual(
        recorded?.tables.map(({ sourceArn: from, table }) => ({ sourceArn: from, table })),
        declared?.reads,
      );
      assert.ok(declared?.origins !== undefined && recorded !== undefined);
      for (const column of declared.columns ?? []) {
        const is = recorded.origins.get(column);
        if (is !== undefined) assert.deepEqual(is, declared.origins.get(column), column);
        // Only what the first table calls so may be left out.
        else assert.match(declared.origins.get(column)?.text ?? "", new RegExp(`,"${column}"]$`));
      }
    });
  }

  it("is unknown where it says nothing", () => {
    assert.equal(recordedTables({}), undefined);
  });
});
