import assert from "node:assert/strict";
import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  DeleteGroupCommand,
  ListGroupMembershipsCommand,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import { peopleSubject } from "../../../core/people/peopleSubject.ts";
import type { Person } from "../../../core/people/person.ts";
import { readNamespace } from "../../../core/people/readNamespace.ts";
import { formatRoster } from "../../../core/people/roster/rosterText.ts";
import { describeOutcome } from "../../../core/reconcile/describeOutcome.ts";
import { PlanRefused } from "../../../core/reconcile/planRefused.ts";
import { desired, govern } from "../../support/govern.ts";
import { type MemoryBucket, memoryBucket } from "../../support/memoryBucket.ts";
import { runPeople } from "../../support/runPeople.ts";
import { type SimulatedNamespace, simulateNamespace } from "../../support/simulatedNamespace.ts";

const person = desired;
const roster = [
  person("ana@x.com", "ADMIN", "admin", "usa"),
  person("bo@x.com", "READER", "usa"),
  person("cy@x.com", "AUTHOR", "dev"),
];

describe("reconciling a namespace", () => {
  let world: SimulatedNamespace;
  let bucket: MemoryBucket;
  beforeEach(async () => {
    bucket = memoryBucket();
    world = await simulateNamespace("admin", "dev", "usa");
  });
  afterEach(async () => {
    assert.deepEqual(world.simulator.violations(), []);
    await world.close();
  });

  const run = (people: readonly Person[], ...approvals: string[]) =>
    runPeople(world.simulator.url, govern(people), { bucket, approvals });
  /** The same by somebody who approves whatever the guard refuses. */
  const runApproved = (people: readonly Person[]) =>
    run(people).catch((error: unknown) => {
      if (!(error instanceof PlanRefused)) throw error;
      return run(people, error.verdict.hash);
    });
  const now = async () => formatRoster((await readNamespace(world.client, world.scope)).people);

  it("makes it what the roster says, with one write for each step", async () => {
    await world.resetCalls();
    const { failed } = await run(roster);
    assert.deepEqual(failed, []);
    assert.equal(await now(), formatRoster(roster));
    assert.deepEqual(world.writes(), { RegisterUser: 3, CreateGroupMembership: 4 });
  });

  it("changes roles in place, moves people between groups, and removes who left", async () => {
    await run(roster);
    const next = [
      person("ana@x.com", "ADMIN", "admin"),
      person("bo@x.com", "AUTHOR", "dev", "usa"),
      person("cy@x.com", "AUTHOR", "dev"),
      person("di@x.com", "READER", "usa"),
    ];
    await world.resetCalls();
    assert.deepEqual((await run(next)).failed, []);
    assert.equal(await now(), formatRoster(next));
    assert.deepEqual(world.writes(), {
      UpdateUser: 1,
      RegisterUser: 1,
      CreateGroupMembership: 2,
      DeleteGroupMembership: 1,
    });
    const fewer = next.filter(({ email }) => email !== "cy@x.com");
    await run(fewer);
    assert.equal(await now(), formatRoster(fewer));
  });

  it("refuses a dangerous plan before it writes anything, and applies it when approved", async () => {
    await run(roster);
    await world.resetCalls();
    const leaderless = roster.slice(1);
    const refused = await run(leaderless).catch((error: unknown) => error);
    assert.ok(refused instanceof PlanRefused);
    assert.match(refused.message, /1 of 1 admins would go; the limit is 0/);
    assert.deepEqual(world.writes(), {});
    const hash = /APPROVE=(\w+)/.exec(refused.message)?.[1] ?? "";
    assert.deepEqual((await run(leaderless, hash)).failed, []);
    assert.equal(await now(), formatRoster(leaderless));
  });

  it("makes a reader of an author: deletes, registers again, and gives back the groups", async () => {
    await run(roster);
    const lowered = [...roster.slice(0, 2), person("cy@x.com", "READER", "dev")];
    await world.resetCalls();
    assert.deepEqual((await run(lowered)).failed, []);
    assert.equal(await now(), formatRoster(lowered));
    assert.deepEqual(world.writes(), {
      DeleteUser: 1,
      RegisterUser: 1,
      CreateGroupMembership: 1,
    });
  });

  it("registers again whoever it has deleted, even when the first tries fail", async () => {
    await run(roster);
    await world.setFaults({ operation: "RegisterUser", nth: 1, error: "AccessDeniedException" });
    const lowered = [...roster.slice(0, 2), person("cy@x.com", "READER", "dev")];
    assert.deepEqual((await run(lowered)).failed, []);
    assert.equal(await now(), formatRoster(lowered));
  });

  it("keeps an admin until the next is there, and does not let them go when that failed", async () => {
    await run(roster);
    const next = [person("new@x.com", "ADMIN", "admin"), ...roster.slice(1)];
    await world.setFaults({ operation: "RegisterUser", error: "AccessDeniedException" });
    const { failed } = await run(next);
    assert.match(
      failed.map(({ reason }) => reason).join(),
      /not done, as others could not be made admin, and 1 must stay/,
    );
    assert.match(await now(), /^ana@x\.com +ADMIN/m);
    await world.clearFaults();
    assert.deepEqual((await run(next)).failed, []);
    assert.equal(await now(), formatRoster(next));

    const outcome = await runApproved([person("new@x.com", "AUTHOR"), person("bo@x.com", "ADMIN")]);
    const { steps } = outcome.verdict.plan;
    const roles = steps.filter(({ kind }) => kind === "change-role");
    assert.deepEqual(
      roles.map((one) => "email" in one && one.email),
      ["bo@x.com", "new@x.com"],
      "one is made admin before the other is one no more",
    );
  });

  it("gives back groups that are not ours when it registers somebody again", async () => {
    await run(roster);
    const address = { AwsAccountId: world.scope.accountId, Namespace: "default" };
    const GroupName = "finance-team";
    await world.client.send(new CreateGroupCommand({ ...address, GroupName }));
    const MemberName = "quicksight-fed-users/cy@x.com";
    await world.client.send(
      new CreateGroupMembershipCommand({ ...address, GroupName, MemberName }),
    );
    await run([...roster.slice(0, 2), person("cy@x.com", "READER", "dev")]);
    const { GroupMemberList = [] } = await world.client.send(
      new ListGroupMembershipsCommand({ ...address, GroupName }),
    );
    assert.deepEqual(
      GroupMemberList.map((member) => member.MemberName),
      [MemberName],
    );
  });

  it("never lowers somebody who was made more than the plan has seen", async () => {
    const { failed } = await runPeople(world.simulator.url, govern(roster), {
      onPlan: () => {
        // Somebody else is faster.
        void world.client.send(
          new RegisterUserCommand({
            AwsAccountId: world.scope.accountId,
            Namespace: "default",
            Email: "bo@x.com",
            IdentityType: "IAM",
            IamArn: `arn:aws:iam::${world.scope.accountId}:role/quicksight-fed-users`,
            SessionName: "bo@x.com",
            UserRole: "ADMIN",
          }),
        );
      },
    });
    assert.match(failed.map(({ reason }) => reason).join(), /is ADMIN since the plan was made/);
    assert.match(await now(), /^bo@x\.com +ADMIN/m);
  });

  it("makes declared groups that are missing", async () => {
    const groups = { admin: {}, gbr: { description: "Rows of Great Britain" } };
    const governed = govern(roster, { groups });
    assert.deepEqual((await runPeople(world.simulator.url, governed)).failed, []);
    const { groups: names, descriptions } = await readNamespace(world.client, world.scope);
    assert.deepEqual([...names].sort(), ["admin", "dev", "gbr", "usa"]);
    assert.deepEqual(descriptions, { gbr: "Rows of Great Britain" });
  });

  it("writes nothing when its signal is aborted before it begins", async () => {
    const reason = new Error("the lock was lost");
    const signal = AbortSignal.abort(reason);
    const stopped = runPeople(world.simulator.url, govern(roster), { bucket, signal });
    await assert.rejects(stopped, reason);
    assert.deepEqual(world.writes(), { CreateGroup: 3 });
  });

  it("goes on after failures, names each with its person, and finishes at the next run", async () => {
    await world.setFaults({ operation: "RegisterUser", nth: 2, error: "AccessDeniedException" });
    const applied = await run(roster);
    assert.ok(applied.failed.length >= 2);
    const message = describeOutcome(peopleSubject, "default", applied);
    assert.match(message, /^\d of 7 steps failed for people of namespace default; \d are done/);
    assert.match(message, /AccessDeniedException/);
    assert.match(message, /the person could not be registered/);
    assert.deepEqual((await run(roster)).failed, []);
    assert.equal(await now(), formatRoster(roster));
  });

  it("stays with a call that is throttled, fails on the server or loses its connection", async () => {
    await world.setFaults(
      { operation: "RegisterUser", nth: 1, error: "ThrottlingException" },
      { operation: "RegisterUser", nth: 2, error: "InternalFailure" },
      { operation: "CreateGroupMembership", nth: 1, drop: true },
    );
    assert.deepEqual((await run(roster)).failed, []);
    assert.equal(await now(), formatRoster(roster));
  });

  it("does not register anybody twice when the answer to a registration is lost", async () => {
    await world.setFaults({ operation: "RegisterUser", nth: 1, drop: true, after: true });
    assert.deepEqual((await run(roster)).failed, []);
    assert.equal(await now(), formatRoster(roster));
  });

  it("waits for a new user to be known to the membership call", async () => {
    await world.setFaults(
      { operation: "CreateGroupMembership", nth: 1, error: "ResourceNotFoundException" },
      { operation: "CreateGroupMembership", nth: 3, error: "ResourceNotFoundException" },
    );
    assert.deepEqual((await run(roster)).failed, []);
    assert.equal(await now(), formatRoster(roster));
  });

  it("never touches people who came in another way, nor a reader who provisioned themselves", async () => {
    const address = {
      AwsAccountId: world.scope.accountId,
      Namespace: "default",
      Email: "other@x.com",
    };
    const role = `arn:aws:iam::${world.scope.accountId}:role`;
    for (const [name, session] of [
      ["Administrator", "root@x.com"],
      ["quicksight-fed-users", "self@x.com"],
    ]) {
      await world.client.send(
        new RegisterUserCommand({
          ...address,
          IdentityType: "IAM",
          IamArn: `${role}/${name ?? ""}`,
          SessionName: session,
          UserRole: name === "Administrator" ? "ADMIN" : "READER",
        }),
      );
    }
    const { plan } = (await run(roster)).verdict;
    assert.deepEqual(plan.notices, [
      "self@x.com: provisioned themselves as READER and is in no group; left as is",
      "user Administrator/root@x.com (ADMIN): not managed here; left as is",
    ]);
    const after = await readNamespace(world.client, world.scope);
    assert.equal(after.people.length, 4);
    assert.equal(after.unmanaged.length, 1);
  });

  it("says which group is missing instead of waiting for it", async () => {
    await world.client.send(
      new DeleteGroupCommand({
        AwsAccountId: world.scope.accountId,
        Namespace: "default",
        GroupName: "quicksight-fed-dev",
      }),
    );
    const { failed } = await run(roster);
    assert.equal(failed.length, 1);
    assert.match(failed[0]?.reason ?? "", /ResourceNotFoundException: .*quicksight-fed-dev/);
  });
});
