import assert from "node:assert/strict";
import { secretsRoleExactSecrets as policy } from "../../../policies/identity/secretsRoleExactSecrets.ts";
import { unknownText, validateResource } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";

const name = "aws-quicksight-secretsmanager-role-v0";
const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:sales/db";
const key = "arn:aws:kms:eu-west-1:111122223333:key/0a1b";
const read = "secretsmanager:GetSecretValue";

const document = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (action: string | string[], resource: string | string[]) =>
  document({ Effect: "Allow", Action: action, Resource: resource });
const trust = (changes: object = {}) => ({
  Effect: "Allow",
  Principal: { Service: "quicksight.amazonaws.com" },
  Action: "sts:AssumeRole",
  Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
  ...changes,
});

const judgeRole = (props: object, config?: object) =>
  validateResource(
    policy,
    { type: "aws:iam/role:Role", props: { name, assumeRolePolicy: document(trust()), ...props } },
    config,
  );
const judgePolicy = (policyDocument: unknown, role: string = name, config?: object) =>
  validateResource(
    policy,
    { type: "aws:iam/rolePolicy:RolePolicy", props: { role, policy: policyDocument } },
    config,
  );
const tooMuch = (got: string) =>
  `it: the role may do more than read secrets (got ${got}); allow only secretsmanager:GetSecretValue, secretsmanager:DescribeSecret, kms:Decrypt`;
const inexact = (got: string) =>
  `it: the role may read more than exactly named secrets (got ${got}); name each secret by its ARN; the only wildcard is -?????? at its end`;
const managed = (arn: string) =>
  `it: a managed policy is attached to the role (got ${arn}); write its statements into a RolePolicy of the role`;
const strangers = (got: string) =>
  `it: the role trusts others than QuickSight (got ${got}); trust the service quicksight.amazonaws.com only`;
const nameless = (got: string) =>
  `it: the trust does not name the account (got ${got}); add the condition StringEquals aws:SourceAccount with the account's id`;

