import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** What {@link createServiceRole} makes. */
export interface ServiceRoleArgs {
  readonly roleName: string;
  readonly description: string;
  /** Who may assume it: `lambda.amazonaws.com`. */
  readonly service: string;
  readonly accountId: string;
  /** What it may do, as a policy document. */
  readonly policy: pulumi.Input<object>;
  readonly tags: Readonly<Record<string, string>>;
}

/** Services that say for whom they act when they assume a role (their guides, "confused deputy"). Lambda is not among them. */
const sayingForWhom: ReadonlySet<string> = new Set([
  "states.amazonaws.com",
  "scheduler.amazonaws.com",
]);

/** A role with one inline policy for a service of AWS, which may assume it for this account only where it says for whom it acts. */
export function createServiceRole(
  name: string,
  { roleName, description, service, accountId, policy, tags }: ServiceRoleArgs,
  opts: pulumi.CustomResourceOptions,
): { readonly role: aws.iam.Role; readonly policy: aws.iam.RolePolicy } {
  const trust = {
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    ...(sayingForWhom.has(service)
      ? { Condition: { StringEquals: { "aws:SourceAccount": accountId } } }
      : {}),
  };
  const role = new aws.iam.Role(
    name,
    {
      name: roleName,
      description,
      assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
      tags,
    },
    opts,
  );
  const own = new aws.iam.RolePolicy(
    name,
    { role: role.name, name: "governance", policy: pulumi.jsonStringify(policy) },
    opts,
  );
  return { role, policy: own };
}
