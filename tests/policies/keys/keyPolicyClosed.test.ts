import assert from "node:assert/strict";
import fc from "fast-check";
import { keyPolicyClosed as policy } from "../../../policies/keys/keyPolicyClosed.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { wrapped } from "../support/wrap.ts";

const root = "arn:aws:iam::111122223333:root";
const foreign = "arn:aws:iam::444455556666:root";
const owner = { Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" };
const key = (...statements: object[]): GivenResource => ({
  type: "aws:kms/key:Key",
  name: "spice",
  props: { policy: JSON.stringify({ Statement: statements }) },
});
const use = (statement: object) => ({
  Effect: "Allow",
  Action: "kms:Decrypt",
  Resource: "*",
  ...statement,
});
const judge = (resources: GivenResource[], config?: object) => judgeAll(policy, resources, config);
const open = (got: string) =>
  `spice: the key is open to others than its account (got ${got}); name roles of the account, or list what is agreed in accounts or organizations`;

describe("policy key-policy-closed", () => {
  itDescribesItself(policy, {
    name: "key-policy-closed",
    description: /neither to everybody nor to other accounts/,
    defaults: { accounts: [], exempt: [], organizations: [] },
  });
  itTakesExemptions(policy, [key(use({ Principal: "*" }))]);

  it("passes the account, its roles, services, and what a condition binds to the account", async () => {
    const caller = { StringEquals: { "kms:CallerAccount": "111122223333" } };
    assert.deepEqual(
      await judge([
        key(
          owner,
          use({ Principal: { AWS: "arn:aws:iam::111122223333:role/bi" } }),
          use({ Principal: { Service: "logs.eu-west-1.amazonaws.com" } }),
          use({ Principal: { AWS: "*" }, Condition: caller }),
        ),
      ]),
      [],
    );
    assert.deepEqual(await judge([{ ...key(), props: {} }]), []);
    assert.deepEqual(await judge([{ ...key(), props: { policy: "" } }]), []);
  });

  it("refuses everybody, whatever else a condition asks", async () => {
    for (const [statement, got] of [
      [{ Principal: "*" }, "*"],
      [{ Principal: { AWS: ["*"] } }, "*"],
      [{ NotPrincipal: { AWS: root } }, "NotPrincipal"],
      [{ Principal: "*", Condition: { StringLike: { "kms:CallerAccount": "*" } } }, "*"],
      [
        { Principal: "*", Condition: { StringEquals: { "kms:ViaService": "s3.amazonaws.com" } } },
        "*",
      ],
    ] as const) {
      assert.deepEqual(await judge([key(owner, use(statement))]), [open(got)]);
    }
    assert.deepEqual(await judge([{ ...key(), props: { policy: "{" } }]), [
      "spice: the policy of the key cannot be read (got it is not JSON); write it as a policy document in JSON",
    ]);
  });

  it("refuses another account unless it is agreed", async () => {
    const shared = [key(owner, use({ Principal: { AWS: foreign } }))];
    assert.deepEqual(await judge(shared), [open(`AWS:${foreign}`)]);
    assert.deepEqual(await judge(shared, { accounts: ["111122223333", "444455556666"] }), []);
    const given = [key(owner, { ...owner, Principal: { AWS: foreign } })];
    assert.deepEqual(await judge(given), [open(`AWS:${root}, AWS:${foreign}`)]);
    const org = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
    const colleagues = [key(owner, use({ Principal: "*", Condition: org }))];
    assert.deepEqual(await judge(colleagues), [open("o-a1b2c3d4e5")]);
    assert.deepEqual(await judge(colleagues, { organizations: ["o-a1b2c3d4e5"] }), []);
  });

  it("knows the account by what else the stack says", async () => {
    const provider = {
      type: "pulumi:providers:aws",
      name: "main",
      props: { allowedAccountIds: '["111122223333"]' },
    };
    const given = [provider, key({ ...owner, Principal: { AWS: foreign } })];
    assert.deepEqual(await judge(given), [open(`AWS:${foreign}`)]);
    for (const unknown of [
      { allowedAccountIds: unknownText },
      { assumeRoles: [{ roleArn: unknownText }] },
    ]) {
      assert.deepEqual(await judge([{ ...provider, props: unknown }, key(owner)]), []);
    }
  });

  it("knows the account by the key that a policy is of", async () => {
    const given = {
      type: "aws:kms/keyPolicy:KeyPolicy",
      name: "spice",
      props: {
        keyId: "arn:aws:kms:eu-west-1:111122223333:key/1",
        policy: { Statement: [{ ...owner, Principal: { AWS: foreign } }] },
      },
    };
    assert.deepEqual(await judge([given]), [open(`AWS:${foreign}`)]);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judge([{ ...key(), props: { policy: unknownText } }]), []);
    const document = { Statement: [use({ Principal: { AWS: unknownText } }), unknownText] };
    assert.deepEqual(await judge([{ ...key(), props: { policy: document } }]), []);
    const beside = { Statement: [unknownText, use({ Principal: "*", Resource: unknownText })] };
    assert.deepEqual(await judge([{ ...key(), props: { policy: beside } }]), [open("*")]);
  });

  it("never lets a public key pass, however it is written", async () => {
    const document = { Statement: [owner, use({ Principal: { AWS: "*" } })] };
    const native = (type: string) => ({ type, properties: { KeyPolicy: document } });
    const keys = fc.oneof(
      wrapped({
        name: "spice",
        tokens: [
          "aws:kms/key:Key",
          "aws:kms/externalKey:ExternalKey",
          "aws:kms/replicaKey:ReplicaKey",
          "aws:kms/keyPolicy:KeyPolicy",
        ],
        props: { keyId: "elsewhere", policy: document },
        native: native("AWS::KMS::Key"),
      }),
      wrapped({
        name: "spice",
        tokens: ["aws:kms/replicaExternalKey:ReplicaExternalKey"],
        props: { policy: document },
        native: native("AWS::KMS::ReplicaKey"),
      }),
    );
    await fc.assert(
      fc.asyncProperty(keys, async (one) => {
        const [message = ""] = await judge([one]);
        assert.match(message, /is open to others than its account \(got \*\)/);
      }),
    );
  });
});
