import assert from "node:assert/strict";
import {
  CreateAnalysisCommand,
  CreateTopicCommand,
  DeleteDashboardCommand,
} from "@aws-sdk/client-quicksight";
import { findUses } from "../../../core/assets/findUses.ts";
import {
  arn,
  createDashboard,
  createDataSet,
  createDataSource,
  showing,
} from "../../simulator/support/assets.ts";
import { AwsAccountId, simulated } from "../../simulator/support/simulated.ts";

describe("what uses data", () => {
  const world = simulated();
  const find = (arns: readonly string[], leftOut: readonly string[] = []) =>
    findUses(world.client(), AwsAccountId, arns, new Set(leftOut));
  const named = async (...args: Parameters<typeof find>) =>
    Object.fromEntries(
      [...(await find(...args)).uses].map(([of, users]) => [
        of.split(":").at(-1) ?? "",
        users.map(({ kind, id }) => `${kind} ${id}`),
      ]),
    );

  it("is every dashboard, analysis, data set and topic that names it, whoever made it", async () => {
    const client = world.client();
    await createDataSource(client, "db");
    await createDataSet(client, "orders");
    await createDataSet(client, "costs");
    await createDashboard(client, "d1", { Definition: showing("orders") });
    await createDashboard(client, "d2", { Definition: showing("costs") });
    await createDashboard(client, "gone", { Definition: showing("orders") });
    await client.send(new DeleteDashboardCommand({ AwsAccountId, DashboardId: "gone" }));
    await client.send(
      new CreateAnalysisCommand({
        ...{ AwsAccountId, AnalysisId: "a1", Name: "A1" },
        Definition: showing("orders"),
      }),
    );
    await client.send(
      new CreateTopicCommand({
        ...{ AwsAccountId, TopicId: "t1" },
        Topic: { Name: "T1", DataSets: [{ DatasetArn: arn("dataset/orders") }] },
      }),
    );
    assert.deepEqual(await named([arn("dataset/orders")]), {
      "dataset/orders": ["analysis a1", "dashboard d1", "topic t1"],
    });
    assert.deepEqual(await named([arn("datasource/db"), arn("dataset/costs")]), {
      "datasource/db": ["data-set costs", "data-set orders"],
      "dataset/costs": ["dashboard d2"],
    });
    assert.deepEqual(await named([arn("datasource/db")], ["costs", "orders"]), {});
  });

  it("is a dashboard too that has the id of the data set", async () => {
    const client = world.client();
    await createDataSource(client, "db");
    await createDataSet(client, "orders");
    await createDashboard(client, "orders", { Definition: showing("orders") });
    assert.deepEqual(await named([arn("dataset/orders")]), {
      "dataset/orders": ["dashboard orders"],
    });
  });

  it("is not known of what cannot be looked at, which is said", async () => {
    await createDashboard(world.client(), "d1", {});
    await world.control("POST", "/_sim/faults", {
      operation: "DescribeDashboard",
      error: "UnsupportedUserEditionException",
    });
    const { unreadable } = await find([arn("dataset/orders")]);
    assert.deepEqual(
      unreadable.map(({ asset, reason }) => [asset.id, reason.split(":")[0]]),
      [["d1", "UnsupportedUserEditionException"]],
    );
  });

  it("is not known of what the caller may not look at, whose name of the day no approval hangs on", async () => {
    await createDashboard(world.client(), "d1", {});
    await world.control("POST", "/_sim/faults", {
      operation: "DescribeDashboard",
      error: "AccessDeniedException",
      message: "User: arn:aws:sts::111122223333:assumed-role/deployer/run-4711 is not authorized",
    });
    const { unreadable } = await find([arn("dataset/orders")]);
    assert.deepEqual(
      unreadable.map(({ asset, reason }) => [asset.id, reason]),
      [["d1", "AccessDeniedException; allow quicksight:DescribeDashboard"]],
    );
  });

  it("is not known of what is listed and said not to be there, as QuickSight says for a moment", async () => {
    await createDashboard(world.client(), "d1", {});
    await world.control("POST", "/_sim/faults", {
      operation: "DescribeDashboard",
      error: "ResourceNotFoundException",
    });
    const { unreadable } = await find([arn("dataset/orders")]);
    assert.deepEqual(
      unreadable.map(({ asset, reason }) => [asset.id, reason]),
      [["d1", "ResourceNotFoundException, although it is listed; run it again"]],
    );
  });
});
