import assert from "node:assert/strict";
import fc from "fast-check";
import { federationRoleReadersOnly as policy } from "../../../policies/identity/federationRoleReadersOnly.ts";
import { type GivenResource, unknownText, validateStack, validateUpdate } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { grantOf } from "../support/grantOf.ts";

const document = (...statements: object[]) => JSON.stringify({ Statement: statements });
const audience = { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } };
const samlStatement = (changes: object = {}) => ({
  Effect: "Allow",
  Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/oktank" },
  Action: ["sts:AssumeRoleWithSAML"],
  Condition: audience,
  ...changes,
});
const saml = document(samlStatement());
const oidcStatement = (changes: object = {}) => ({
  Effect: "Allow",
  Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/oktank.okta.com" },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: { StringEquals: { "oktank.okta.com:aud": "0oa1" } },
  ...changes,
});
const lambda = document({
  Effect: "Allow",
  Principal: { Service: "lambda.amazonaws.com" },
  Action: "sts:AssumeRole",
});
const allow = (...actions: string[]) =>
  document({ Effect: "Allow", Action: actions, Resource: "*" });

const role = (props: object = {}): GivenResource => ({
  type: "aws:iam/role:Role",
  name: "federation",
  props: { name: "quicksight-fed-users", assumeRolePolicy: saml, ...props },
});
const rolePolicy = (policyDocument: unknown, more: Partial<GivenResource> = {}): GivenResource => ({
  type: "aws:iam/rolePolicy:RolePolicy",
  name: "self",
  props: { role: "quicksight-fed-users", policy: policyDocument },
  ...more,
});
const shared = (policyDocument: unknown, arn: string): GivenResource => ({
  type: "aws:iam/policy:Policy",
  name: "shared",
  props: { arn, policy: policyDocument },
});
const attachment = (policyArn: string, from: Record<string, string[]> = {}): GivenResource => ({
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  name: "attachment",
  props: { role: "quicksight-fed-users", policyArn },
  from,
});
const refused = (source: string, got: string, label = "federation") =>
  `${source}: people who sign in with role ${label} may do more than they should (got ${got}); allow only quicksight:CreateReader`;
const strangers = (got: string) =>
  `aws:iam/role:Role federation: role federation, which people sign in with, trusts others than an identity provider of its account (got ${got}); trust the agreed provider only`;
const anybody = (key: string) =>
  `aws:iam/role:Role federation: role federation takes what an identity provider says to anybody (got no condition on the audience, ${key}); add the condition StringEquals ${key === "SAML:aud" ? "SAML:aud https://signin.aws.amazon.com/saml" : "<provider>:aud with the id of the client"}`;
const unseen = (source: string, arn: string) =>
  `${source}: role federation, which people sign in with, has a managed policy that cannot be checked here (got ${arn}); detach it, or add it to managedPolicies`;

const judge = (resources: GivenResource[], config?: object) =>
  validateStack(policy, resources, config);

