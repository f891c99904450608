import assert from "node:assert/strict";
import {
  CreateCustomPermissionsCommand,
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateNamespaceCommand,
  DeleteUserCommand,
  RegisterUserCommand,
  UpdateUserCommand,
  UpdateUserCustomPermissionCommand,
  type UserRole,
} from "@aws-sdk/client-quicksight";
import { openApi } from "../../../core/aws/api.ts";
import { federationRoleArn, groupNameOf, userNameOf } from "../../../core/aws/scope.ts";
import { describeUser } from "../../../core/people/describeUser.ts";
import type { Person } from "../../../core/people/person.ts";
import { readNamespace } from "../../../core/people/readNamespace.ts";
import { formatRoster } from "../../../core/people/roster/rosterText.ts";
import { registerUser } from "../../../core/people/steps/registerUser.ts";
import { RunStopped } from "../../../core/reconcile/runStopped.ts";
import { desired, govern } from "../../support/govern.ts";
import { type MemoryBucket, memoryBucket } from "../../support/memoryBucket.ts";
import { runPeople } from "../../support/runPeople.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../../support/simulatedNamespace.ts";

const { accountId: AwsAccountId } = scope;
const scopeOf = (namespace: string) => ({ ...scope, namespace });
const ana = desired("ana@x.com", "AUTHOR", "usa");
const bo = desired("bo@x.com", "READER", "usa");

