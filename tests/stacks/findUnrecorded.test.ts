import assert from "node:assert/strict";
import { CreateDataSourceCommand } from "@aws-sdk/client-quicksight";
import type { AwsAccess } from "../../core/aws/awsAccess.ts";
import { findUnrecorded } from "../../stacks/findUnrecorded.ts";
import type { StackResources } from "../../stacks/readState.ts";
import type { TenantSettings } from "../../stacks/settings.ts";
import { type SimulatedNamespace, simulateNamespace } from "../support/simulatedNamespace.ts";
import { startEach } from "../support/startEach.ts";

type Data = Pick<TenantSettings, "namespace" | "dataSources" | "dataSets">;

describe("data that a run made and its state has not", () => {
  let world: SimulatedNamespace;
  startEach(
    () => simulateNamespace(),
    (started) => {
      world = started;
    },
  );
  beforeEach(async () => {
    await world.client.send(
      new CreateDataSourceCommand({
        AwsAccountId: world.scope.accountId,
        ...{ DataSourceId: "qsgov-default-db", Name: "Orders", Type: "S3" },
        DataSourceParameters: {
          S3Parameters: { ManifestFileLocation: { Bucket: "b", Key: "manifest.json" } },
        },
      }),
    );
  });

  const people: StackResources = {
    "urn:pulumi:dev::p::pulumi-nodejs:dynamic/quicksight:Roster::default": {
      type: "pulumi-nodejs:dynamic/quicksight:Roster",
    },
  };
  const search = async (state: StackResources, wheres: string[] = [], db: object = {}) => {
    const { accountId, identityRegion: region } = world.scope;
    const settings = {
      ...{ namespace: "default", dataSets: { orders: {} } },
      dataSources: { db: { type: "S3", ...db }, later: { type: "S3" } },
    } as unknown as Data;
    const taken = wheres.map((where) => ({ where, message: "is another tenant's" }));
    const told = { taken, accountId, parameterPrefix: "/p" };
    const access = { ...world.connection, region } as AwsAccess;
    return findUnrecorded(settings, state, told, access);
  };
  const find = async (...args: Parameters<typeof search>) => [...(await search(...args)).ids];

  it("is found where the stack has the people, and nothing is made up", async () => {
    assert.deepEqual(await find(people), [
      ["aws:quicksight/dataSource:DataSource::default-db", "111122223333/qsgov-default-db"],
    ]);
  });

  it("is told and not imported where it is a resource of ours, which takes it up itself", async () => {
    const trino = { type: "TRINO", host: "h", port: 1, catalog: "c", secret: "s" };
    const { ids, titles } = await search(people, [], trino);
    assert.deepEqual([[...ids], titles], [[], ["data source qsgov-default-db"]]);
  });

  it("is another's where the stack has no people, or where another tenant may have the id", async () => {
    assert.deepEqual(await find({}), []);
    assert.deepEqual(await find(people, ["tenant.dataSources.db"]), []);
  });

  it("is not looked for where the state has it", async () => {
    const outputs = { dataSourceId: "qsgov-default-db" };
    const held = { "urn:x": { type: "aws:quicksight/dataSource:DataSource", outputs } };
    assert.deepEqual(await find({ ...people, ...held }), []);
  });
});