describe("policy federation-role-readers-only", () => {
  itDescribesItself(policy, {
    name: "federation-role-readers-only",
    description: /register themselves as reader, and nothing else/,
    defaults: {
      allowedActions: ["quicksight:CreateReader"],
      managedPolicies: [],
      roles: ["quicksight-fed-users"],
      providers: [],
      requireAudience: true,
      audiences: policy.configSchema.properties["audiences"]?.default,
      exempt: [],
    },
  });
  itTakesExemptions(policy, [role(), rolePolicy(allow("s3:*"))]);

  it("passes a role that lets people register as reader", async () => {
    assert.deepEqual(await judge([role(), rolePolicy(allow("quicksight:CreateReader"))]), []);
    assert.deepEqual(await judge([role(), rolePolicy(allow("QuickSight:createreader"))]), []);
    assert.deepEqual(await judge([role()]), []);
  });

  it("refuses every other action, by name, on the policy that allows it", async () => {
    assert.deepEqual(
      await judge([
        role({ inlinePolicies: [{ name: "more", policy: allow("s3:*") }] }),
        rolePolicy(allow("quicksight:CreateReader", "quicksight:CreateAdmin", "*")),
      ]),
      [
        `aws:iam/role:Role ${refused("federation", "s3:*")}`,
        `aws:iam/rolePolicy:RolePolicy ${refused("self", "quicksight:CreateAdmin, *")}`,
      ],
    );
    const inverted = document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" });
    assert.deepEqual(await judge([role(), rolePolicy(inverted)]), [
      `aws:iam/rolePolicy:RolePolicy ${refused("self", "NotAction")}`,
    ]);
  });

  it("takes the configured actions", async () => {
    const allowedActions = ["quicksight:CreateUser"];
    const resources = [role(), rolePolicy(allow("quicksight:CreateUser"))];
    assert.deepEqual(await judge(resources, { allowedActions }), []);
    assert.deepEqual(await judge(resources), [
      `aws:iam/rolePolicy:RolePolicy ${refused("self", "quicksight:CreateUser")}`,
    ]);
  });

  it("follows attached policies of the stack, by ARN and by what the engine recorded", async () => {
    const arn = "arn:aws:iam::111122223333:policy/shared";
    const expected = [`aws:iam/policy:Policy ${refused("shared", "iam:PassRole")}`];
    const grant = shared(allow("iam:PassRole"), arn);
    assert.deepEqual(await judge([role(), grant, attachment(arn)]), expected);
    assert.deepEqual(await judge([role({ managedPolicyArns: [arn] }), grant]), expected);
    const made = shared(allow("iam:PassRole"), unknownText);
    const by = attachment(unknownText, { policyArn: ["shared"] });
    assert.deepEqual(await judge([role(), made, by]), expected);
  });

  it("refuses managed policies from elsewhere unless configured", async () => {
    const arn = "arn:aws:iam::aws:policy/AdministratorAccess";
    const resources = [role({ managedPolicyArns: [arn] }), attachment(arn)];
    assert.deepEqual(await judge(resources), [
      `aws:iam/role:Role ${unseen("federation", arn)}`,
      `aws:iam/rolePolicyAttachment:RolePolicyAttachment ${unseen("attachment", arn)}`,
    ]);
    assert.deepEqual(await judge(resources, { managedPolicies: [arn] }), []);
  });

  it("leaves roles alone that no person signs in with", async () => {
    const other = rolePolicy(allow("*"), { props: { role: "other", policy: allow("*") } });
    const functions = role({ name: "other", assumeRolePolicy: lambda });
    assert.deepEqual(await judge([functions, other]), []);
    assert.deepEqual(await judge([role(), other]), []);
  });

  it("leaves roles alone that have nothing of QuickSight, such as that of engineers", async () => {
    const engineers = role({ name: "engineers" });
    const grant = (...actions: string[]) =>
      rolePolicy(allow(...actions), { props: { role: "engineers", policy: allow(...actions) } });
    assert.deepEqual(await judge([engineers, grant("logs:GetLogEvents", "s3:*")]), []);
    const refusedOf = async (...actions: string[]) =>
      (await judge([engineers, grant("logs:GetLogEvents", ...actions)])).length;
    for (const action of [
      "quicksight:CreateAdmin",
      "QuickSight:*",
      "*",
      "q*:Create*",
      "quick?ight:*",
    ]) {
      assert.equal(await refusedOf(action), 1, action);
    }
    const inverted = document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" });
    const by = rolePolicy(inverted, { props: { role: "engineers", policy: inverted } });
    assert.equal((await judge([engineers, by])).length, 1);
  });

  it("judges the roles that are named to it, whatever they allow", async () => {
    const people = role({ name: "corp-users" });
    const grant = rolePolicy(allow("s3:*"), {
      props: { role: "corp-users", policy: allow("s3:*") },
    });
    assert.deepEqual(await judge([people, grant]), []);
    assert.deepEqual(await judge([people, grant], { roles: ["corp-*"] }), [
      `aws:iam/rolePolicy:RolePolicy ${refused("self", "s3:*")}`,
    ]);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judge([role({ assumeRolePolicy: unknownText })]), []);
    assert.deepEqual(await judge([role(), rolePolicy(unknownText)]), []);
    const unnamed = rolePolicy(undefined, { props: { role: unknownText, policy: allow("*") } });
    assert.deepEqual(await judge([role(), unnamed]), []);
    assert.deepEqual(await judge([role(), { ...unnamed, from: { role: ["federation"] } }]), [
      `aws:iam/rolePolicy:RolePolicy ${refused("self", "*")}`,
    ]);
  });

  it("knows the role by its name where another stack made it, whatever its path or case", async () => {
    for (const name of [
      "quicksight-fed-users",
      "QuickSight-Fed-Users",
      "arn:aws:iam::111122223333:role/people/quicksight-fed-users",
    ]) {
      const policyDocument = allow("quicksight:CreateAdmin");
      const grant = rolePolicy(policyDocument, { props: { role: name, policy: policyDocument } });
      const label = name.split("/").at(-1);
      assert.deepEqual(await judge([grant]), [
        `aws:iam/rolePolicy:RolePolicy ${refused("self", "quicksight:CreateAdmin", label)}`,
      ]);
    }
  });

  it("puts policies together as AWS does: a Deny without a condition, and a boundary, take away", async () => {
    const all = rolePolicy(allow("quicksight:CreateReader", "quicksight:CreateAdmin"));
    const denial = (changes: object) =>
      rolePolicy(
        document({ Effect: "Deny", Action: "quicksight:CreateA*", Resource: "*", ...changes }),
        { name: "denial" },
      );
    assert.deepEqual(await judge([role(), all, denial({})]), []);
    for (const changes of [
      { Action: "quicksight:CreateU*" },
      { Resource: "arn:aws:quicksight::111122223333:user/x" },
      { Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } },
    ]) {
      assert.equal((await judge([role(), all, denial(changes)])).length, 1);
    }
    const unknown = { Effect: "Deny", Action: "*", Resource: "*", Condition: unknownText };
    const open = rolePolicy({ Statement: [unknown] }, { name: "denial" });
    assert.equal((await judge([role(), all, open])).length, 1);
    const arn = "arn:aws:iam::111122223333:policy/shared";
    const bounded = role({ permissionsBoundary: arn });
    const boundary = (...actions: string[]) => shared(allow(...actions), arn);
    assert.deepEqual(await judge([bounded, boundary("quicksight:CreateReader"), all]), []);
    assert.equal((await judge([bounded, boundary("quicksight:*"), all])).length, 1);
  });

  it("refuses whoever else is trusted", async () => {
    const trust = (...statements: object[]) =>
      judge([role({ assumeRolePolicy: document(...statements) })]);
    const also = (principal: unknown) => ({
      Effect: "Allow",
      Principal: principal,
      Action: "sts:AssumeRole",
    });
    assert.deepEqual(await trust(samlStatement(), oidcStatement()), []);
    for (const [principal, got] of [
      ["*", "*"],
      [{ AWS: ["arn:aws:iam::111122223333:root"] }, "AWS:arn:aws:iam::111122223333:root"],
      [{ AWS: "444455556666" }, "AWS:444455556666"],
      [{ Service: "lambda.amazonaws.com" }, "Service:lambda.amazonaws.com"],
    ] as const) {
      assert.deepEqual(await trust(samlStatement(), also(principal)), [strangers(got)]);
    }
    const everyProvider = samlStatement({ Principal: { Federated: "*" } });
    assert.deepEqual(await trust(everyProvider), [strangers("Federated:*")]);
    const inverted = { ...also(undefined), NotPrincipal: { AWS: "x" } };
    assert.deepEqual(await trust(samlStatement(), inverted), [strangers("NotPrincipal")]);
    assert.deepEqual(await judge([role({ assumeRolePolicy: "{" })]), [
      strangers("a trust that cannot be read: it is not JSON"),
    ]);
  });

  it("refuses the provider of another account, and one that is not agreed", async () => {
    const arn = "arn:aws:iam::111122223333:role/quicksight-fed-users";
    const theirs = "arn:aws:iam::444455556666:saml-provider/oktank";
    const foreign = document(samlStatement({ Principal: { Federated: theirs } }));
    assert.deepEqual(await judge([role({ arn })]), []);
    const expected = [strangers(`Federated:${theirs}`)];
    assert.deepEqual(await judge([role({ arn, assumeRolePolicy: foreign })]), expected);
    const own = document({
      Effect: "Allow",
      Action: "quicksight:CreateReader",
      Resource: "arn:aws:quicksight::111122223333:user/${aws:userid}",
    });
    const inPreview = [role({ assumeRolePolicy: foreign }), rolePolicy(own)];
    assert.deepEqual(await judge(inPreview), expected);
    for (const providers of [["oktank"], ["arn:aws:iam::*:saml-provider/okt*"]]) {
      assert.deepEqual(await judge([role()], { providers }), []);
    }
    assert.equal((await judge([role()], { providers: ["okta"] })).length, 1);
  });

  it("refuses what a provider says to anybody", async () => {
    const trust = (statement: object, config?: object) =>
      judge([role({ assumeRolePolicy: document(statement) })], config);
    for (const Condition of [
      { StringEquals: { "saml:aud": "https://eu-west-1.signin.aws.amazon.com/saml" } },
      { StringLike: { "SAML:aud": "https://*.signin.aws.amazon.com/saml" } },
    ]) {
      assert.deepEqual(await trust(samlStatement({ Condition })), []);
    }
    for (const Condition of [
      undefined,
      { StringLike: { "SAML:aud": "*" } },
      { StringEquals: { "SAML:aud": "https://example.com/saml" } },
      { StringEqualsIfExists: audience.StringEquals },
      { StringNotEquals: audience.StringEquals },
    ]) {
      assert.deepEqual(await trust(samlStatement({ Condition })), [anybody("SAML:aud")]);
    }
    const open = oidcStatement({ Condition: undefined });
    assert.deepEqual(await trust(open), [anybody("<provider>:aud")]);
    assert.deepEqual(await trust(open, { requireAudience: false }), []);
  });

  it("knows a role of OIDC by what lets people register, and one of a provider of the stack", async () => {
    const people = role({ name: "people", assumeRolePolicy: document(oidcStatement()) });
    const grant = (...actions: string[]) =>
      rolePolicy(allow(...actions), { props: { role: "people", policy: allow(...actions) } });
    assert.deepEqual(await judge([people, grant("s3:*", "quicksight:DescribeDashboard")]), []);
    assert.equal((await judge([people, grant("quicksight:CreateAdmin")])).length, 1);
    const provider = { type: "aws:iam/samlProvider:SamlProvider", name: "idp", props: {} };
    const unknown: GivenResource = {
      ...role({ name: "people", assumeRolePolicy: unknownText }),
      from: { assumeRolePolicy: ["idp"] },
    };
    assert.equal((await judge([provider, unknown, grant("quicksight:CreateUser")])).length, 1);
  });

  it("judges in an update before anything is made, with what was declared before", async () => {
    const policyDocument = allow("quicksight:CreateReader", "quicksight:CreateAdmin");
    const label = "quicksight-fed-users";
    assert.deepEqual(await validateUpdate(policy, [role(), rolePolicy(policyDocument)]), [
      refused("self", "quicksight:CreateAdmin", label),
    ]);
    const arn = "arn:aws:iam::111122223333:policy/shared";
    const readers = shared(allow("quicksight:CreateReader"), arn);
    assert.deepEqual(await validateUpdate(policy, [role(), readers, attachment(arn)]), []);
    const outside = "arn:aws:iam::111122223333:policy/outside";
    assert.equal((await validateUpdate(policy, [role(), attachment(outside)])).length, 1);
  });

  it("refuses a right to become author or admin whatever wraps it", async () => {
    const statement = {
      Effect: "Allow",
      Action: "quicksight:CreateAdmin",
      Resource: "*",
    };
    await fc.assert(
      fc.asyncProperty(grantOf("quicksight-fed-users", statement), async (resources) => {
        const found = await judge([...resources]);
        assert.ok(found.some((message) => message.includes("quicksight:CreateAdmin")));
      }),
    );
  });
});
