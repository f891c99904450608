import assert from "node:assert/strict";
import fc from "fast-check";
import { subscriptionProtected as policy } from "../../../policies/account/subscriptionProtected.ts";
import { type GivenResource, unknownText, validateResource } from "../support/host.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { no } from "../support/wrap.ts";

const subscription = (protect: boolean): GivenResource => ({
  type: "aws:quicksight/accountSubscription:AccountSubscription",
  name: "oktank",
  props: { edition: "ENTERPRISE" },
  opts: { protect },
});
const account = (terminationProtectionEnabled?: unknown, ...ignoreChanges: string[]) => ({
  type: "aws:quicksight/accountSettings:AccountSettings",
  name: "account",
  props: { terminationProtectionEnabled },
  opts: { ignoreChanges },
});
const judge = (given: GivenResource) => judgeAll(policy, [given]);

describe("policy subscription-protected", () => {
  itDescribesItself(policy, {
    name: "subscription-protected",
    description: /is protected, and its termination protection is on/,
    defaults: { exempt: [] },
  });
  itTakesExemptions(policy, [subscription(false)]);

  it("passes a subscription that is protected, and a protection that is on or left as it is", async () => {
    for (const given of [subscription(true), account(true), account("true"), account()]) {
      assert.deepEqual(await judge(given), []);
    }
  });

  it("refuses a subscription that can be deleted", async () => {
    assert.deepEqual(await judge(subscription(false)), [
      "oktank: the account's subscription can be deleted (got protect false); set the resource option protect to true",
    ]);
  });

  it("refuses a protection that is off, however it is written", async () => {
    assert.deepEqual(await judge(account(false)), [
      "account: the account's subscription can be ended (got terminationProtectionEnabled false); set it to true",
    ]);
    await fc.assert(
      fc.asyncProperty(no, async (value) => {
        assert.equal((await judge(account(value))).length, 1);
      }),
    );
  });

  it("refuses to ignore changes of it", async () => {
    assert.deepEqual(
      await judge(account(true, "terminationProtectionEnabled", "defaultNamespace")),
      [
        "account: a change of the termination protection is ignored (got ignoreChanges terminationProtectionEnabled); remove it from ignoreChanges",
      ],
    );
    assert.equal((await judge(account(true, "*"))).length, 1);
  });

  it("bears what is not known yet", async () => {
    assert.deepEqual(await judge(account(unknownText)), []);
  });

  it("does not apply to other types", async () => {
    assert.equal(
      await validateResource(policy, { type: "aws:s3/bucket:Bucket", props: {} }),
      "subscription-protected has nothing to say of aws:s3/bucket:Bucket",
    );
  });
});
