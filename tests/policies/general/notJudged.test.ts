import assert from "node:assert/strict";
import { notJudgedBy } from "../../../policies/general/notJudged.ts";
import { kmsKeyRotation } from "../../../policies/keys/kmsKeyRotation.ts";
import { keyRegistrationProtected } from "../../../policies/keys/keyRegistrationProtected.ts";
import { run } from "../../../policies/support/run.ts";
import { validateResource, validateStack } from "../support/host.ts";

const policies = [kmsKeyRotation, keyRegistrationProtected];

describe("policy not-judged", () => {
  const policy = notJudgedBy(policies);
  /** What it tells after the host asked other policies: `validateStack` begins a new run, so that what they left is put back. */
  const tell = async (
    asked: readonly string[],
    exempted: typeof run.exempted = [],
    least?: string,
  ) => {
    const config = { getConfig: () => ({}), resources: [] };
    run.asked = new Set(asked);
    run.exempted = exempted;
    run.selection =
      least === undefined
        ? undefined
        : { frameworks: [], topics: [], policies: [], leastSeverity: least, longestExemption: 0 };
    const told: string[] = [];
    assert.ok(policy.validateStack);
    await policy.validateStack(config as never, (message) => told.push(message));
    run.selection = undefined;
    return told;
  };
  const names = policies.map(({ name }) => name);

  it("says nothing when everything was judged", async () => {
    assert.deepEqual(await tell(names), []);
  });

  it("never refuses", () => {
    assert.equal(policy.enforcementLevel, "advisory");
  });

  it("names what is disabled and what is not selected", async () => {
    assert.deepEqual(await tell(["kms-key-rotation"]), ["disabled: key-registration-protected"]);
    assert.deepEqual(await tell(names, [], "critical"), [
      "not selected: kms-key-rotation, key-registration-protected",
    ]);
  });

  it("lists each exemption that was used once, with its reason and its end", async () => {
    const exemption = { match: "spice", reason: "moved in May", until: "2999-01-31" };
    const used = { policy: "kms-key-rotation", thing: "spice", exemption };
    assert.deepEqual(await tell(names, [used, used]), [
      "kms-key-rotation does not judge spice until 2999-01-31: moved in May",
    ]);
  });

  it("hears of exemptions from the policies themselves, and forgets them for the next run", async () => {
    const key = { type: "aws:kms/key:Key", name: "spice", props: {} };
    const exempt = [{ match: "spice", reason: "moved in May", until: "2999-01-31" }];
    const used = " kms-key-rotation does not judge spice until 2999-01-31: moved in May";
    const off = " disabled: key-registration-protected";
    await validateResource(kmsKeyRotation, key, { exempt });
    assert.deepEqual(await validateStack(policy, [key], {}, { sameRun: true }), [off, used]);
    await validateResource(kmsKeyRotation, key, {}, { sameRun: true });
    assert.deepEqual(await validateStack(policy, [key], {}, { sameRun: true }), [off]);
  });

  it("hears of exemptions from all that a policy judges, also when nothing was wrong", async () => {
    const until = "2999-01-31";
    const other = { type: "aws:sns/topic:Topic", name: "news", props: {} };
    const off = " disabled: key-registration-protected";
    for (const match of ["*", "**", "?*", "urn:*", "*::*"]) {
      const exempt = [{ match, reason: "for now", until }];
      await validateResource(kmsKeyRotation, other, { exempt });
      assert.deepEqual(await validateStack(policy, [], {}, { sameRun: true }), [
        off,
        " kms-key-rotation does not judge anything until 2999-01-31: for now",
      ]);
    }
    const exempt = [{ match: "*spice*", reason: "for now", until }];
    await validateResource(kmsKeyRotation, other, { exempt });
    assert.deepEqual(await validateStack(policy, [], {}, { sameRun: true }), [off]);
  });
});
