import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateGroupCommand,
  DeleteUserCommand,
  ListDashboardsCommand,
  ListGroupsCommand,
  UpdateDashboardPermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { type Api, openApi } from "../../../core/aws/api.ts";
import type { Intent } from "../../../core/aws/intent.ts";
import { Pacer } from "../../../core/aws/pacer.ts";
import { type SimulatedNamespace, simulateNamespace } from "../../support/simulatedNamespace.ts";

const account = { AwsAccountId: "111122223333" };
const address = { ...account, Namespace: "default" };
const reason = new Error("the run was stopped by SIGINT");
/** More than leave at once. */
const many = 120;

describe("the clients of a run", () => {
  let world: SimulatedNamespace;
  let api: Api;
  beforeEach(async () => {
    world = await simulateNamespace();
    api = openApi(
      { identity: "us-east-1", data: ["us-east-1", "eu-west-1"] },
      {
        endpoint: world.simulator.url,
        credentials: { accessKeyId: "test", secretAccessKey: "test" },
      },
    );
  });
  afterEach(async () => {
    api.close();
    await world.close();
  });

  const list = (intent: Intent) => api[intent].identity.send(new ListGroupsCommand(address));
  const create = (GroupName: string) =>
    api.giving.identity.send(new CreateGroupCommand({ ...address, GroupName }));
  const arrived = () => world.simulator.calls()["ListGroups"] ?? 0;

  it("refuse a call that takes something where they only give or read, before it leaves", async () => {
    const remove = new DeleteUserCommand({ ...address, UserName: "quicksight-fed-users/a@x.com" });
    const revoke = new UpdateDashboardPermissionsCommand({
      ...account,
      DashboardId: "sales",
      RevokePermissions: [{ Principal: "arn", Actions: ["quicksight:DescribeDashboard"] }],
    });
    for (const intent of ["giving", "reading"] as const) {
      for (const client of [api[intent].identity, ...api[intent].data.map((one) => one.client)]) {
        await assert.rejects(client.send(remove), /^Error: DeleteUserCommand takes something/);
        await assert.rejects(
          client.send(revoke),
          /^Error: UpdateDashboardPermissionsCommand takes/,
        );
      }
    }
    assert.deepEqual(world.simulator.calls(), {});
    await assert.rejects(api.taking.identity.send(remove), { name: "ResourceNotFoundException" });
  });

  for (const intent of ["reading", "taking"] as const) {
    it(`stop ${intent} at once, also what waits for its turn, and go on giving`, async () => {
      const calls = Array.from({ length: many }, () => list(intent));
      const settled = Promise.allSettled(calls);
      await calls[0];
      api.stop(intent, reason);
      const results = await settled;
      const refused = results.filter((one) => one.status === "rejected");
      assert.ok(refused.length > 0, "all had left before the stop");
      assert.ok(refused.every((one) => one.reason === reason));
      const answered = results.length - refused.length;
      assert.equal(arrived(), answered, "what has left is answered");
      await assert.rejects(list(intent), reason);

      await create("given-after-the-stop");
      api.stop("giving", reason);
      await assert.rejects(create("too-late"), reason);
      await sleep(50);
      assert.deepEqual(world.simulator.calls(), { ListGroups: answered, CreateGroup: 1 });
    });
  }

  it("stop a call that waits to be tried again", async () => {
    await world.setFaults({ operation: "ListGroups", error: "ThrottlingException" });
    const waiting = assert.rejects(list("taking"), reason);
    while (arrived() === 0) await sleep(5);
    api.stop("taking", reason);
    await waiting;
    const tries = arrived();
    await sleep(100);
    assert.equal(arrived(), tries);
  });

  it("share the pace of their Region, and no other Region waits for it", async () => {
    let open = many;
    const taking = Array.from({ length: many }, () => list("taking").then(() => (open -= 1)));
    const reading = Array.from({ length: many }, () => list("reading"));
    const elsewhere = api.taking.data[1]?.client ?? assert.fail();
    const openThen = elsewhere
      .send(new ListDashboardsCommand(account))
      .catch(() => undefined)
      .then(() => open);
    await Promise.all(reading);
    assert.ok(open > 0, "those that read went before those that take and were there earlier");
    assert.ok((await openThen) > 0);
    await Promise.all(taking);
  });
});

describe("who goes first", () => {
  it("is what was sent before, then giving, reading and taking", async () => {
    const pacer = new Pacer();
    const started: string[] = [];
    const queue = (intent: Intent, attempt: "first" | "again" = "first") =>
      pacer.turn(intent, attempt).then((call) => {
        started.push(attempt === "again" ? "again" : intent);
        pacer.settle(call, "accepted");
      });
    // What leaves at once has nobody to wait for.
    const rush = Array.from({ length: 60 }, () => queue("taking"));
    await Promise.resolve();
    const turns = [queue("reading"), queue("giving"), queue("taking", "again"), queue("giving")];
    await Promise.all([...rush, ...turns]);
    const others = started.filter((one) => one !== "taking");
    assert.deepEqual(others, ["again", "giving", "giving", "reading"]);
    assert.equal(started.at(-1), "taking", "those that take came first and go last");
  });
});
