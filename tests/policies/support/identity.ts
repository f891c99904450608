import type { GivenResource } from "./host.ts";

/** A policy document of these statements, as JSON. */
export const document = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** A statement that allows actions on everything. */
export const allow = (...actions: string[]) => ({
  Effect: "Allow",
  Action: actions,
  Resource: "*",
});

/** A statement that denies actions on everything. */
export const deny = (...actions: string[]) => ({ Effect: "Deny", Action: actions, Resource: "*" });

/** A role of a function, named `worker`. */
export const worker = (props: object = {}): GivenResource => ({
  type: "aws:iam/role:Role",
  name: "worker",
  props: {
    name: "worker",
    assumeRolePolicy: document({
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
    ...props,
  },
});

/** An inline policy of the role `worker`. */
export const workerPolicy = (policy: unknown, name = "work"): GivenResource => ({
  type: "aws:iam/rolePolicy:RolePolicy",
  name,
  props: { role: "worker", policy },
});

/** A managed policy of the stack. */
export const managedPolicy = (policy: unknown, name = "shared"): GivenResource => ({
  type: "aws:iam/policy:Policy",
  name,
  props: { policy, arn: `arn:aws:iam::111122223333:policy/${name}`, name },
});

/** What attaches a managed policy to the role `worker`. */
export const workerAttachment = (policyArn: string): GivenResource => ({
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  name: "attachment",
  props: { role: "worker", policyArn },
});
