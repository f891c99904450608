import assert from "node:assert/strict";
import { CreateGroupCommand } from "@aws-sdk/client-quicksight";
import { checkRoster, createRoster, updateRoster } from "../../providers/rosterHandlers.ts";
import { rosterState } from "../../providers/rosterState.ts";
import { desired, govern } from "../support/govern.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../support/simulatedNamespace.ts";
import { callSimulator } from "../support/callSimulator.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";

const id = "111122223333/default";
const context = { environment: {} };
const hashIn = (text: string) => /APPROVE=(\w+)/.exec(text)?.[1] ?? "";
const people = ["p0", "p1", "p2"].map((name) => desired(`${name}@x.com`, "READER", "usa"));
const called = (name?: string) =>
  rosterState({
    governed: govern(people, {
      scope: name === undefined ? scope : { ...scope, groupNames: { usa: name } },
      groups: { usa: {} },
    }),
  });

describe("the preview of a roster whose group gets another name in QuickSight", () => {
  let world: SimulatedNamespace;
  keepEnvironment();
  beforeEach(async () => {
    world = await simulateNamespace("usa");
    for (const GroupName of ["US Sales", "finance-readers"]) {
      await world.client.send(
        new CreateGroupCommand({ AwsAccountId: scope.accountId, Namespace: "default", GroupName }),
      );
    }
    callSimulator(world.simulator.url);
  });
  afterEach(async () => {
    await world.close();
  });

  for (const [what, before, after, old, takes] of [
    ["gets", undefined, "finance-readers", "quicksight-fed-usa", true],
    ["changes", "US Sales", "finance-readers", "US Sales", false],
    ["loses", "finance-readers", undefined, "finance-readers", false],
  ] as const) {
    it(`asks, with who is in it, where it ${what} an explicit name, and one approval holds for the run`, async () => {
      const [olds, news] = [called(before), called(after)];
      await createRoster(olds, context);
      const { failures = [] } = await checkRoster(olds, news, context);
      const reason = failures[0]?.reason ?? "";
      assert.match(
        reason,
        new RegExp(`group ${old} would be another one .*: 3 memberships, .*limit is 0`),
      );
      assert.equal(reason.includes("p0@x.com out of quicksight-fed-usa"), takes, reason);
      await world.resetCalls();
      await assert.rejects(updateRoster(id, news, context, olds), /would be another one/);
      assert.deepEqual(world.writes(), {});
      const approved = { environment: { QUICKSIGHT_GOVERNANCE_APPROVE: hashIn(reason) } };
      assert.equal((await checkRoster(olds, news, approved)).failures, undefined);
      assert.deepEqual(await updateRoster(id, news, approved, olds), { outs: news });
      assert.deepEqual(world.writes(), {
        CreateGroupMembership: 3,
        ...(takes ? { DeleteGroupMembership: 3 } : {}),
      });
    });
  }
});
