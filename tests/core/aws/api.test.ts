import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateGroupCommand,
  DeleteUserCommand,
  DescribeUserCommand,
  ListUsersCommand,
  type QuickSightClient,
  UpdateDashboardPermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { type Api, type Clients, openApi, type Regions } from "../../../core/aws/api.ts";
import { type Simulator, startSimulator } from "../../../local/simulator/startSimulator.ts";

const address = { AwsAccountId: "111122223333", Namespace: "default" };
const reason = new Error("the run was stopped by SIGTERM");
/** Calls that a pacer lets go at once when it has had nothing to do, and how long it then waits for each, in milliseconds. */
const [burst, pause] = [20, 5];

const list = (client: QuickSightClient) => client.send(new ListUsersCommand(address));
const describeUser = (client: QuickSightClient, n: number) =>
  client.send(new DescribeUserCommand({ ...address, UserName: `u${n}` })).catch(() => undefined);
const deleteUser = (client: QuickSightClient, n: number) =>
  client.send(new DeleteUserCommand({ ...address, UserName: `u${n}` }));
const createGroup = (client: QuickSightClient, n: number) =>
  client.send(new CreateGroupCommand({ ...address, GroupName: `g${n}` }));

/** Calls `call` with 0, 1, … and waits for all. */
const times = (count: number, call: (n: number) => Promise<unknown>) =>
  Promise.allSettled(Array.from({ length: count }, (_, n) => call(n)));

/** What leaves from now on, by intent, in order. */
function watch({ intent, identity }: Clients, departures: string[] = []): readonly string[] {
  identity.middlewareStack.add(
    (next) => (args) => {
      departures.push(intent);
      return next(args);
    },
    { step: "deserialize", priority: "low", name: "watch" },
  );
  return departures;
}

/** Those that failed for the reason that the stop gave. */
const stoppedOf = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.filter((result) => result.status === "rejected" && result.reason === reason).length;

