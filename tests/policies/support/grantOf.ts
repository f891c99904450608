import fc from "fast-check";
import { type GivenResource, unknownText } from "./host.ts";
import { natively } from "./wrap.ts";

/** A policy document with one statement, as JSON or as an object, the statement in a list or by itself. */
export function documentOf(statement: object): fc.Arbitrary<unknown> {
  const whole = { Version: "2012-10-17" };
  return fc.constantFrom(
    JSON.stringify({ ...whole, Statement: [statement] }),
    JSON.stringify({ ...whole, Statement: statement }),
    { ...whole, Statement: [statement] },
    { ...whole, Statement: statement },
  );
}

/** What gives a statement to a role of that name: a role of the stack or of another, the policy inline or managed, however it is declared. */
export function grantOf(name: string, statement: object): fc.Arbitrary<readonly GivenResource[]> {
  const role: GivenResource = {
    type: "aws:iam/role:Role",
    name: "holder",
    props: { name, assumeRolePolicy: trust },
  };
  const named = fc.constantFrom(
    { role: name },
    { role: `arn:aws:iam::111122223333:role/some/path/${name}` },
    { role: name.toUpperCase() },
    { role: unknownText, from: ["holder"] },
    { role: { name, assumeRolePolicy: trust } },
  );
  const arn = "arn:aws:iam::111122223333:policy/given";
  return fc.tuple(documentOf(statement), named).chain(([policy, { role: to, from = [] }]) => {
    const inline: GivenResource = {
      type: "aws:iam/rolePolicy:RolePolicy",
      name: "given",
      props: { role: to, policy },
      from: { role: from },
    };
    const managed: GivenResource = {
      type: "aws:iam/policy:Policy",
      name: "given",
      props: { policy, arn },
    };
    const attached = (type: string, props: object): GivenResource => ({
      type,
      name: "attached",
      props,
      from: { role: from },
    });
    const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
    const direct: readonly (readonly GivenResource[])[] = [
      [role, inline],
      ...(from.length === 0 ? [[inline]] : []),
      [{ ...role, props: { ...role.props, inlinePolicies: [{ name: "given", policy }] } }],
      [role, managed, attached(attachment, { role: to, policyArn: arn })],
      [
        role,
        managed,
        {
          ...attached(attachment, { role: to, policyArn: unknownText }),
          from: { role: from, policyArn: ["given"] },
        },
      ],
      [
        role,
        managed,
        attached("aws:iam/policyAttachment:PolicyAttachment", { roles: [name], policyArn: arn }),
      ],
      [{ ...role, props: { ...role.props, managedPolicyArns: [arn] } }, managed],
    ];
    const native = fc.oneof(
      natively("AWS::IAM::RolePolicy", {
        RoleName: name,
        PolicyName: "given",
        PolicyDocument: policy,
      }),
      natively("AWS::IAM::Policy", { Roles: [name], PolicyName: "given", PolicyDocument: policy }),
      natively("AWS::IAM::ManagedPolicy", { Roles: [name], PolicyDocument: policy }),
      natively("AWS::IAM::Role", {
        RoleName: name,
        AssumeRolePolicyDocument: JSON.parse(trust) as object,
        Policies: [{ PolicyName: "given", PolicyDocument: policy }],
      }),
    );
    return fc.oneof(
      fc.constantFrom(...direct),
      native.map((one) => [one]),
    );
  });
}

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "quicksight.amazonaws.com" },
      Action: "sts:AssumeRole",
    },
  ],
});
