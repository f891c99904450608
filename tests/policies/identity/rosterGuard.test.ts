import assert from "node:assert/strict";
import { defaultGuard, type GuardSettings } from "../../../core/settings/guardSettings.ts";
import { rosterGuard as policy } from "../../../policies/identity/rosterGuard.ts";
import { rosterState } from "../../../providers/rosterState.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import { unknownText, validateResource } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";

const type = "pulumi-nodejs:dynamic/quicksight:Roster";
const people = [{ email: "ana@x.com", role: "READER" as const, groups: [] }];
const judge = (guard: Partial<GuardSettings>, config?: object, more: object = {}) => {
  const inputs = { scope, dataRegion: scope.identityRegion, people };
  const state = rosterState({ ...inputs, guard: { ...defaultGuard, ...guard } });
  return validateResource(policy, { type, name: "default", props: { ...state, ...more } }, config);
};
const weak = (what: string, got: string, todo: string) =>
  `default: guard.${what} is too weak (got ${got}); set it to ${todo}`;

describe("policy roster-guard", () => {
  itDescribesItself(policy, {
    name: "roster-guard",
    description: /no weaker/,
    defaults: { maxPercent: 25, maxAtLeast: 5, minimumAdmins: 1 },
  });

  it("passes the program's default guard, and a tighter one", async () => {
    assert.deepEqual(await judge(defaultGuard), []);
    assert.deepEqual(await judge({ removals: { percent: 0, atLeast: 0 }, minimumAdmins: 3 }), []);
  });

  it("refuses each limit that is too weak", async () => {
    assert.deepEqual(await judge({ removals: { percent: 100, atLeast: 50 }, minimumAdmins: 0 }), [
      weak("removals.percent", "100", "25 or less"),
      weak("removals.atLeast", "50", "5 or less"),
      weak("minimumAdmins", "0", "1 or more"),
    ]);
  });

  it("holds to what is configured", async () => {
    const guard = { removals: { percent: 30, atLeast: 8 }, minimumAdmins: 1 };
    assert.deepEqual(await judge(guard, { maxPercent: 30, maxAtLeast: 8 }), []);
    assert.deepEqual(await judge(defaultGuard, { maxPercent: 10, minimumAdmins: 2 }), [
      weak("removals.percent", "25", "10 or less"),
      weak("minimumAdmins", "1", "2 or more"),
    ]);
  });

  it("refuses a roster without a guard", async () => {
    assert.deepEqual(await validateResource(policy, { type, name: "default", props: {} }), [
      weak("removals.percent", "nothing", "25 or less"),
      weak("removals.atLeast", "nothing", "5 or less"),
      weak("minimumAdmins", "nothing", "1 or more"),
    ]);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    const unknown = { removalPercent: unknownText, minimumAdmins: unknownText };
    assert.deepEqual(await judge(defaultGuard, {}, unknown), []);
    assert.deepEqual(await judge(defaultGuard, {}, { ...unknown, removalAtLeast: 6 }), [
      weak("removals.atLeast", "6", "5 or less"),
    ]);
  });

  it("shows nobody", async () => {
    const reported = await judge({ removals: { percent: 100, atLeast: 5 }, minimumAdmins: 1 });
    assert.ok(!JSON.stringify(reported).includes("ana@x.com"));
  });

  it("does not apply to other types", async () => {
    assert.equal(
      await validateResource(policy, { type: "aws:quicksight/group:Group", props: {} }),
      `Policy only applies to resources of type '${type}'`,
    );
  });
});
