import assert from "node:assert/strict";
import { QuickSightClient } from "@aws-sdk/client-quicksight";
import { assetKinds } from "../../../../core/assets/assetKinds.ts";
import { describeRemedies } from "../../../../core/keys/registration/describeRemedies.ts";
import { nameUses } from "../../../../core/keys/registration/nameUses.ts";
import { qDataUse } from "../../../../core/keys/registration/useKinds.ts";
import { type Simulator, startSimulator } from "../../../../local/simulator/startSimulator.ts";
import { createDataSet, createDataSource } from "../../../simulator/support/assets.ts";

const AwsAccountId = "111122223333";
const arn = (resource: string) => `arn:aws:quicksight:eu-west-1:${AwsAccountId}:${resource}`;

describe("what a key encrypts, for people", () => {
  let simulator: Simulator;
  let client: QuickSightClient;
  const uses = [arn("datasource/db"), arn("dataset/orders")];
  before(async () => {
    simulator = await startSimulator({ assetDelayMs: 0, ingestionDelayMs: 0 });
    client = new QuickSightClient({
      ...{ region: "eu-west-1", endpoint: simulator.url },
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    await createDataSource(client, "db", { Name: "Warehouse" });
    await createDataSet(client, "orders", { Name: "Orders" });
  });
  afterEach(() => fetch(`${simulator.url}/_sim/faults`, { method: "DELETE" }));
  after(async () => {
    client.destroy();
    await simulator.close();
  });
  const named = async () => [...(await nameUses(client, AwsAccountId, uses)).values()];
  const refuse = (operation: string) =>
    fetch(`${simulator.url}/_sim/faults`, {
      ...{ method: "POST", body: JSON.stringify([{ operation, error: "AccessDenied" }]) },
    });

  it("has the names that it has in QuickSight, data sets first", async () => {
    assert.deepEqual(await named(), [
      "data set Orders (id orders)",
      "credentials of data source Warehouse (id db)",
    ]);
  });

  it("has the names of data sources where data sets may not be listed, and the other way round", async () => {
    await refuse("ListDataSets");
    assert.deepEqual(await named(), [
      "data set (id orders)",
      "credentials of data source Warehouse (id db)",
    ]);
    await fetch(`${simulator.url}/_sim/faults`, { method: "DELETE" });
    await refuse("ListDataSources");
    assert.deepEqual(await named(), [
      "data set Orders (id orders)",
      "credentials of data source (id db)",
    ]);
  });

  it("is called by its kind, whichever kind of asset it is, and what to do follows from that alone", async () => {
    const resources = Object.entries(assetKinds).map(([kind, row]) =>
      "resource" in row ? row.resource : kind,
    );
    const all = [...resources.map((one) => arn(`${one}/x`)), arn("report/x"), qDataUse];
    const titles = await nameUses(client, AwsAccountId, all);
    for (const [kind, { label }] of Object.entries(assetKinds)) {
      const title = kind === "data-source" ? `credentials of ${label[0]}` : label[0];
      assert.ok([...titles.values()].includes(`${title} (id x)`), kind);
    }
    for (const [use, title] of titles) {
      assert.equal(describeRemedies([title]), describeRemedies([use]), title);
    }
    assert.match(describeRemedies([titles.get(arn("dataset/x")) ?? ""]), /1 data set: load it/);
    assert.match(describeRemedies([titles.get(arn("datasource/x")) ?? ""]), /1 data source: enter/);
  });
});
