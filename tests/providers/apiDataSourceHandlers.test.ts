import assert from "node:assert/strict";
import {
  CreateGroupCommand,
  DescribeDataSourceCommand,
  DescribeDataSourcePermissionsCommand,
  ListTagsForResourceCommand,
  type QuickSightClient,
  UpdateDataSourceCommand,
  UpdateDataSourcePermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { permissionSet } from "../../core/assets/permissionSet.ts";
import { describeReady } from "../../core/data/judgeDataSource.ts";
import {
  createApiDataSource,
  deleteApiDataSource,
  diffApiDataSource,
  readApiDataSource,
  updateApiDataSource,
} from "../../providers/apiDataSourceHandlers.ts";
import type { ApiDataSourceState } from "../../providers/apiDataSourceState.ts";
import { arn, createDataSource } from "../simulator/support/assets.ts";
import { AwsAccountId, simulated } from "../simulator/support/simulated.ts";
import { callSimulator } from "../support/callSimulator.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";
import { partialFailureOf } from "../support/partialFailureOf.ts";

const region = "eu-west-1";
const context = { environment: {} };
const address = { AwsAccountId, DataSourceId: "lake" };
const id = `${AwsAccountId}/${region}/lake`;
const secretArn = `arn:aws:secretsmanager:${region}:${AwsAccountId}:secret:lake-a1b2c3`;
const other = `arn:aws:secretsmanager:${region}:${AwsAccountId}:secret:other-a1b2c3`;
const group = (name: string) =>
  `arn:aws:quicksight:${region}:${AwsAccountId}:group/default/${name}`;
const granted = (name: string, level: "owner" | "viewer") => ({
  ...{ principal: group(name), actions: permissionSet("data-source", level) },
});
const at = (Host: string) => ({ TrinoParameters: { Host, Port: 443, Catalog: "hive" } });
const of = (more: Partial<ApiDataSourceState> = {}): ApiDataSourceState => ({
  ...{ version: 1, arn: arn("datasource/lake"), awsAccountId: AwsAccountId, region },
  ...{ dataSourceId: "lake", name: "Lake", type: "TRINO", parameters: at("trino.example.com") },
  ...{ credentials: { secretArn }, sslProperties: { disableSsl: false } },
  ...{ permissions: [granted("admin", "owner")], tags: { owner: "bi" } },
  ...{ standing: describeReady(secretArn), ...more },
});

describe("a data source by the API", function () {
  this.timeout(60_000);
  keepEnvironment();
  const world = simulated();
  let client: QuickSightClient;
  before(() => {
    client = world.client();
    callSimulator(world.url());
  });
  beforeEach(async () => {
    for (const GroupName of ["admin", "bi", "guests"]) {
      await client.send(new CreateGroupCommand({ AwsAccountId, Namespace: "default", GroupName }));
    }
  });

  const seen = async () =>
    (await client.send(new DescribeDataSourceCommand(address))).DataSource ?? {};
  const read = async (state: ApiDataSourceState) => {
    const { props } = await readApiDataSource(id, state, context);
    assert.ok(props !== undefined);
    return props;
  };
  const grants = async () => {
    const { Permissions = [] } = await client.send(
      new DescribeDataSourcePermissionsCommand(address),
    );
    return Object.fromEntries(
      Permissions.map(({ Principal = "", Actions = [] }) => [
        Principal.slice(Principal.lastIndexOf("/") + 1),
        Actions.length,
      ]),
    );
  };
  const failure = async (run: Promise<unknown>) => {
    const { message, state } = await partialFailureOf(run);
    return { message, state: state as ApiDataSourceState };
  };
  const fault = (rule: object) => world.control("POST", "/_sim/faults", rule);

  it("is made, waited for, shared and tagged, and a refresh finds no difference", async () => {
    world.change({ assetDelayMs: 400 });
    const made = await createApiDataSource(of(), context);
    assert.equal(made.id, id);
    const { Status, DataSourceParameters, SecretArn } = await seen();
    assert.deepEqual(
      [Status, DataSourceParameters, SecretArn],
      ["CREATION_SUCCESSFUL", at("trino.example.com"), secretArn],
    );
    assert.deepEqual(await grants(), { admin: 6 });
    assert.deepEqual(await read(made.outs), made.outs);
    const { changes, replaces } = diffApiDataSource(made.outs, of());
    assert.deepEqual([changes, replaces], [false, []]);
  });

  it("moves in place, with all that it has, and gives groups whole sets", async () => {
    const { outs } = await createApiDataSource(of(), context);
    const news = of({
      ...{ name: "The lake", parameters: at("elsewhere"), tags: { team: "data" } },
      permissions: [granted("admin", "viewer"), granted("bi", "owner")],
    });
    assert.deepEqual(diffApiDataSource(outs, news).replaces, []);
    const after = await updateApiDataSource(id, outs, news, context);
    const { Name, DataSourceParameters, SecretArn } = await seen();
    assert.deepEqual(
      [Name, DataSourceParameters, SecretArn],
      ["The lake", at("elsewhere"), secretArn],
    );
    assert.deepEqual(await grants(), { admin: 3, bi: 6 });
    const { Tags } = await client.send(
      new ListTagsForResourceCommand({ ResourceArn: arn("datasource/lake") }),
    );
    assert.deepEqual(Tags, [{ Key: "team", Value: "data" }]);
    assert.deepEqual(await read(after.outs), after.outs);
  });

  it("takes a group's access although the database does not answer", async () => {
    const { outs } = await createApiDataSource(
      of({ permissions: [granted("bi", "owner")] }),
      context,
    );
    await fault({ operation: "UpdateDataSource", nth: 1, error: "AccessDenied" });
    const news = of({ parameters: at("elsewhere"), permissions: [granted("admin", "owner")] });
    const { message, state } = await failure(updateApiDataSource(id, outs, news, context));
    assert.match(message, /changing data source Lake \(lake\): .*AccessDenied/);
    assert.deepEqual(await grants(), { admin: 6 });
    assert.equal(diffApiDataSource(state, news).changes, true);
    await updateApiDataSource(id, state, news, context);
    assert.deepEqual((await seen()).DataSourceParameters, at("elsewhere"));
  });

  it("shows what somebody changed by hand, and puts it back: place, secret, tags, groups", async () => {
    const { outs } = await createApiDataSource(of(), context);
    await client.send(
      new UpdateDataSourceCommand({
        ...{ ...address, Name: "Mine", DataSourceParameters: at("mine") },
        Credentials: { SecretArn: other },
      }),
    );
    const { principal, actions } = granted("guests", "viewer");
    await client.send(
      new UpdateDataSourcePermissionsCommand({
        ...address,
        GrantPermissions: [{ Principal: principal, Actions: actions }],
      }),
    );
    const found = await read(outs);
    assert.deepEqual(found.parameters, at("mine"));
    assert.match(found.standing, /secret .*other-a1b2c3/);
    assert.deepEqual(
      found.permissions.map((one) => one.principal),
      [group("admin"), group("guests")],
    );
    assert.equal(diffApiDataSource(found, of()).changes, true);
    await updateApiDataSource(id, found, of(), context);
    assert.deepEqual(await read(outs), outs);
    assert.deepEqual(await grants(), { admin: 6 });
  });

  it("is taken up where a run made it that was killed, and another type is left as it is", async () => {
    await createApiDataSource(of({ permissions: [], tags: {} }), context);
    const { outs } = await createApiDataSource(of({ name: "Lake 2" }), context);
    assert.deepEqual([(await seen()).Name, await grants()], ["Lake 2", { admin: 6 }]);
    assert.deepEqual(await read(outs), outs);
    await deleteApiDataSource(outs, context);
    await createDataSource(client, "lake");
    await assert.rejects(createApiDataSource(of(), context), /type POSTGRESQL .* not in the state/);
    assert.equal((await seen()).Type, "POSTGRESQL");
  });

  it("waits for what somebody does to it, and then changes it", async () => {
    const { outs } = await createApiDataSource(of(), context);
    world.change({ assetDelayMs: 600 });
    await client.send(
      new UpdateDataSourceCommand({
        ...{ ...address, Name: "Mine", DataSourceParameters: at("mine") },
        Credentials: { SecretArn: secretArn },
      }),
    );
    await updateApiDataSource(id, outs, of({ name: "Ours" }), context);
    assert.equal((await seen()).Name, "Ours");
  });

  it("is made anew where it changes its type, or is not to be in a VPC any more", () => {
    const vpcConnectionProperties = { vpcConnectionArn: arn("vpcConnection/private") };
    const inVpc = of({ vpcConnectionProperties });
    assert.deepEqual(diffApiDataSource(inVpc, of()).replaces, ["vpcConnectionProperties"]);
    assert.deepEqual(diffApiDataSource(of(), inVpc), {
      ...{ changes: true, replaces: [], deleteBeforeReplace: true },
    });
    assert.deepEqual(diffApiDataSource(of(), of({ type: "STARBURST" })).replaces, ["type"]);
  });

  it("is gone when QuickSight says so, and deleting it again is no error", async () => {
    const { outs } = await createApiDataSource(of(), context);
    await deleteApiDataSource(outs, context);
    await deleteApiDataSource(outs, context);
    assert.deepEqual(await readApiDataSource(id, outs, context), { id: "" });
  });

  it("says in a refresh that it cannot be looked at, and stops nothing", async () => {
    const { outs } = await createApiDataSource(of(), context);
    await fault({ operation: "DescribeDataSource", nth: 1, error: "AccessDenied" });
    assert.match((await read(outs)).standing, /^not known: .*AccessDenied/);
  });
});