describe("people who are in another namespace", () => {
  let world: SimulatedNamespace;
  let bucket: MemoryBucket;
  before(async () => {
    world = await simulateNamespace();
  });
  beforeEach(async () => {
    bucket = memoryBucket();
    world.simulator.reset({ namespaceDelayMs: 0 });
    await world.clearFaults();
    for (const Namespace of ["us", "eu"]) {
      const namespace = { AwsAccountId, Namespace, IdentityStore: "QUICKSIGHT" } as const;
      await world.client.send(new CreateNamespaceCommand(namespace));
    }
  });
  after(async () => {
    assert.deepEqual(world.simulator.violations(), []);
    await world.close();
  });

  const run = (
    namespace: string,
    people: readonly Person[],
    { guard, ...options }: Parameters<typeof runPeople>[2] & { guard?: object } = {},
  ) =>
    runPeople(
      world.simulator.url,
      govern(people, { scope: scopeOf(namespace), groups: { usa: {} }, guard: guard ?? {} }),
      { bucket, ...options },
    );
  const now = async (namespace: string) =>
    formatRoster((await readNamespace(world.client, scopeOf(namespace))).people);
  /** Somebody signs in for the first time, or somebody registers them there. */
  const register = (session: string, UserRole: UserRole = "READER", Namespace = "default") => {
    const user = { IdentityType: "IAM", IamArn: federationRoleArn(scope), UserRole } as const;
    const input = { AwsAccountId, Namespace, SessionName: session, Email: session, ...user };
    return world.client.send(new RegisterUserCommand(input));
  };
  const inDefault = (session: string) => ({
    ...{ AwsAccountId, Namespace: "default" },
    UserName: userNameOf(scope, session),
  });
  const putIntoGroup = async (session: string) => {
    const { UserName: MemberName, ...address } = inDefault(session);
    const group = { ...address, GroupName: groupNameOf(scope, "boss") };
    await world.client.send(new CreateGroupCommand(group));
    await world.client.send(new CreateGroupMembershipCommand({ ...group, MemberName }));
  };
  const givePro = (session: string) =>
    world.client.send(
      new UpdateUserCommand({ ...inDefault(session), Email: session, Role: "READER_PRO" }),
    );
  const restrict = async (session: string) => {
    const CustomPermissionsName = "theirs";
    const profile = { AwsAccountId, CustomPermissionsName };
    await world.client.send(
      new CreateCustomPermissionsCommand({ ...profile, Capabilities: { ExportToCsv: "DENY" } }),
    );
    await world.client.send(
      new UpdateUserCustomPermissionCommand({ ...inDefault(session), CustomPermissionsName }),
    );
  };
  const profileOf = async (session: string) =>
    (await describeUser(world.client, scopeOf("us"), session))?.CustomPermissionsName;

  describe("as they registered themselves in default", () => {
    it("are moved, and the next run has nothing to do", async () => {
      await register("ana@x.com");
      await world.resetCalls();
      const { failed, verdict } = await run("us", [ana, bo]);
      assert.deepEqual(failed, []);
      assert.deepEqual(verdict.plan.steps.filter(({ kind }) => kind === "move").length, 1);
      assert.equal(await now("us"), formatRoster([ana, bo]));
      assert.equal(await now("default"), "");
      const writes = { CreateGroup: 1, DeleteUser: 1, RegisterUser: 2, CreateGroupMembership: 2 };
      assert.deepEqual(world.writes(), writes);
      assert.deepEqual((await run("us", [ana, bo])).verdict.plan.steps, []);
    });

    it("cost a call for each newcomer and one for the groups of each who is there, and none once all are here", async () => {
      await register("ana@x.com");
      await world.resetCalls();
      await run("us", [ana, bo], { guard: { additiveOnly: true } });
      const { DescribeUser, ListUserGroups, ListUsers } = world.simulator.calls();
      assert.deepEqual([DescribeUser, ListUserGroups, ListUsers], [2, 1, 1]);
      await run("us", [ana, bo]);
      await world.resetCalls();
      await run("us", [ana, bo]);
      assert.equal(world.simulator.calls()["DescribeUser"], undefined);
    });

    it("are not looked for where the namespace is default itself, nor is any other call made", async () => {
      await register("ana@x.com");
      await world.resetCalls();
      const { failed } = await run("default", [{ ...ana, role: "READER" }, bo]);
      assert.deepEqual(failed, []);
      assert.deepEqual(world.simulator.calls(), {
        ...{ ListUsers: 1, ListGroups: 1, CreateGroup: 1 },
        ...{ RegisterUser: 1, CreateGroupMembership: 2 },
      });
    });

    it("are found by one listing when many come, and are registered all: 300 of 500", async () => {
      const crowd = Array.from({ length: 500 }, (_, n) => desired(`p${n}@x.com`, "READER", "usa"));
      for (const { session } of crowd.slice(0, 300)) await register(session);
      await world.resetCalls();
      const refused = await run("us", crowd).catch((error: unknown) => error as Error);
      assert.match((refused as Error).message, /300 people who registered themselves in namespace/);
      assert.deepEqual(world.writes(), {});
      assert.equal(world.simulator.calls()["DescribeUser"], undefined);
      const hash = /APPROVE=(\w+)/.exec((refused as Error).message)?.[1] ?? "";
      const { failed, done } = await run("us", crowd, { approvals: [hash] });
      assert.deepEqual(failed, []);
      assert.equal(done.filter(({ kind }) => kind === "move").length, 300);
      assert.equal(await now("us"), formatRoster(crowd));
      assert.equal(await now("default"), "");
    }).timeout(60_000);

    it("are named where a listing shows another spelling, which is somebody else to QuickSight", async () => {
      const crowd = Array.from({ length: 101 }, (_, n) => desired(`p${n}@x.com`, "READER", "usa"));
      await register("P7@x.com");
      const { failed, verdict } = await run("us", crowd);
      assert.deepEqual(failed, []);
      assert.equal(verdict.plan.steps.filter(({ kind }) => kind === "move").length, 0);
      assert.match(verdict.plan.notices.join(), /^p7@x\.com: namespace default has P7@x\.com/);
    });

    it("do not stop the registration when spelled in other case, and stay there", async () => {
      await register("Ana@x.com");
      assert.deepEqual((await run("us", [ana])).failed, []);
      assert.equal(await now("us"), formatRoster([ana]));
      assert.match(await now("default"), /Ana@x\.com/);
    });

    it("keep a profile that somebody gave them, also when the run ends before they are registered", async () => {
      await register("ana@x.com");
      await restrict("ana@x.com");
      await world.setFaults({ operation: "RegisterUser", error: "AccessDeniedException" });
      assert.equal((await run("us", [ana])).failed.length, 2);
      assert.equal(await now("default"), "");
      await world.clearFaults();
      assert.deepEqual((await run("us", [ana])).failed, []);
      assert.equal(await profileOf("ana@x.com"), "theirs");
      assert.deepEqual((await run("us", [ana])).verdict.plan.steps, []);
      assert.doesNotMatch(bucket.text("locks/us.json") ?? "", /theirs/);
    });

    it("keep their profile in a single run as well, and nothing is left in the journal", async () => {
      await register("ana@x.com");
      await restrict("ana@x.com");
      assert.deepEqual((await run("us", [ana])).failed, []);
      assert.equal(await profileOf("ana@x.com"), "theirs");
      assert.doesNotMatch(bucket.text("locks/us.json") ?? "", /theirs/);
    });

    it("are as good as moved when they vanish after the plan", async () => {
      await register("ana@x.com");
      const { failed } = await run("us", [ana], {
        onPlan: async () => {
          await world.client.send(new DeleteUserCommand(inDefault("ana@x.com")));
        },
      });
      assert.deepEqual(failed, []);
      assert.equal(await now("us"), formatRoster([ana]));
    });

    const changes = { "a higher role": givePro, "a group": putIntoGroup, "a profile": restrict };
    for (const [what, change] of Object.entries(changes)) {
      it(`are not touched who were given ${what} after the plan, and nobody else fails`, async () => {
        await register("ana@x.com");
        const { failed } = await run("us", [ana, bo], {
          onPlan: async () => {
            await change("ana@x.com");
          },
        });
        assert.deepEqual(
          failed.map(({ step, reason }) => [step.kind, reason]),
          [
            [
              "move",
              "is not as the plan saw them in namespace default any more; the next plan decides",
            ],
            ["register", "not done, as they could not be taken out of namespace default"],
            ["add-member", "the person could not be registered"],
          ],
        );
        assert.match(await now("default"), /ana@x\.com/);
        assert.equal(await now("us"), formatRoster([bo]));
      });
    }

    it("are moved by the next run when they sign in between the plan and the registration, and the error says so", async () => {
      const { failed } = await run("us", [ana, bo], {
        onPlan: async () => {
          await register("ana@x.com");
        },
      });
      assert.match(
        failed[0]?.reason ?? "",
        /^is in namespace default \(READER\), and QuickSight has a federated identity in one namespace only; the next run looks at them there$/,
      );
      assert.deepEqual((await run("us", [ana, bo])).failed, []);
      assert.equal(await now("us"), formatRoster([ana, bo]));
    });

    it("are registered while QuickSight still says for a moment that they exist", async () => {
      await register("ana@x.com");
      await world.setFaults(
        ...[1, 2, 3].map((nth) => ({
          ...{ operation: "RegisterUser", nth, error: "ResourceExistsException" },
        })),
      );
      assert.deepEqual((await run("us", [ana])).failed, []);
      assert.equal(await now("us"), formatRoster([ana]));
    });

    it("are whole after a second run, whichever single call of the first one failed", async () => {
      await register("ana@x.com");
      await restrict("ana@x.com");
      await world.resetCalls();
      await run("us", [ana, bo]);
      const counts = Object.entries(world.simulator.calls());
      for (const [operation, count] of counts) {
        for (let nth = 1; nth <= count; nth += 1) {
          const when = `${operation}, call ${nth} of ${count}`;
          for (const name of ["us", "default"]) {
            for (const { session } of (await readNamespace(world.client, scopeOf(name))).people) {
              const UserName = userNameOf(scope, session);
              const user = { AwsAccountId, Namespace: name, UserName };
              await world.client.send(new DeleteUserCommand(user));
            }
          }
          bucket = memoryBucket();
          await register("ana@x.com");
          const CustomPermissionsName = "theirs";
          await world.client.send(
            new UpdateUserCustomPermissionCommand({
              ...inDefault("ana@x.com"),
              CustomPermissionsName,
            }),
          );
          await world.resetCalls();
          await world.setFaults({ operation, nth, error: "InvalidParameterValueException" });
          await run("us", [ana, bo]).catch(() => undefined);
          await world.clearFaults();
          assert.deepEqual((await run("us", [ana, bo])).failed, [], when);
          assert.equal(await profileOf("ana@x.com"), "theirs", when);
          assert.deepEqual((await run("us", [ana, bo])).verdict.plan.steps, [], when);
        }
      }
    }).timeout(60_000);

    it("count as moved when the signal comes at their deletion, and are registered by the next run", async () => {
      const crowd = [ana, ...[1, 2, 3].map((n) => desired(`p${n}@x.com`, "READER", "usa"))];
      for (const { session } of crowd) await register(session);
      const controller = new AbortController();
      await world.resetCalls();
      await world.setFaults({ operation: "DeleteUser", latencyMs: 300 });
      const stopping = setInterval(() => {
        if (world.simulator.calls()["DeleteUser"] === crowd.length) {
          controller.abort(new RunStopped("by a test"));
        }
      }, 5);
      const { left, failed, stopped, done } = await run("us", crowd, { signal: controller.signal });
      clearInterval(stopping);
      assert.equal(stopped, "the run was stopped by a test");
      assert.deepEqual(failed, []);
      assert.equal(done.filter(({ kind }) => kind === "move").length, crowd.length);
      assert.equal(left.filter(({ kind }) => kind === "register").length, crowd.length);
      assert.equal(world.simulator.calls()["RegisterUser"], undefined);
      await world.clearFaults();
      assert.deepEqual((await run("us", crowd)).failed, []);
      assert.equal(await now("us"), formatRoster(crowd));
      assert.equal(await now("default"), "");
    });

    it("are not deleted after the signal", async () => {
      await register("ana@x.com");
      const controller = new AbortController();
      await world.setFaults({ operation: "ListUserGroups", nth: 2, latencyMs: 300 });
      await world.resetCalls();
      const stopping = setInterval(() => {
        if (world.simulator.calls()["ListUserGroups"] === 2) {
          controller.abort(new RunStopped("by a test"));
        }
      }, 5);
      const { left, failed } = await run("us", [ana], { signal: controller.signal });
      clearInterval(stopping);
      assert.deepEqual(failed, []);
      assert.deepEqual(
        left.map(({ kind }) => kind),
        ["move", "register", "add-member"],
      );
      assert.equal(world.simulator.calls()["DeleteUser"], undefined);
    });

    it("are left to the next run when the signal comes while QuickSight still says that they exist", async () => {
      await register("ana@x.com");
      const controller = new AbortController();
      await world.setFaults({ operation: "RegisterUser", error: "ResourceExistsException" });
      await world.resetCalls();
      let stoppedAt = Infinity;
      const stopping = setInterval(() => {
        if (controller.signal.aborted || (world.simulator.calls()["RegisterUser"] ?? 0) < 2) return;
        stoppedAt = Date.now();
        controller.abort(new RunStopped("by a test"));
      }, 5);
      const { stopped, done } = await run("us", [ana], { signal: controller.signal });
      clearInterval(stopping);
      assert.ok(Date.now() - stoppedAt < 5000);
      assert.equal(stopped, "the run was stopped by a test");
      assert.ok(!done.some(({ kind }) => kind === "register"));
      await world.clearFaults();
      assert.deepEqual((await run("us", [ana])).failed, []);
      assert.equal(await now("us"), formatRoster([ana]));
    });

    it("go on without being looked for by whoever may not read default, who is told what to allow", async () => {
      await register("ana@x.com");
      await world.setFaults({ operation: "DescribeUser", error: "AccessDeniedException" });
      const { failed, verdict } = await run("us", [ana, bo]);
      assert.match(
        verdict.plan.notices.join(),
        /could not look for newcomers in namespace default/,
      );
      assert.match(verdict.plan.notices.join(), /allow quicksight:DescribeUser, ListUsers/);
      assert.equal(failed.length, 2);
      assert.equal(await now("us"), formatRoster([bo]));
    });
  });

  it("are left and named with what to do when they have a role or groups in default, and nobody else fails", async () => {
    await register("ana@x.com", "ADMIN");
    await putIntoGroup("ana@x.com");
    await world.resetCalls();
    const { failed, verdict } = await run("us", [ana, bo]);
    assert.deepEqual(failed, []);
    assert.match(verdict.plan.notices.join(), /default \(ADMIN, member of quicksight-fed-boss\)/);
    assert.equal(world.writes()["DeleteUser"], undefined);
    assert.equal(await now("us"), formatRoster([bo]));
  });

  describe("as their rows moved from another tenant", () => {
    const eu = [desired("boss@x.com", "READER", "usa")];
    beforeEach(async () => {
      assert.deepEqual((await run("eu", [ana, ...eu])).failed, []);
      await world.resetCalls();
    });

    it("are registered without anything by hand when the tenant they left runs first", async () => {
      assert.deepEqual((await run("eu", eu)).failed, []);
      assert.deepEqual((await run("us", [ana, bo])).failed, []);
      assert.equal(await now("us"), formatRoster([ana, bo]));
      assert.equal(await now("eu"), formatRoster(eu));
    });

    it("fail alone when the tenant they come to runs first, with where they are and what to do, and are registered later", async () => {
      const { failed } = await run("us", [ana, bo]);
      assert.deepEqual(
        failed.map(({ step, reason }) => [step.kind, reason]),
        [
          [
            "register",
            "is in namespace eu (AUTHOR), and QuickSight has a federated identity in one namespace only; if their rows came from eu, run its stack first, which removes them there, and this one again (a stack whose namespace was changed is destroyed first, and then run); if nothing governs eu, hand over what they own, and delete them: aws quicksight delete-user --region us-east-1 --aws-account-id 111122223333 --namespace eu --user-name quicksight-fed-users/ana@x.com",
          ],
          ["add-member", "the person could not be registered"],
        ],
      );
      assert.equal(await now("us"), formatRoster([bo]));
      assert.deepEqual((await run("eu", eu)).failed, []);
      assert.deepEqual((await run("us", [ana, bo])).failed, []);
      assert.equal(await now("us"), formatRoster([ana, bo]));
    });

    it("are found with few calls, however many they are", async () => {
      const crowd = Array.from({ length: 40 }, (_, n) => desired(`p${n}@x.com`, "READER", "usa"));
      await run("eu", [ana, ...eu, ...crowd]);
      await world.resetCalls();
      const { failed } = await run("us", crowd);
      assert.equal(failed.filter(({ step }) => step.kind === "register").length, 40);
      const { DescribeUser = 0, ListNamespaces } = world.simulator.calls();
      assert.equal(ListNamespaces, 1);
      // For the plan in default, after the conflict in their own, and then where the one before was found.
      assert.ok(DescribeUser <= 3 * 40 + 10, `${DescribeUser} calls`);
    });

    it("are said to be somewhere when nobody may look for them", async () => {
      await world.setFaults({ operation: "ListNamespaces", error: "AccessDeniedException" });
      const { failed } = await run("us", [ana]);
      assert.match(
        failed[0]?.reason ?? "",
        /^is in another namespace, which could not be looked for \(AccessDeniedException.*run its stack first/,
      );
    });
  });

  it("who exist and are found nowhere are said to be so, after a while of trying", async () => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const regions = { identity: scope.identityRegion, data: [scope.identityRegion] };
    const api = openApi(regions, { endpoint: world.simulator.url, credentials });
    await world.setFaults({ operation: "RegisterUser", error: "ResourceExistsException" });
    await assert.rejects(registerUser(api, scopeOf("us"), ana, 400), (error: Error) => {
      assert.match(error.message, /they exist already, and no namespace of the account has them/);
      return true;
    });
    api.close();
    assert.equal(world.simulator.calls()["ListNamespaces"], 1);
  });
});
