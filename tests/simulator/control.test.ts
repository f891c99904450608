import assert from "node:assert/strict";
import {
  ListGroupsCommand,
  ListUsersCommand,
  ThrottlingException,
} from "@aws-sdk/client-quicksight";
import { createGroups, register } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { inDefault, simulated } from "./support/simulated.ts";

describe("simulator: control routes", () => {
  const { client, control, reset } = simulated();
  const listUsers = () => client().send(new ListUsersCommand(inDefault));

  it("counts calls by operation, and starts again on request without losing state", async () => {
    await createGroups(client(), "critical");
    await listUsers();
    await listUsers();
    const counted = await control("GET", "/_sim/calls");
    assert.deepEqual(counted.body, { CreateGroup: 1, ListUsers: 2 });
    await control("POST", "/_sim/calls");
    assert.deepEqual((await control("GET", "/_sim/calls")).body, {});
    const { GroupList } = await client().send(new ListGroupsCommand(inDefault));
    assert.equal(GroupList?.length, 1);
  });

  it("throttles what is above the rate, and counts it apart", async () => {
    reset({ rate: 0.001 });
    await listUsers();
    for (let call = 1; call <= 3; call += 1) {
      await refused(listUsers(), ThrottlingException, { status: 429, message: "Rate exceeded" });
    }
    assert.deepEqual((await control("GET", "/_sim/calls")).body, { ListUsers: 1 });
    assert.deepEqual((await control("GET", "/_sim/throttled")).body, { ListUsers: 3 });
  });

  it("shows the whole state", async () => {
    await createGroups(client(), "critical");
    await register(client(), "ana@x.com", "AUTHOR");
    const { body } = await control("GET", "/_sim/state");
    const { account, namespaces } = body as {
      account: { edition: string };
      namespaces: { default: { groups: object; users: Record<string, { role: string }> } };
    };
    assert.equal(account.edition, "ENTERPRISE");
    assert.deepEqual(Object.keys(namespaces.default.groups), ["critical"]);
    assert.equal(namespaces.default.users["quicksight-fed-users/ana@x.com"]?.role, "AUTHOR");
  });

  it("resets to the start, with the options that are sent", async () => {
    await createGroups(client(), "critical");
    await control("POST", "/_sim/reset", { latencyMs: 50 });
    const started = performance.now();
    const { GroupList } = await client().send(new ListGroupsCommand(inDefault));
    assert.deepEqual(GroupList, []);
    assert.ok(performance.now() - started >= 45);
    assert.deepEqual((await control("GET", "/_sim/calls")).body, { ListGroups: 1 });
  });

  it("refuses options that are wrong, naming each, and keeps its state", async () => {
    await createGroups(client(), "critical");
    const { status, body } = await control("POST", "/_sim/reset", { rate: -1, edtion: "STANDARD" });
    assert.equal(status, 400);
    assert.match((body as { error: string }).error, /rate: .*\n.*edtion/s);
    const { GroupList } = await client().send(new ListGroupsCommand(inDefault));
    assert.equal(GroupList?.length, 1);
  });

  it("refuses options that are no object", async () => {
    for (const body of [7, "rate", null]) {
      assert.equal((await control("POST", "/_sim/reset", body)).status, 400);
    }
  });

  it("cannot move to another port while it runs", async () => {
    const { status, body } = await control("POST", "/_sim/reset", { port: 1 });
    assert.equal(status, 400);
    assert.match((body as { error: string }).error, /^port: cannot change/);
  });

  it("names its routes when asked for another", async () => {
    const { status, body } = await control("GET", "/_sim/nothing");
    assert.equal(status, 404);
    assert.match((body as { error: string }).error, /GET \/_sim\/state/);
  });
});
