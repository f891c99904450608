import assert from "node:assert/strict";
import fc from "fast-check";
import { defaultGuard, type GuardSettings } from "../../../core/settings/guardSettings.ts";
import { rosterGuard as policy } from "../../../policies/identity/rosterGuard.ts";
import { rosterState } from "../../../providers/rosterState.ts";
import { desired, govern } from "../../support/govern.ts";
import { unknownText, validateResource } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";

const type = "pulumi-nodejs:dynamic/quicksight:Roster";
const judge = (guard: Partial<GuardSettings>, config?: object, more: object = {}) => {
  const state = rosterState({ governed: govern([desired("ana@x.com", "READER")], { guard }) });
  return validateResource(policy, { type, name: "default", props: { ...state, ...more } }, config);
};
/** The weakest guard that passes, as a state holds it. */
const weakest = {
  removalPercent: 25,
  removalAtLeast: 5,
  removalAtMost: 25,
  promotionPercent: 25,
  promotionAtLeast: 5,
  promotionAtMost: 25,
  registrationPercent: 100,
  registrationAtLeast: 50,
  registrationAtMost: 1000,
  minimumAdmins: 1,
};
const weak = (what: string, got: string, todo: string) =>
  `default: guard.${what} is too weak (got ${got}); set it to ${todo}`;

describe("policy roster-guard", () => {
  itDescribesItself(policy, {
    name: "roster-guard",
    description: /no weaker/,
    defaults: {
      maxPercent: 25,
      maxAtLeast: 5,
      maxAtMost: 25,
      maxPromotionPercent: 25,
      maxPromotionAtLeast: 5,
      maxPromotionAtMost: 25,
      maxRegistrationPercent: 100,
      maxRegistrationAtLeast: 50,
      maxRegistrationAtMost: 1000,
      minimumAdmins: 1,
      protectedPatterns: [],
      exempt: [],
    },
  });
  itTakesExemptions(policy, [{ type, name: "weak", props: { ...weakest, removalPercent: 26 } }]);

  it("passes the program's default guard, and a tighter one", async () => {
    assert.deepEqual(await judge(defaultGuard), []);
    const none = { percent: 0, atLeast: 0, atMost: 0 };
    const tight = { removals: none, promotions: none, registrations: none, minimumAdmins: 3 };
    assert.deepEqual(await judge(tight), []);
  });

  it("refuses each limit that is too weak, and each cap above the configured one", async () => {
    const guard = {
      removals: { percent: 100, atLeast: 50, atMost: 26 },
      promotions: { percent: 26, atLeast: 6, atMost: 500 },
      registrations: { percent: 200, atLeast: 51, atMost: 1001 },
      minimumAdmins: 0,
    };
    assert.deepEqual(await judge(guard), [
      weak("removals.percent", "100", "25 or less"),
      weak("removals.atLeast", "50", "5 or less"),
      weak("removals.atMost", "26", "25 or less"),
      weak("promotions.percent", "26", "25 or less"),
      weak("promotions.atLeast", "6", "5 or less"),
      weak("promotions.atMost", "500", "25 or less"),
      weak("registrations.percent", "200", "100 or less"),
      weak("registrations.atLeast", "51", "50 or less"),
      weak("registrations.atMost", "1001", "1000 or less"),
      weak("minimumAdmins", "0", "1 or more"),
    ]);
  });

  it("holds to what is configured", async () => {
    const guard = { removals: { percent: 30, atLeast: 8, atMost: 40 } };
    const wide = { maxPercent: 30, maxAtLeast: 8, maxAtMost: 40 };
    assert.deepEqual(await judge(guard, wide), []);
    assert.deepEqual(await judge(defaultGuard, { maxAtMost: 10, minimumAdmins: 2 }), [
      weak("removals.atMost", "25", "10 or less"),
      weak("minimumAdmins", "1", "2 or more"),
    ]);
  });

  it("refuses a roster without a guard", async () => {
    const found = await validateResource(policy, { type, name: "default", props: {} });
    assert.equal(found.length, 10);
    assert.equal(found[0], weak("removals.percent", "nothing", "25 or less"));
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    const unknown = { removalPercent: unknownText, minimumAdmins: unknownText };
    assert.deepEqual(await judge(defaultGuard, {}, unknown), []);
    assert.deepEqual(await judge(defaultGuard, {}, { ...unknown, removalAtLeast: 6 }), [
      weak("removals.atLeast", "6", "5 or less"),
    ]);
  });

  it("shows nobody", async () => {
    const reported = await judge({ removals: { percent: 100, atLeast: 5, atMost: 25 } });
    assert.ok(!JSON.stringify(reported).includes("ana@x.com"));
  });

  it("judges whatever is reconciled under a guard, access as well as people", async () => {
    for (const other of ["AssetAccess", "SomethingToCome"]) {
      const given = { type: `pulumi-nodejs:dynamic/quicksight:${other}`, name: "default" };
      assert.deepEqual(await validateResource(policy, { ...given, props: weakest }), []);
      const props = { ...weakest, removalPercent: 100 };
      assert.deepEqual(await validateResource(policy, { ...given, props }), [
        weak("removals.percent", "100", "25 or less"),
      ]);
    }
    const unguarded = {
      type: "pulumi-nodejs:dynamic/quicksight:Completion",
      props: { kind: "load" },
    };
    assert.equal(
      await validateResource(policy, unguarded),
      `roster-guard has nothing to say of ${unguarded.type}`,
    );
  });

  it("demands that people for emergencies are protected, if only by a wider pattern", async () => {
    const demanded = { protectedPatterns: ["breakglass-*@x.com", "root@x.com"] };
    const judgeProtected = (...patterns: string[]) => judge({ protected: patterns }, demanded);
    const lacking = (got: string, todo: string) =>
      `default: guard.protected lacks what the organisation demands (got ${got}); add ${todo}`;
    assert.deepEqual(await judgeProtected("Breakglass-*@x.com", "root@x.com"), []);
    assert.deepEqual(await judgeProtected("*@x.com"), []);
    assert.deepEqual(await judgeProtected("breakglass-1@x.com", "root@*"), [
      lacking("breakglass-1@x.com, root@*", "breakglass-*@x.com"),
    ]);
    assert.deepEqual(await judgeProtected(), [
      lacking("nothing", "breakglass-*@x.com, root@x.com"),
    ]);
    assert.deepEqual(await judge({}, demanded, { protected: unknownText }), []);
  });

  it("refuses every weakening, whichever limits are weak, by how much, and however a number is written", async () => {
    const limits = Object.entries(weakest);
    const weakened = fc
      .subarray(limits, { minLength: 1 })
      .chain((some) => fc.tuple(fc.constant(some), fc.integer({ min: 1, max: 1e6 })))
      .map(([some, by]) =>
        some.map(([name, most]): [string, number] => [
          name,
          name === "minimumAdmins" ? most - by : most + by,
        ]),
      );
    const spelling = fc.constantFrom<(value: number) => unknown>(Number, String, (value) => [
      value,
    ]);
    await fc.assert(
      fc.asyncProperty(weakened, spelling, async (some, spell) => {
        const props = {
          ...weakest,
          ...Object.fromEntries(some.map(([name, value]) => [name, spell(value)])),
        };
        const found = await validateResource(policy, { type, name: "default", props });
        assert.equal(found.length, some.length);
      }),
    );
  });
});