describe("the clients of a run", () => {
  let simulator: Simulator;
  let api: Api;
  before(async () => {
    simulator = await startSimulator({ accountId: address.AwsAccountId, region: "us-east-1" });
  });
  after(() => simulator.close());
  beforeEach(() => {
    simulator.reset();
    api = open();
  });
  afterEach(() => {
    api.close();
  });

  const open = (regions: Regions = { identity: "us-east-1", data: ["us-east-1"] }) =>
    openApi(regions, {
      endpoint: simulator.url,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
  const calls = (name: string) => simulator.calls()[name] ?? 0;
  const setFaults = (...rules: object[]) =>
    fetch(`${simulator.url}/_sim/faults`, { method: "POST", body: JSON.stringify(rules) });

  it("send nothing that takes any more after the stop, also of what waits for its turn", async () => {
    const departures = watch(api.taking);
    const all = times(200, (n) => deleteUser(api.taking.identity, n));
    while (departures.length < 30) await sleep(5);
    api.stop("taking", reason);
    const left = departures.length;
    const results = await all;
    await sleep(100);
    assert.ok(left < 150, `${left} left before the stop`);
    assert.equal(departures.length, left, "none left after it");
    assert.equal(calls("DeleteUser"), left);
    assert.equal(stoppedOf(results), 200 - left, "the others fail with the reason");
    await assert.rejects(deleteUser(api.taking.identity, 0), reason);
  });

  it("stop reading at once as well, and by itself", async () => {
    const departures = watch(api.reading);
    const all = times(200, () => list(api.reading.identity));
    while (departures.length < 30) await sleep(5);
    api.stop("reading", reason);
    const left = departures.length;
    assert.ok(stoppedOf(await all) >= 200 - left);
    // Nobody waits for the answers, so that what has left may not have arrived yet.
    for (let tries = 0; calls("ListUsers") < left && tries < 400; tries++) await sleep(5);
    assert.deepEqual([departures.length, calls("ListUsers")], [left, left]);
    await createGroup(api.giving.identity, 1);
    await assert.rejects(deleteUser(api.taking.identity, 0), { name: "ResourceNotFoundException" });
  });

  it("hold back a call that had its turn and has not left: while it is signed", async () => {
    let release: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const signing: string[] = [];
    api.taking.identity.middlewareStack.add(
      (next) => async (args) => {
        signing.push("DeleteUser");
        await held;
        return next(args);
      },
      { step: "finalizeRequest", priority: "low", name: "slowSigning" },
    );
    const call = deleteUser(api.taking.identity, 1);
    while (signing.length === 0) await sleep(5);
    api.stop("taking", reason);
    release?.();
    await assert.rejects(call, reason);
    assert.equal(calls("DeleteUser"), 0);
  });

  it("do not try again after the stop what failed on the server, and tell that: it may have been done", async () => {
    await setFaults({ operation: "DeleteUser", error: "InternalFailure" });
    const departures = watch(api.taking);
    const call = deleteUser(api.taking.identity, 1);
    const failed = assert.rejects(call, { name: "InternalFailureException" });
    while (departures.length < 2) await sleep(5);
    api.stop("taking", reason);
    await failed;
    assert.equal(departures.length, 2);
  });

  it("do not try again after the stop what was throttled, which was not done: it fails with the reason", async () => {
    await setFaults({ operation: "DeleteUser", error: "ThrottlingException" });
    const departures = watch(api.taking);
    const all = times(20, (n) => deleteUser(api.taking.identity, n));
    while (departures.length < 25) await sleep(5);
    api.stop("taking", reason);
    const left = departures.length;
    assert.equal(stoppedOf(await all), 20);
    assert.equal(departures.length, left);
    await createGroup(api.giving.identity, 1);
  });

  it("get the answer to what had left and does something", async () => {
    await setFaults({ operation: "CreateGroup", latencyMs: 200 });
    const call = createGroup(api.giving.identity, 1);
    while (calls("CreateGroup") < 1) await sleep(5);
    api.stop("giving", reason);
    assert.equal((await call).Group?.GroupName, "g1");
  });

  it("do not wait for the answer to what only reads", async () => {
    await setFaults({ operation: "ListUsers", latencyMs: 20_000 });
    const failed = times(20, () => list(api.reading.identity));
    while (calls("ListUsers") < 20) await sleep(5);
    const begun = performance.now();
    api.stop("reading", reason);
    assert.equal(stoppedOf(await failed), 20);
    assert.ok(performance.now() - begun < 1000);
  });

  it("end the pause after a lost connection with the stop", async () => {
    await setFaults({ operation: "CreateGroup", drop: true });
    const departures = watch(api.giving);
    const failed = times(20, (n) => createGroup(api.giving.identity, n));
    while (departures.length < 120) await sleep(5);
    const begun = performance.now();
    api.stop("giving", reason);
    assert.ok((await failed).every(({ status }) => status === "rejected"));
    assert.ok(performance.now() - begun < 1000);
  });

  it("go on giving when the rest is stopped, to the end of the queue, until giving is stopped as well", async () => {
    const taking = times(100, (n) => deleteUser(api.taking.identity, n));
    const giving = times(100, (n) => createGroup(api.giving.identity, n));
    await sleep(20);
    api.stop("taking", reason);
    api.stop("reading", reason);
    assert.ok((await giving).every(({ status }) => status === "fulfilled"));
    assert.equal(calls("CreateGroup"), 100);
    assert.ok(stoppedOf(await taking) > 0);
    api.stop("giving", reason);
    await assert.rejects(createGroup(api.giving.identity, 101), reason);
  });

  it("give before they read, and read before they take, of what waits", async () => {
    const order: string[] = [];
    for (const clients of [api.giving, api.reading, api.taking]) watch(clients, order);
    await Promise.all([
      times(40, (n) => deleteUser(api.taking.identity, n)),
      times(40, (n) => describeUser(api.reading.identity, n)),
      times(20, (n) => createGroup(api.giving.identity, n)),
    ]);
    assert.equal(order.length, 100);
    assert.ok(order.lastIndexOf("giving") < burst + 25, order.join());
    assert.ok(
      order.slice(-15).every((intent) => intent === "taking"),
      order.join(),
    );
  });

  it("share the pace of their Region, for identity and data and whatever they are for", async () => {
    api.close();
    api = open({ identity: "us-east-1", data: ["eu-west-1", "us-east-1"] });
    const [, here] = api.giving.data;
    assert.ok(here !== undefined);
    const begun = performance.now();
    await Promise.all([
      times(2 * burst, () => list(api.reading.identity)),
      times(2 * burst, (n) => createGroup(here.client, n)),
    ]);
    const least = (4 * burst - burst) * pause * 0.4;
    assert.ok(performance.now() - begun > least, "the second half waits for the first");
    assert.deepEqual(
      api.reading.data.map(({ region }) => region),
      ["eu-west-1", "us-east-1"],
    );
  });

  it("refuse to take through a client for giving or reading, and send nothing", async () => {
    const revoke = new UpdateDashboardPermissionsCommand({
      AwsAccountId: address.AwsAccountId,
      DashboardId: "sales",
      RevokePermissions: [{ Principal: "arn:aws:quicksight::x", Actions: ["quicksight:ListTags"] }],
    });
    for (const { intent, identity } of [api.giving, api.reading]) {
      const refused = /takes something, and was sent by a client that only gives or reads/;
      await assert.rejects(deleteUser(identity, 1), refused, intent);
      await assert.rejects(identity.send(revoke), refused, intent);
    }
    assert.deepEqual(simulator.calls(), {});
    await assert.rejects(api.taking.identity.send(revoke), { name: "ResourceNotFoundException" });
  });

  it("grant through a client for giving with an empty list of what is revoked", async () => {
    const grant = new UpdateDashboardPermissionsCommand({
      AwsAccountId: address.AwsAccountId,
      DashboardId: "sales",
      RevokePermissions: [],
    });
    await assert.rejects(api.giving.identity.send(grant), { name: "ResourceNotFoundException" });
  });
});
