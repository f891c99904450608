import assert from "node:assert/strict";
import fc from "fast-check";
import { keyDeletionGuarded as policy } from "../../../policies/keys/keyDeletionGuarded.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { wrapped } from "../support/wrap.ts";

const key = (props: object): GivenResource => ({ type: "aws:kms/key:Key", name: "spice", props });
const judge = (resources: GivenResource[], config?: object) => judgeAll(policy, resources, config);
const soon = (got: string, limit = 30) =>
  `spice: the key is deleted too soon (got ${got} days); set deletionWindowInDays to ${limit} or more, or leave it out`;
const locked =
  "spice: the policy of the key may lock everybody out (got bypassPolicyLockoutSafetyCheck true); remove bypassPolicyLockoutSafetyCheck";

describe("policy key-deletion-guarded", () => {
  itDescribesItself(policy, {
    name: "key-deletion-guarded",
    description: /longest wait only/,
    defaults: { exempt: [], minimumDays: 30, requireProtect: false },
  });
  itTakesExemptions(policy, [key({ deletionWindowInDays: 7 })]);

  it("passes the longest wait, said or KMS's own", async () => {
    assert.deepEqual(await judge([key({})]), []);
    assert.deepEqual(await judge([key({ deletionWindowInDays: "30" })]), []);
    assert.deepEqual(await judge([key({ bypassPolicyLockoutSafetyCheck: "false" })]), []);
  });

  it("refuses a shorter wait than is configured", async () => {
    assert.deepEqual(await judge([key({ deletionWindowInDays: 7 })]), [soon("7")]);
    assert.deepEqual(await judge([key({ deletionWindowInDays: "soon" })]), [soon("soon")]);
    assert.deepEqual(await judge([key({ deletionWindowInDays: 14 })], { minimumDays: 14 }), []);
    assert.deepEqual(await judge([key({ deletionWindowInDays: 7 })], { minimumDays: 14 }), [
      soon("7", 14),
    ]);
  });

  it("refuses to lock the account out, once for each resource", async () => {
    const bypassing = { bypassPolicyLockoutSafetyCheck: "true", policy: '{"Statement":[]}' };
    assert.deepEqual(await judge([key(bypassing)]), [locked]);
    const apart = {
      type: "aws:kms/keyPolicy:KeyPolicy",
      name: "spice",
      props: { keyId: "1", ...bypassing },
    };
    assert.deepEqual(await judge([apart]), [locked]);
  });

  it("demands protection where it is configured", async () => {
    const config = { requireProtect: true };
    assert.deepEqual(await judge([key({})], config), [
      "spice: the key can be deleted (got protect false); set the resource option protect to true",
    ]);
    assert.deepEqual(await judge([{ ...key({}), opts: { protect: true } }], config), []);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judge([key({ deletionWindowInDays: unknownText })]), []);
    const known = { deletionWindowInDays: unknownText, bypassPolicyLockoutSafetyCheck: true };
    assert.deepEqual(await judge([key(known)]), [locked]);
  });

  it("never lets a short wait pass, however it is written", async () => {
    const soonGone = wrapped({
      name: "spice",
      tokens: [
        "aws:kms/key:Key",
        "aws:kms/externalKey:ExternalKey",
        "aws:kms/replicaKey:ReplicaKey",
      ],
      props: { deletionWindowInDays: 7, bypassPolicyLockoutSafetyCheck: true },
      native: {
        type: "AWS::KMS::Key",
        properties: { PendingWindowInDays: 7, BypassPolicyLockoutSafetyCheck: true },
      },
    });
    await fc.assert(
      fc.asyncProperty(soonGone, async (one) => {
        const found = (await judge([one])).map((message) => message.replace(/^\S*: /, "spice: "));
        assert.deepEqual(found, [soon("7"), locked]);
      }),
    );
  });
});
