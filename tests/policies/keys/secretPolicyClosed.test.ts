import assert from "node:assert/strict";
import fc from "fast-check";
import { secretPolicyClosed as policy } from "../../../policies/keys/secretPolicyClosed.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { wrapped } from "../support/wrap.ts";

const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:sales-AbCdEf";
const secret: GivenResource = {
  type: "aws:secretsmanager/secret:Secret",
  name: "sales",
  props: { arn },
};
const allow = (statement: object) => ({
  Statement: [
    { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*", ...statement },
  ],
});
const policyOf = (document: unknown): GivenResource => ({
  type: "aws:secretsmanager/secretPolicy:SecretPolicy",
  name: "policy",
  props: { secretArn: arn, policy: document },
});
const judge = (document: unknown, config?: object) =>
  judgeAll(policy, [secret, policyOf(document)], config);
const open = (got: string) =>
  `policy: the secret is open to others than its account (got ${got}); name roles of the account, or list what is agreed in accounts or organizations`;

describe("policy secret-policy-closed", () => {
  itDescribesItself(policy, {
    name: "secret-policy-closed",
    description: /neither to everybody nor to other accounts/,
    defaults: { accounts: [], exempt: [], organizations: [] },
  });
  itTakesExemptions(policy, [policyOf(allow({ Principal: "*" }))]);

  it("passes the account's own, a service for the account, and a Deny", async () => {
    const own = { StringEquals: { "aws:SourceAccount": "111122223333" } };
    for (const document of [
      allow({ Principal: { AWS: "arn:aws:iam::111122223333:role/reader" } }),
      allow({ Principal: { Service: "serverlessrepo.amazonaws.com" }, Condition: own }),
      allow({ Effect: "Deny", Principal: "*" }),
      "",
    ]) {
      assert.deepEqual(
        await judgeAll(policy, [
          { ...secret, props: { arn, policy: document } },
          ...(document === "" ? [] : [policyOf(JSON.stringify(document))]),
        ]),
        [],
      );
    }
  });

  it("refuses everybody, other accounts and services for anybody", async () => {
    const foreign = "arn:aws:iam::444455556666:role/reader";
    assert.deepEqual(await judge(allow({ Principal: "*" })), [open("*")]);
    assert.deepEqual(await judge(allow({ NotPrincipal: { AWS: foreign } })), [
      open("NotPrincipal"),
    ]);
    assert.deepEqual(await judge(allow({ Principal: { AWS: foreign } })), [open(`AWS:${foreign}`)]);
    const service = { Service: "serverlessrepo.amazonaws.com" };
    assert.deepEqual(await judge(allow({ Principal: service })), [
      open("Service:serverlessrepo.amazonaws.com"),
    ]);
    assert.deepEqual(await judge("{"), [
      "policy: the policy of the secret cannot be read (got it is not JSON); write it as a policy document in JSON",
    ]);
  });

  it("knows the account by the secret that a policy is of", async () => {
    const own = policyOf(allow({ Principal: { AWS: "arn:aws:iam::111122223333:role/reader" } }));
    assert.deepEqual(await judgeAll(policy, [own]), []);
    const guest = policyOf(allow({ Principal: { AWS: "444455556666" } }));
    assert.deepEqual(await judgeAll(policy, [guest]), [open("AWS:444455556666")]);
  });

  it("takes agreed accounts", async () => {
    const guest = allow({ Principal: { AWS: "444455556666" } });
    assert.deepEqual(await judge(guest, { accounts: ["111122223333", "444455556666"] }), []);
    assert.deepEqual(await judge(guest, { accounts: ["111122223333"] }), [
      open("AWS:444455556666"),
    ]);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judge(unknownText), []);
    assert.deepEqual(await judge(allow({ Principal: { AWS: unknownText } })), []);
    assert.deepEqual(await judge(allow({ Principal: "*", Resource: unknownText })), [open("*")]);
  });

  it("never lets an open secret pass, however it is written", async () => {
    const document = allow({ Principal: { AWS: ["*"] } });
    const policies = fc.oneof(
      wrapped({
        name: "policy",
        tokens: ["aws:secretsmanager/secretPolicy:SecretPolicy"],
        props: { secretArn: arn, policy: document },
        native: {
          type: "AWS::SecretsManager::ResourcePolicy",
          properties: { SecretId: arn, ResourcePolicy: document },
        },
      }),
      wrapped({
        name: "policy",
        tokens: ["aws:secretsmanager/secret:Secret"],
        props: { policy: document },
      }),
    );
    await fc.assert(
      fc.asyncProperty(policies, async (one) => {
        assert.match((await judgeAll(policy, [one])).join(), /is open to others/);
      }),
    );
  });
});