describe("policy secrets-role-exact-secrets", () => {
  itDescribesItself(policy, {
    name: "secrets-role-exact-secrets",
    description: /names each secret/,
    defaults: {
      roleName: name,
      actions: [read, "secretsmanager:DescribeSecret", "kms:Decrypt"],
      requireSourceAccount: false,
    },
  });

  it("passes exactly named secrets, with the suffix open or given, and their key", async () => {
    for (const arn of [`${secret}-??????`, `${secret}-AbCdEf`, secret]) {
      assert.deepEqual(await judgePolicy(allow([read], [arn])), []);
    }
    assert.deepEqual(await judgePolicy(allow("kms:Decrypt", key)), []);
    const inlinePolicies = [{ name: "secrets", policy: allow(read, secret) }];
    assert.deepEqual(await judgeRole({ inlinePolicies }), []);
  });

  it("refuses each wildcard in a secret", async () => {
    for (const arn of ["*", `${secret}*`, `${secret}-?????`, secret.replace("sales", "?ales")]) {
      assert.deepEqual(await judgePolicy(allow(read, arn)), [inexact(arn)]);
    }
    const all = allow(read, [secret, "*"]);
    const inlinePolicies = [{ name: "secrets", policy: all }];
    assert.deepEqual(await judgeRole({ inlinePolicies }), [inexact("*")]);
  });

  it("refuses actions beyond reading, wildcards and negations", async () => {
    const actions = [read, "secretsmanager:PutSecretValue", "secretsmanager:*"];
    assert.deepEqual(await judgePolicy(allow(actions, secret)), [
      tooMuch("secretsmanager:PutSecretValue, secretsmanager:*"),
    ]);
    const inverted = document({ Effect: "Allow", NotAction: "iam:*", Resource: secret });
    assert.deepEqual(await judgePolicy(inverted), [tooMuch("NotAction")]);
    const elsewhere = document({ Effect: "Allow", Action: read, NotResource: secret });
    assert.deepEqual(await judgePolicy(elsewhere), [tooMuch("NotResource")]);
  });

  it("leaves denials alone, and reads documents that are objects", async () => {
    const denial = { Effect: "Deny", Action: "*", Resource: "*" };
    assert.deepEqual(await judgePolicy(document(denial)), []);
    const grant = { Effect: "Allow", Action: [read], Resource: ["*"] };
    assert.deepEqual(await judgePolicy({ Statement: [grant, denial] }), [inexact("*")]);
  });

  it("refuses managed policies", async () => {
    const arn = "arn:aws:iam::aws:policy/SecretsManagerReadWrite";
    assert.deepEqual(await judgeRole({ managedPolicyArns: [arn] }), [managed(arn)]);
    const type = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
    assert.deepEqual(
      await validateResource(policy, { type, props: { role: name, policyArn: arn } }),
      [managed(arn)],
    );
    assert.deepEqual(
      await validateResource(policy, { type, props: { role: name, policyArn: unknownText } }),
      [managed("an ARN that is not known yet")],
    );
  });

  it("refuses other principals, a trust of any account, and where it is required one without the account", async () => {
    const judgeTrust = (changes: object, config?: object) =>
      judgeRole({ assumeRolePolicy: document(trust(changes)) }, config);
    const required = { requireSourceAccount: true };
    assert.deepEqual(
      await judgeTrust({ Principal: { Service: ["quicksight.amazonaws.com"], AWS: "*" } }),
      [strangers("AWS:*")],
    );
    assert.deepEqual(await judgeTrust({ Principal: "*" }), [strangers("*")]);
    assert.deepEqual(await judgeTrust({ Condition: undefined }), []);
    assert.deepEqual(await judgeTrust({ Condition: undefined }, required), [nameless("nothing")]);
    const accounts = { StringEquals: { "AWS:sourceAccount": ["111122223333"] } };
    assert.deepEqual(await judgeTrust({ Condition: accounts }, required), []);
    const anyone = { StringEquals: { "aws:SourceAccount": "*" } };
    assert.deepEqual(await judgeTrust({ Condition: anyone }), [nameless("*")]);
    const alike = { StringLike: { "aws:SourceAccount": "111122223333" } };
    assert.deepEqual(await judgeTrust({ Condition: alike }, required), [nameless("nothing")]);
  });

  it("leaves other roles alone, and takes the configured name", async () => {
    const all = allow("*", "*");
    assert.deepEqual(await judgeRole({ name: "other", assumeRolePolicy: all }), []);
    assert.deepEqual(await judgePolicy(all, "other"), []);
    assert.equal((await judgePolicy(all, "other", { roleName: "other" })).length, 2);
    assert.equal(
      (await judgePolicy(all, `arn:aws:iam::111122223333:role/service-role/${name}`)).length,
      2,
    );
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judgePolicy(unknownText), []);
    assert.deepEqual(await judgePolicy(allow("*", "*"), unknownText), []);
    assert.deepEqual(
      await judgeRole({ assumeRolePolicy: unknownText, managedPolicyArns: ["arn:x"] }),
      [managed("arn:x")],
    );
    const known = { Effect: "Allow", Action: ["iam:*", unknownText], Resource: [unknownText, "*"] };
    assert.deepEqual(await judgePolicy({ Statement: [known] }), [tooMuch("iam:*"), inexact("*")]);
    const account = { StringEquals: { "aws:SourceAccount": unknownText } };
    assert.deepEqual(
      await judgeRole({ assumeRolePolicy: { Statement: [trust({ Condition: account })] } }),
      [],
    );
  });

  it("does not apply to other types", async () => {
    assert.match(
      String(await validateResource(policy, { type: "aws:kms/key:Key", props: {} })),
      /^Policy only applies to resources of type 'aws:iam\/role:Role'; /,
    );
  });
});
