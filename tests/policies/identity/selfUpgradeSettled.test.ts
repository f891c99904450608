import assert from "node:assert/strict";
import fc from "fast-check";
import type { GovernedNamespace } from "../../../core/people/governedNamespace.ts";
import { selfUpgradeSettled as policy } from "../../../policies/identity/selfUpgradeSettled.ts";
import { rosterState } from "../../../providers/rosterState.ts";
import { desired, govern } from "../../support/govern.ts";
import { type GivenResource, unknownText, validateResource } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";

const type = "pulumi-nodejs:dynamic/quicksight:Roster";
const roster = (
  selfUpgrade: GovernedNamespace["selfUpgrade"],
  more: object = {},
): GivenResource => ({
  ...{ type, name: "default" },
  props: {
    ...rosterState({ governed: govern([desired("ana@x.com", "READER")], { selfUpgrade }) }),
    ...more,
  },
});
const judge = (...args: Parameters<typeof roster>) => validateResource(policy, roster(...args));
const refused = (got: string, allowed = "deny or adopt") =>
  `default: people of the namespace may raise their own role (got ${got}); set tenant.identity.selfUpgrade to ${allowed}`;

describe("policy self-upgrade-settled", () => {
  itDescribesItself(policy, {
    name: "self-upgrade-settled",
    description: /raise their own role/,
    defaults: { allowed: ["deny", "adopt"], exempt: [] },
  });
  itTakesExemptions(policy, [roster(undefined)]);

  it("passes where nobody raises their own role, or where that is seen and kept", async () => {
    assert.deepEqual(await judge("deny"), []);
    assert.deepEqual(await judge("adopt"), []);
  });

  it("refuses where it is left, also by a roster of a version that knew nothing of it", async () => {
    assert.deepEqual(await judge(undefined), [refused("leave")]);
    assert.deepEqual(await validateResource(policy, { type, name: "default", props: {} }), [
      refused("leave"),
    ]);
    assert.deepEqual(await judge("deny", { selfUpgrade: "open" }), [refused("open")]);
  });

  it("holds to what is configured", async () => {
    const allowed = ["deny"];
    assert.deepEqual(await validateResource(policy, roster("deny"), { allowed }), []);
    assert.deepEqual(await validateResource(policy, roster("adopt"), { allowed }), [
      refused("adopt", "deny"),
    ]);
  });

  it("leaves open what a preview does not know", async () => {
    assert.deepEqual(await judge("deny", { selfUpgrade: unknownText }), []);
  });

  it("has nothing to say of access, which has a guard as well", async () => {
    const access = "pulumi-nodejs:dynamic/quicksight:AssetAccess";
    assert.deepEqual(await validateResource(policy, { type: access, name: "a", props: {} }), []);
  });

  it("lets no value through that is none of these, whatever it is", async () => {
    const odd = fc.anything().filter((value) => value !== "deny" && value !== "adopt");
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.jsonValue(), odd), async (selfUpgrade) => {
        fc.pre(selfUpgrade !== unknownText && selfUpgrade !== "deny" && selfUpgrade !== "adopt");
        const props = JSON.parse(JSON.stringify({ selfUpgrade })) as object;
        const found = await judge("deny", { selfUpgrade: undefined, ...props });
        assert.equal(found.length, 1);
      }),
      { numRuns: 200 },
    );
  });
});
