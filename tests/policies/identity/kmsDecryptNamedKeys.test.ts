import assert from "node:assert/strict";
import fc from "fast-check";
import { stackPermissions } from "../../../local/demo/stackPermissions.ts";
import { kmsDecryptNamedKeys as policy } from "../../../policies/identity/kmsDecryptNamedKeys.ts";
import { toPolicyDocument } from "../../../stacks/toPolicyDocument.ts";
import { unknownText, validateStack, validateUpdate } from "../support/host.ts";
import { allow, deny, document, managedPolicy, worker, workerPolicy } from "../support/identity.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { grantOf } from "../support/grantOf.ts";

const key = "arn:aws:kms:eu-west-1:111122223333:key/";
const decrypt = (resource: unknown, changes: object = {}) => ({
  Effect: "Allow",
  Action: "kms:Decrypt",
  Resource: resource,
  ...changes,
});
const judge = (statements: readonly object[], config?: object) =>
  validateStack(policy, [worker(), workerPolicy(document(...statements))], config);
const refused = (who: string, got: string) =>
  `${who} may decrypt with all keys (got ${got}); name the keys by ARN, or add a condition such as kms:ViaService`;
const refusedWork = (got: string) =>
  `aws:iam/rolePolicy:RolePolicy work: ${refused("role worker", got)}`;

describe("policy kms-decrypt-named-keys", () => {
  itDescribesItself(policy, {
    name: "kms-decrypt-named-keys",
    description: /nobody decrypt with all keys/,
    defaults: { actions: ["kms:Decrypt", "kms:ReEncryptFrom"], roles: [], exempt: [] },
  });
  itTakesExemptions(policy, [worker(), workerPolicy(document(decrypt("*")))]);

  it("passes named keys, other actions, and all keys for one purpose", async () => {
    const one = `${key}0a1b2c3d-1111-4222-8333-444455556666`;
    const passing = [
      decrypt(one),
      decrypt([one, `${key}0a1b*`]),
      allow("kms:Encrypt", "kms:GenerateDataKey*", "kms:List*"),
    ];
    for (const condition of [
      { StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } },
      { "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/sales-*" } },
      { StringEquals: { "aws:ResourceTag/team": "bi" } },
    ]) {
      passing.push(decrypt("*", { Condition: condition }));
    }
    assert.deepEqual(await judge(passing), []);
  });

  it("refuses all keys, of a Region and an account too", async () => {
    for (const resource of [
      "*",
      `${key}*`,
      "arn:aws:kms:*:*:key/*",
      "arn:aws:kms:*",
      `${key}mrk-*`,
    ]) {
      assert.deepEqual(await judge([decrypt(resource)]), [refusedWork(resource)]);
    }
    assert.deepEqual(await judge([decrypt(undefined, { NotResource: key })]), [
      refusedWork("NotResource"),
    ]);
    for (const action of ["kms:*", "*", "kms:De*", "KMS:decrypt", "kms:ReEncrypt*"]) {
      assert.deepEqual(await judge([allow(action)]), [refusedWork("*")], action);
    }
  });

  it("refuses conditions that narrow nothing", async () => {
    for (const condition of [
      { StringLike: { "kms:ViaService": "*" } },
      { StringLike: { "kms:ViaService": "*.amazonaws.com" } },
      { StringEqualsIfExists: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
      { "ForAllValues:StringEquals": { "kms:ResourceAliases": "alias/x" } },
      { StringEquals: { "kms:CallerAccount": "111122223333" } },
    ]) {
      assert.deepEqual(await judge([decrypt("*", { Condition: condition })]), [refusedWork("*")]);
    }
  });

  it("judges policies that wait to be attached, but not what is a boundary only", async () => {
    const shared = managedPolicy(document(decrypt("*")));
    assert.deepEqual(await validateStack(policy, [shared]), [
      `aws:iam/policy:Policy shared: ${refused("policy shared", "*")}`,
    ]);
    const bounded = worker({ permissionsBoundary: (shared.props as { arn: string }).arn });
    assert.deepEqual(await validateStack(policy, [shared, bounded]), []);
  });

  it("takes a Deny in another policy into account", async () => {
    const denial = workerPolicy(document(deny("kms:Decrypt")), "denial");
    const all = workerPolicy(document(decrypt("*")));
    assert.deepEqual(await validateStack(policy, [worker(), all, denial]), []);
    const some = workerPolicy(document({ ...deny("kms:Decrypt"), Resource: `${key}*` }), "denial");
    assert.equal((await validateStack(policy, [worker(), all, some])).length, 1);
  });

  it("holds to what is configured", async () => {
    assert.deepEqual(await judge([decrypt("*")], { roles: ["worker"] }), []);
    assert.deepEqual(await judge([decrypt("*")], { actions: ["kms:ReEncryptFrom"] }), []);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judge([decrypt(unknownText)]), []);
    const both = { Statement: [decrypt([unknownText, "*"])] };
    assert.deepEqual(await validateStack(policy, [worker(), workerPolicy(both)]), [
      refusedWork("*"),
    ]);
    assert.equal(
      (await validateUpdate(policy, [worker(), workerPolicy(document(decrypt("*")))])).length,
      1,
    );
  });

  it("is no alarm for who deploys this program", async () => {
    const facts = {
      accountId: "111122223333",
      region: "eu-west-1",
      identityRegion: "us-east-1",
      partition: "aws",
    };
    for (const stack of ["dev", "dev-default"]) {
      const own = toPolicyDocument(stackPermissions(stack, facts));
      assert.deepEqual(await validateStack(policy, [worker(), workerPolicy(own)]), []);
    }
  });

  it("refuses it whatever wraps it", async () => {
    await fc.assert(
      fc.asyncProperty(grantOf("worker", decrypt(`${key}*`)), async (resources) => {
        assert.notDeepEqual(await validateStack(policy, resources), []);
      }),
    );
  });
});
