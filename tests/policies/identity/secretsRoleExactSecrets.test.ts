import assert from "node:assert/strict";
import fc from "fast-check";
import { secretsRoleExactSecrets as policy } from "../../../policies/identity/secretsRoleExactSecrets.ts";
import { type GivenResource, unknownText, validateStack, validateUpdate } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { grantOf } from "../support/grantOf.ts";

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

const judge = async (resources: GivenResource[], config?: object) =>
  (await validateStack(policy, resources, config)).map((one) => one.replace(/^\S+ /, ""));
const role = (props: object = {}): GivenResource => ({
  type: "aws:iam/role:Role",
  props: { name, assumeRolePolicy: document(trust()), ...props },
});
const rolePolicy = (policyDocument: unknown, to: string = name): GivenResource => ({
  type: "aws:iam/rolePolicy:RolePolicy",
  props: { role: to, policy: policyDocument },
});
const judgeRole = (props: object, config?: object) => judge([role(props)], config);
const judgePolicy = (policyDocument: unknown, to: string = name, config?: object) =>
  judge([rolePolicy(policyDocument, to)], config);
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
      exempt: [],
    },
  });
  itTakesExemptions(policy, [rolePolicy(allow("s3:*", secret))]);

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
    const always = { Effect: "Deny", Action: "*", Resource: "*" };
    const denial = { ...always, Condition: { Bool: { "aws:SecureTransport": "false" } } };
    assert.deepEqual(await judgePolicy(document(always)), []);
    const grant = { Effect: "Allow", Action: [read], Resource: ["*"] };
    assert.deepEqual(await judgePolicy({ Statement: [grant, denial] }), [inexact("*")]);
    assert.deepEqual(await judgePolicy({ Statement: [grant, always] }), []);
  });

  it("refuses managed policies", async () => {
    const arn = "arn:aws:iam::aws:policy/SecretsManagerReadWrite";
    assert.deepEqual(await judgeRole({ managedPolicyArns: [arn] }), [managed(arn)]);
    const type = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
    for (const [policyArn, got] of [
      [arn, arn],
      [unknownText, "an ARN that is not known yet"],
    ]) {
      assert.deepEqual(await judge([{ type, props: { role: name, policyArn } }]), [
        managed(got ?? ""),
      ]);
    }
    const shared = {
      type: "aws:iam/policy:Policy",
      name: "shared",
      props: { arn: "arn:aws:iam::111122223333:policy/shared", policy: allow(read, secret) },
    };
    const { arn: policyArn } = shared.props;
    assert.deepEqual(await judge([shared, { type, props: { role: name, policyArn } }]), [
      managed(policyArn).replace(/^it/, "shared"),
    ]);
  });

  it("refuses other principals, a trust of any account, and where it is required one without the account", async () => {
    const judgeTrust = (changes: object, config?: object) =>
      judgeRole({ assumeRolePolicy: document(trust(changes)) }, config);
    const required = { requireSourceAccount: true };
    assert.deepEqual(
      await judgeTrust({ Principal: { Service: ["quicksight.amazonaws.com"], AWS: "*" } }),
      [strangers("*")],
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

  it("refuses a trust in QuickSight of another account, by whatever names the account", async () => {
    const arn = `arn:aws:iam::111122223333:role/service-role/${name}`;
    const judgeTrust = (Condition: object, more: object = { arn }) =>
      judgeRole({ assumeRolePolicy: document(trust({ Condition })), ...more });
    const foreign = `it: the trust lets QuickSight of another account in (got 444455556666); name 111122223333 in aws:SourceAccount`;
    const theirs = { StringEquals: { "aws:SourceAccount": "444455556666" } };
    assert.deepEqual(await judgeTrust(theirs), [foreign]);
    const inlinePolicies = [{ name: "secrets", policy: allow(read, secret) }];
    assert.deepEqual(await judgeTrust(theirs, { inlinePolicies }), [foreign]);
    const byArn = (account: string) => ({
      ArnLike: { "aws:SourceArn": `arn:aws:quicksight:*:${account}:*` },
    });
    assert.deepEqual(await judgeTrust(byArn("111122223333")), []);
    assert.deepEqual(await judgeTrust(byArn("444455556666")), [foreign]);
  });

  it("refuses other doors: policies of secrets and keys, grants of keys, other roles", async () => {
    const door = (what: string, got: string) =>
      `door: ${what} lets the role of secrets in, past the role's own policies (got ${got}); name what it reads in the role's own policy instead`;
    const principal = `arn:aws:iam::111122223333:role/service-role/${name}`;
    const lets = (to: string, action = "*", more: object = {}) =>
      document({ Effect: "Allow", Principal: { AWS: to }, Action: action, Resource: "*", ...more });
    const own = rolePolicy(allow(read, `${secret}-??????`));
    const judgeDoor = (type: string, props: object) =>
      judge([role(), own, { type, name: "door", props }]);
    const secretPolicy = (secretArn: string, policyDocument: unknown) =>
      judgeDoor("aws:secretsmanager/secretPolicy:SecretPolicy", {
        secretArn,
        policy: policyDocument,
      });
    const other = secret.replace("sales", "payroll");
    const session = `arn:aws:sts::111122223333:assumed-role/${name}/quicksight`;
    for (const to of [
      principal,
      principal
        .toUpperCase()
        .replace("ARN:AWS:IAM::111122223333:ROLE", "arn:aws:iam::111122223333:role"),
      session,
    ]) {
      assert.deepEqual(await secretPolicy(other, lets(to)), [
        door("the policy of a secret", `AWS:${to}`),
      ]);
    }
    assert.deepEqual(await secretPolicy(other, lets("*")), [door("the policy of a secret", "*")]);
    const byCondition = { Condition: { ArnEquals: { "aws:PrincipalArn": principal } } };
    assert.deepEqual(await secretPolicy(other, lets("*", read, byCondition)), [
      door("the policy of a secret", principal),
    ]);
    for (const passing of [
      secretPolicy(`${secret}-AbCdEf`, lets(principal)),
      secretPolicy(other, lets(`arn:aws:iam::111122223333:role/not-${name}`)),
      secretPolicy(other, lets("arn:aws:iam::111122223333:root")),
      judgeDoor("aws:kms/keyPolicy:KeyPolicy", { policy: lets(principal, "kms:Decrypt") }),
      judgeDoor("aws:kms/grant:Grant", { granteePrincipal: principal, operations: ["Decrypt"] }),
    ]) {
      assert.deepEqual(await passing, []);
    }
    assert.deepEqual(
      await judgeDoor("aws:kms/keyPolicy:KeyPolicy", { policy: lets(principal, "kms:*") }),
      [door("the policy of a key", `AWS:${principal}`)],
    );
    assert.deepEqual(
      await judgeDoor("aws:kms/grant:Grant", {
        granteePrincipal: principal,
        operations: ["Decrypt", "CreateGrant"],
      }),
      [door("a grant of a key", principal)],
    );
    const assumable = lets(principal, "sts:AssumeRole");
    assert.deepEqual(
      await judgeDoor("aws:iam/role:Role", { name: "admin", assumeRolePolicy: assumable }),
      [door("another role", `AWS:${principal}`)],
    );
  });

  it("leaves a secret's policy open as long as either is not known", async () => {
    const policyDocument = document({
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::111122223333:role/${name}` },
      Action: read,
      Resource: "*",
    });
    const made = {
      type: "aws:secretsmanager/secret:Secret",
      name: "db",
      props: { name: "sales/db" },
    };
    const secretPolicy: GivenResource = {
      type: "aws:secretsmanager/secretPolicy:SecretPolicy",
      name: "door",
      props: { secretArn: unknownText, policy: policyDocument },
      from: { secretArn: ["db"] },
    };
    const own = { Statement: [{ Effect: "Allow", Action: read, Resource: unknownText }] };
    assert.deepEqual(await judge([role(), rolePolicy(own), made, secretPolicy]), []);
    const named = rolePolicy(allow(read, `${secret}-??????`));
    assert.deepEqual(await judge([role(), named, made, secretPolicy]), []);
    const others = rolePolicy(allow(read, `${secret.replace("sales", "hr")}-??????`));
    assert.equal((await judge([role(), others, made, secretPolicy])).length, 1);
    assert.deepEqual(await validateUpdate(policy, [role(), named, made, secretPolicy]), []);
  });

  it("judges in an update before anything is made", async () => {
    assert.deepEqual(await validateUpdate(policy, [role(), rolePolicy(allow("*", secret))]), [
      tooMuch("*"),
    ]);
  });

  it("refuses more than reading whatever wraps it", async () => {
    const statement = { Effect: "Allow", Action: "*", Resource: "*" };
    await fc.assert(
      fc.asyncProperty(grantOf(name, statement), async (resources) => {
        assert.notDeepEqual(await judge([...resources]), []);
      }),
    );
  });
});
