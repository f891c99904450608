import assert from "node:assert/strict";
import {
  CreateGroupCommand,
  DescribeGroupCommand,
  InternalFailureException,
  ListGroupsCommand,
  ListUsersCommand,
  ResourceUnavailableException,
  ThrottlingException,
} from "@aws-sdk/client-quicksight";
import { refused } from "./support/refused.ts";
import { inDefault, simulated } from "./support/simulated.ts";

const critical = { ...inDefault, GroupName: "critical" };

describe("simulator: faults", () => {
  const { client, clientWith, control, calls } = simulated();
  const listUsers = () => client().send(new ListUsersCommand(inDefault));
  const outcomes = async (count: number): Promise<string> => {
    let seen = "";
    for (let call = 1; call <= count; call += 1) {
      seen += await listUsers().then(
        () => ".",
        () => "x",
      );
    }
    return seen;
  };

  it("fails the nth call of an operation, and only that", async () => {
    await control("POST", "/_sim/faults", {
      operation: "ListUsers",
      nth: 2,
      error: "InternalFailure",
    });
    await listUsers();
    await client().send(new ListGroupsCommand(inDefault));
    await refused(listUsers(), InternalFailureException, { status: 500 });
    await listUsers();
  });

  it("fails every so many calls, or all of them", async () => {
    await control("POST", "/_sim/faults", {
      operation: "ListUsers",
      every: 3,
      error: "ThrottlingException",
    });
    assert.equal(await outcomes(7), "..x..x.");
    await control("DELETE", "/_sim/faults");
    assert.equal(await outcomes(3), "...");
    await control("POST", "/_sim/faults", { operation: "*", error: "ResourceUnavailable" });
    await refused(listUsers(), ResourceUnavailableException, { status: 503 });
  });

  it("fails by chance, the same way each time for one seed", async () => {
    const rule = { operation: "ListUsers", rate: 0.5, error: "InternalFailure" };
    await control("POST", "/_sim/faults", rule);
    const first = await outcomes(30);
    assert.match(first, /x/);
    assert.match(first, /\./);
    await control("POST", "/_sim/reset");
    await control("POST", "/_sim/faults", rule);
    assert.equal(await outcomes(30), first);
    await control("POST", "/_sim/reset", { seed: 2 });
    await control("POST", "/_sim/faults", rule);
    assert.notEqual(await outcomes(30), first);
  });

  it("closes the connection without an answer", async () => {
    await control("POST", "/_sim/faults", { operation: "ListUsers", nth: 1, drop: true });
    await assert.rejects(listUsers(), { code: "ECONNRESET" });
    await listUsers();
  });

  it("can lose an answer after the change was made", async () => {
    await control("POST", "/_sim/faults", [
      { operation: "CreateGroup", nth: 1, drop: true, after: true },
      { operation: "DescribeGroup", nth: 1, error: "Throttling", message: "Later", after: true },
    ]);
    await assert.rejects(client().send(new CreateGroupCommand(critical)), { code: "ECONNRESET" });
    await refused(client().send(new DescribeGroupCommand(critical)), ThrottlingException, {
      status: 429,
      message: "Later",
    });
    const { Group } = await client().send(new DescribeGroupCommand(critical));
    assert.equal(Group?.GroupName, "critical");
  });

  it("makes calls slow", async () => {
    await control("POST", "/_sim/faults", { operation: "ListUsers", nth: 1, latencyMs: 60 });
    const started = performance.now();
    await listUsers();
    assert.ok(performance.now() - started >= 55);
  });

  it("lets the retries of the SDK through, and counts each attempt", async () => {
    await control("POST", "/_sim/faults", {
      operation: "ListUsers",
      nth: 1,
      error: "InternalFailure",
    });
    await clientWith({ maxAttempts: 2 }).send(new ListUsersCommand(inDefault));
    assert.deepEqual(calls(), { ListUsers: 2 });
  });

  const wrong: [string, unknown, RegExp][] = [
    ["an unknown operation", { operation: "ListUser", drop: true }, /operation: ListUser is not/],
    ["an unknown error", { operation: "ListUsers", error: "Boom" }, /error: Boom is not an error/],
    [
      "a rule without effect",
      { operation: "ListUsers", nth: 1 },
      /one of error, latencyMs and drop/,
    ],
    ["two times at once", { operation: "*", nth: 1, every: 2, drop: true }, /only one of nth/],
    ["an unknown field", { operation: "*", drop: true, nht: 1 }, /nht/],
  ];
  for (const [what, rule, message] of wrong) {
    it(`refuses ${what}`, async () => {
      const { status, body } = await control("POST", "/_sim/faults", rule);
      assert.equal(status, 400);
      assert.match((body as { error: string }).error, message);
      await listUsers();
    });
  }
});
