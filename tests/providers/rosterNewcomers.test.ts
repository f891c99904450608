import assert from "node:assert/strict";
import {
  CreateGroupMembershipCommand,
  ListGroupsCommand,
  ListUserGroupsCommand,
  ListUsersCommand,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import { federationRoleArn, groupNameOf, userNameOf } from "../../core/aws/scope.ts";
import {
  checkRoster,
  createRoster,
  deleteRoster,
  diffRoster,
  readRoster,
  updateRoster,
} from "../../providers/rosterHandlers.ts";
import { rosterState, type RosterState } from "../../providers/rosterState.ts";
import { desired, govern } from "../support/govern.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../support/simulatedNamespace.ts";
import { callSimulator } from "../support/callSimulator.ts";
import { hearSaid } from "../support/hearSaid.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";

const { accountId: AwsAccountId, namespace: Namespace } = scope;
const context = { environment: {} };
const groups = { usa: {}, new: {}, fresh: {} };
const roster = (people: readonly string[], newcomers: string | undefined = "new"): RosterState =>
  rosterState({
    governed: govern(
      people.map((email) => desired(email, "READER", "usa")),
      { groups, newcomers },
    ),
  });

describe("a roster with people who register themselves", function () {
  this.timeout(60_000);
  let world: SimulatedNamespace;
  keepEnvironment();
  before(async () => {
    world = await simulateNamespace();
    callSimulator(world.simulator.url);
  });
  // So that it does not stand among what the tests print.
  hearSaid();
  beforeEach(() => {
    world.simulator.reset();
  });
  after(async () => {
    await world.close();
  });

  const signIn = (email: string) =>
    world.client.send(
      new RegisterUserCommand({
        ...{ AwsAccountId, Namespace, IdentityType: "IAM", UserRole: "READER", Email: email },
        ...{ IamArn: federationRoleArn(scope), SessionName: email },
      }),
    );
  const groupsOf = async (email: string) => {
    const UserName = userNameOf(scope, email);
    const { GroupList = [] } = await world.client.send(
      new ListUserGroupsCommand({ AwsAccountId, Namespace, UserName }),
    );
    return GroupList.map(({ GroupName }) => GroupName);
  };
  const names = async () => {
    const { UserList = [] } = await world.client.send(
      new ListUsersCommand({ AwsAccountId, Namespace }),
    );
    return UserList.map(({ UserName }) => UserName?.split("/")[1]).sort();
  };
  const refreshed = async (state: RosterState) => {
    const { props } = await readRoster("id", state, context);
    assert.ok(props);
    return props;
  };

  it("shows them by name in a preview, lands them, and has nothing to do then", async () => {
    const wanted = roster(["ana@x.com", "bo@x.com"]);
    const { outs } = await createRoster(wanted, context);
    await signIn("eve@x.com");
    const seen = await refreshed(outs);
    assert.equal(seen.people, wanted.people);
    assert.match(seen.arrived, /^eve@x\.com +READER$/);
    assert.equal(diffRoster(seen, wanted).changes, true);
    assert.equal((await checkRoster(seen, wanted, context)).failures, undefined);
    const updated = await updateRoster("id", wanted, context, seen);
    assert.deepEqual(await groupsOf("eve@x.com"), [groupNameOf(scope, "new")]);
    const after = await refreshed(updated.outs);
    assert.equal(diffRoster(after, wanted).changes, false);
    assert.deepEqual(await names(), ["ana@x.com", "bo@x.com", "eve@x.com"]);
  });

  it("still removes who left the file in the same run, and lands them when they sign in again", async () => {
    const { outs } = await createRoster(roster(["ana@x.com", "bo@x.com"]), context);
    await signIn("eve@x.com");
    const wanted = roster(["ana@x.com"]);
    const { outs: left } = await updateRoster("id", wanted, context, await refreshed(outs));
    assert.deepEqual(await names(), ["ana@x.com", "eve@x.com"]);
    await signIn("bo@x.com");
    const { outs: again } = await updateRoster("id", wanted, context, await refreshed(left));
    assert.deepEqual(await groupsOf("bo@x.com"), [groupNameOf(scope, "new")]);
    assert.equal(diffRoster(await refreshed(again), wanted).changes, false);
  });

  it("takes one whom somebody put into a group by hand for a leaver, named in the preview", async () => {
    const wanted = roster(["ana@x.com"]);
    const { outs } = await createRoster(wanted, context);
    await signIn("eve@x.com");
    const { outs: landed } = await updateRoster("id", wanted, context, await refreshed(outs));
    const member = { AwsAccountId, Namespace, MemberName: userNameOf(scope, "eve@x.com") };
    const GroupName = groupNameOf(scope, "usa");
    await world.client.send(new CreateGroupMembershipCommand({ ...member, GroupName }));
    const seen = await refreshed(landed);
    assert.match(seen.people, /^eve@x\.com +READER +new usa$/m);
    assert.equal(seen.arrived, "");
  });

  describe("whose group becomes another", () => {
    const before = roster(["ana@x.com"]);
    const fresh = roster(["ana@x.com"], "fresh");
    const none = rosterState({
      governed: govern([desired("ana@x.com", "READER", "usa")], { groups }),
    });
    /** Two who registered themselves and are in the group. */
    const land = async () => {
      const { outs } = await createRoster(before, context);
      for (const email of ["eve@x.com", "fay@x.com"]) await signIn(email);
      return updateRoster("id", before, context, await refreshed(outs));
    };
    /** Runs until it is done, as a person would who approves what is asked: the state that it leaves, and what it says. */
    const update = async (wanted: RosterState, seen: RosterState) => {
      let environment: Record<string, string> = {};
      for (;;) {
        try {
          const { outs } = await updateRoster("id", wanted, { environment }, seen);
          return { state: outs, problem: "" };
        } catch (error) {
          const { properties } = error as { readonly properties?: RosterState };
          const [, hash] = /APPROVE=(\w+)/.exec(String(error)) ?? [];
          if (hash === undefined || environment["QUICKSIGHT_GOVERNANCE_APPROVE"] === hash) {
            return { state: properties ?? seen, problem: String(error) };
          }
          environment = { QUICKSIGHT_GOVERNANCE_APPROVE: hash };
        }
      }
    };
    const everybody = ["ana@x.com", "eve@x.com", "fay@x.com"];
    afterEach(() => world.clearFaults());

    for (const [what, wanted, end] of [
      ["another", fresh, [groupNameOf(scope, "fresh")]],
      ["none", none, []],
    ] as const) {
      it(`keep their users where it becomes ${what} and somebody could not be taken out of the old one`, async () => {
        const { outs } = await land();
        await world.setFaults({
          operation: "DeleteGroupMembership",
          nth: 1,
          error: "AccessDeniedException",
        });
        const halfway = await update(wanted, await refreshed(outs));
        assert.match(
          halfway.problem,
          /1 of \d steps failed .*\n.* out of new .*: AccessDeniedException/,
        );
        const seen = await refreshed(halfway.state);
        assert.doesNotMatch(seen.people, /eve|fay/, "nobody is shown as who leaves");
        assert.equal(diffRoster(seen, wanted).changes, true);
        const done = await update(wanted, seen);
        assert.equal(done.problem, "");
        assert.deepEqual(await names(), everybody);
        for (const email of ["eve@x.com", "fay@x.com"]) {
          assert.deepEqual(await groupsOf(email), end);
        }
        assert.equal(diffRoster(await refreshed(done.state), wanted).changes, false);
      });
    }

    it("keep their users where a run was killed that had begun with it, so that the state knows nothing of the new one", async () => {
      const { outs } = await land();
      const member = { AwsAccountId, Namespace, MemberName: userNameOf(scope, "eve@x.com") };
      const GroupName = groupNameOf(scope, "fresh");
      await world.client.send(new CreateGroupMembershipCommand({ ...member, GroupName }));
      const { problem } = await update(fresh, await refreshed(outs));
      assert.equal(problem, "");
      assert.deepEqual(await names(), everybody);
      assert.deepEqual(await groupsOf("eve@x.com"), [groupNameOf(scope, "fresh")]);
    });

    it("keep their users where it becomes another twice, and the first time was not finished", async () => {
      const { outs } = await land();
      await world.setFaults({ operation: "DeleteGroupMembership", error: "AccessDeniedException" });
      const halfway = await update(fresh, await refreshed(outs));
      assert.match(
        halfway.problem,
        /2 of 4 steps failed .*\n.* out of new .*: AccessDeniedException/,
      );
      await world.clearFaults();
      const done = await update(none, await refreshed(halfway.state));
      assert.equal(done.problem, "");
      assert.deepEqual(await names(), everybody);
      for (const email of ["eve@x.com", "fay@x.com"]) assert.deepEqual(await groupsOf(email), []);
    });
  });

  it("moves them with the setting, and leaves their users with a destroy", async () => {
    const { outs } = await createRoster(roster(["ana@x.com"]), context);
    await signIn("eve@x.com");
    await updateRoster("id", roster(["ana@x.com"]), context, await refreshed(outs));
    const before = await refreshed(roster(["ana@x.com"]));
    const fresh = roster(["ana@x.com"], "fresh");
    const approving = (hash: string) => ({
      environment: { QUICKSIGHT_GOVERNANCE_APPROVE: hash },
    });
    const refused = await updateRoster("id", fresh, context, before).then(
      () => "",
      (error: unknown) => String(error),
    );
    const [, hash = ""] = /APPROVE=(\w+)/.exec(refused) ?? [];
    await updateRoster("id", fresh, hash === "" ? context : approving(hash), before);
    assert.deepEqual(await groupsOf("eve@x.com"), [groupNameOf(scope, "fresh")]);
    const last = await deleteRoster(fresh, context).then(
      () => "",
      (error: unknown) => String(error),
    );
    const [, approval = ""] = /APPROVE=(\w+)/.exec(last) ?? [];
    if (last !== "") await deleteRoster(fresh, approving(approval));
    assert.deepEqual(await names(), ["eve@x.com"]);
    assert.deepEqual(await groupsOf("eve@x.com"), []);
    const { GroupList } = await world.client.send(
      new ListGroupsCommand({ AwsAccountId, Namespace }),
    );
    assert.deepEqual(
      GroupList?.map(({ GroupName }) => GroupName).includes(groupNameOf(scope, "fresh")),
      false,
    );
  });
});
