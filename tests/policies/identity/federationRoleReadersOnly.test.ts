import assert from "node:assert/strict";
import { federationRoleReadersOnly as policy } from "../../../policies/identity/federationRoleReadersOnly.ts";
import { type GivenResource, unknownText, validateStack } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";

const document = (statement: object) => JSON.stringify({ Statement: [statement] });
const saml = document({
  Effect: "Allow",
  Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/oktank" },
  Action: ["sts:AssumeRoleWithSAML"],
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
const refused = (source: string, got: string, allowed = "quicksight:CreateReader") =>
  `${source}: people who sign in with role federation may do more than they should (got ${got}); allow only ${allowed}`;
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
    },
  });

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
    const resources = [role({ assumeRolePolicy: lambda }), rolePolicy(allow("*"))];
    assert.deepEqual(await judge(resources), []);
    const other = rolePolicy(allow("*"), { props: { role: "other", policy: allow("*") } });
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
});
