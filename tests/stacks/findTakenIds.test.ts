import assert from "node:assert/strict";
import { CreateDataSourceCommand } from "@aws-sdk/client-quicksight";
import { parseTenant } from "../../core/settings/parseTenant.ts";
import { findTakenIds } from "../../stacks/findTakenIds.ts";
import type { StackResources } from "../../stacks/readState.ts";
import { type SimulatedNamespace, simulateNamespace } from "../support/simulatedNamespace.ts";
import { startEach } from "../support/startEach.ts";

const database = {
  type: "MYSQL",
  name: "Orders",
  host: "db.acme.example",
  port: 3306,
  database: "orders",
  secret: "acme/orders",
  owners: ["admin"],
};
const set = { name: "Orders", source: "db", table: { name: "t" }, columns: ["x"] };

describe("ids that another tenant may have", () => {
  let world: SimulatedNamespace;
  startEach(
    () => simulateNamespace(),
    (started) => {
      world = started;
    },
  );

  /** What is said of a tenant with these data sources and data sets. */
  async function find(
    namespace: string,
    { sources = [], sets = {} }: { sources?: string[]; sets?: Record<string, object> },
    {
      state = {},
      others = ["default", "sales", "sales-eu"],
    }: { state?: StackResources; others?: string[] } = {},
  ): Promise<string[]> {
    const { settings, problems } = parseTenant({
      namespace,
      account: "organization/quicksight-governance/dev",
      membership: { file: "data/membership.csv" },
      groups: { admin: { role: "ADMIN" } },
      dataSources: Object.fromEntries(["db", ...sources].map((name) => [name, database])) as object,
      dataSets: Object.fromEntries(
        Object.entries(sets).map(([name, changes]) => [name, { ...set, ...changes }]),
      ) as object,
    });
    assert.deepEqual(problems, []);
    assert.ok(settings !== undefined);
    const { accountId, identityRegion: region } = world.scope;
    const access = { ...world.connection, region };
    const found = await findTakenIds(settings, others, state, { accountId, access });
    return found.map(({ where, message }) => `${where}: ${message}`);
  }
  const held: StackResources = {
    "urn:x": {
      type: "aws:quicksight/dataSource:DataSource",
      outputs: { dataSourceId: "qsgov-sales-eu-orders" },
    },
  };

  it("are refused to the tenant with the shorter name, by what it would have to be called", async () => {
    assert.deepEqual(await find("sales", { sources: ["eu-orders", "europe"] }), [
      "tenant.dataSources.eu-orders: its id in QuickSight, qsgov-sales-eu-orders, is that of something called orders in namespace sales-eu; use a name that does not begin with eu-",
    ]);
    assert.deepEqual(await find("sales", { sets: { "eu-x": {}, eu: {}, east: {} } }), [
      "tenant.dataSets.eu-x: its id in QuickSight, qsgov-sales-eu-x, is that of something called x in namespace sales-eu; use a name that does not begin with eu-",
    ]);
    assert.deepEqual(await find("sales", { sets: { eu: { rowRules: [{ group: "admin" }] } } }), [
      "tenant.dataSets.eu: the id of its row rules in QuickSight, qsgov-sales-eu-rules, is that of something called rules in namespace sales-eu; use another name",
    ]);
  });

  it("stay with what the stack has already, and where no such namespace is", async () => {
    assert.deepEqual(await find("sales", { sources: ["eu-orders"] }, { state: held }), []);
    assert.deepEqual(
      await find("sales", { sources: ["eu-orders"] }, { others: ["sales", "sales_eu", "eu"] }),
      [],
    );
    assert.deepEqual(world.simulator.calls(), {});
  });

  it("are looked for in QuickSight by the tenant with the longer name, for what is new", async () => {
    assert.deepEqual(await find("sales-eu", { sources: ["orders"] }), []);
    await world.client.send(
      new CreateDataSourceCommand({
        AwsAccountId: world.scope.accountId,
        DataSourceId: "qsgov-sales-eu-orders",
        Name: "EU orders",
        Type: "S3",
        DataSourceParameters: {
          S3Parameters: { ManifestFileLocation: { Bucket: "bucket", Key: "manifest.json" } },
        },
      }),
    );
    assert.deepEqual(await find("sales-eu", { sources: ["orders"] }), [
      'tenant.dataSources.orders: its id in QuickSight, qsgov-sales-eu-orders, is taken by "EU orders", which this stack did not make (namespace sales may have it, as eu-orders); use another name',
    ]);
    assert.deepEqual(await find("sales-eu", { sources: ["orders"] }, { state: held }), []);
  });

  it("are not known where the caller may not look, and then the run goes on", async () => {
    await world.setFaults({ operation: "DescribeDataSource", error: "AccessDeniedException" });
    assert.deepEqual(await find("sales-eu", { sources: ["orders"] }), []);
    await world.clearFaults();
    await world.setFaults({ operation: "DescribeDataSource", error: "ConflictException" });
    assert.match(
      (await find("sales-eu", { sources: ["orders"] })).join("\n"),
      /tenant\.dataSources\.orders: its id .* cannot be looked at \(ConflictException.*\); run it again/,
    );
  });
});
