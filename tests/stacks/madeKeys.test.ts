import assert from "node:assert/strict";
import { PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import { policy } from "../simulator/support/policies.ts";
import { accountId, accountKeys, made, region, registered } from "./accountKeys.ts";

describe("the keys that an account stack is to register", function () {
  this.timeout(60_000);
  const { actAsUser, disable, given, kms, make, refusals, refuses, scheduleDeletion, warnings } =
    accountKeys();

  describe("that it has made", () => {
    it("are refused where somebody disabled one that is to be the default, or is not registered", async () => {
      const [main, other] = [await make(), await make()];
      const state = { ...made("main", main), ...made("other", other), ...registered({ main }) };
      await given(main);
      await disable(other);
      await refuses(
        /account\.keys\.other: the key is Disabled; enable it.*would be registered/,
        { main: { default: true }, other: {} },
        state,
      );
      const fresh = await make();
      await given(fresh, main);
      await disable(main);
      await refuses(
        /account\.keys\.main: the key is Disabled; enable it.*would become the default/,
        { main: { default: true }, fresh: {} },
        { ...made("main", main), ...made("fresh", fresh), ...registered({ main, fresh }) },
      );
    });

    it("are refused where they wait for their deletion, or are gone", async () => {
      const [main, gone] = [await make(), `arn:aws:kms:${region}:${accountId}:key/0c1d2e3f`];
      await given(main);
      await scheduleDeletion(main);
      const keys = { main: { default: true } };
      await refuses(/account\.keys\.main: the key is PendingDeletion/, keys, {
        ...made("main", main),
        ...registered({ main }),
      });
      await refuses(
        /account\.keys\.main: the key is not there any more.*--refresh/,
        keys,
        made("main", gone),
      );
    });

    it("are refused where the policy that somebody gave them lets nobody make grants", async () => {
      await actAsUser();
      const main = await make();
      const Policy = policy({
        ...{ Effect: "Allow", Action: ["kms:Describe*", "kms:GetKeyPolicy"], Resource: "*" },
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      });
      await kms().send(new PutKeyPolicyCommand({ KeyId: main, Policy }));
      await refuses(
        /account\.keys\.main: the key's policy does not let the caller make grants/,
        { main: { default: true } },
        made("main", main),
      );
    });

    it("are refused where another name has the same one by its ARN", async () => {
      const main = await make();
      const keys = { main: { default: true }, again: { arn: main } };
      await refuses(
        /account\.keys\.again\.arn: .*is the key that account\.keys\.main has/,
        keys,
        made("main", main),
      );
    });

    it("are kept under a new name only by their ARN, which is said", async () => {
      const main = await make();
      await given(main);
      const state = { ...made("main", main), ...registered({ main }) };
      assert.deepEqual(await refusals({ primary: { default: true } }, state), []);
      assert.match(
        warnings.join("\n"),
        new RegExp(`account\\.keys\\.primary: .*another key.*main.*arn: ${main}`),
      );
      warnings.length = 0;
      assert.deepEqual(await refusals({ primary: { default: true, arn: main } }, state), []);
      assert.doesNotMatch(warnings.join("\n"), /another key/);
    });
  });

  describe("with a default that somebody disabled", () => {
    it("are refused where a third key comes, as QuickSight would register them without a default", async () => {
      const [main, old, third] = [await make(), await make(), await make()];
      await given(main, old);
      await disable(main);
      const two = { main: { arn: main, default: true }, old: { arn: old } };
      const state = registered({ main, old });
      const said = /account\.keys\.main\.arn: the key is Disabled.*without a default/s;
      await refuses(said, { ...two, third: { arn: third } }, state);
      await refuses(said, { ...two, third: {} }, state);
      await refuses(said, { main: two.main }, state);
      assert.deepEqual(await refusals(two, state), []);
      assert.match(warnings.join(), /account\.keys\.main\.arn: the key is Disabled/);
    });

    it("are refused in the same way where this stack has made it", async () => {
      const [main, third] = [await make(), await make()];
      await given(main);
      await disable(main);
      const state = { ...made("main", main), ...registered({ main }) };
      await refuses(
        /account\.keys\.main: the key is Disabled.*without a default/s,
        { main: { default: true }, third: { arn: third } },
        state,
      );
      assert.deepEqual(await refusals({ main: { default: true } }, state), []);
    });
  });
});
