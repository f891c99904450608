import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyConditions } from "@quicksight-governance/core/settings";

/** What {@link createQuickSightRole} makes. */
export interface QuickSightRoleArgs {
  readonly accountId: string;
  readonly roleName: string;
  /**
   * Where in IAM it is.
   * @default "/"
   */
  readonly path?: string;
  readonly description: string;
  readonly policyName: string;
  /** What the role may do, as a policy document. */
  readonly policy: pulumi.Input<object>;
  /**
   * True: the role, and not its policy, stays when the stack goes.
   * @default false
   */
  readonly retained?: boolean;
  readonly conditions: PolicyConditions;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A role with one inline policy that QuickSight may assume. With all conditions it may when it acts for this account only, so that no
 * other account's QuickSight is let in (confused deputy); AWS documents nowhere that QuickSight says for whom it acts.
 */
export function createQuickSightRole(
  name: string,
  args: QuickSightRoleArgs,
  opts: pulumi.CustomResourceOptions,
): aws.iam.Role {
  const role = new aws.iam.Role(
    name,
    {
      name: args.roleName,
      ...(args.path === undefined ? {} : { path: args.path }),
      description: args.description,
      assumeRolePolicy: JSON.stringify(trustQuickSight(args)),
      tags: args.tags,
    },
    { ...opts, ...(args.retained === true ? { retainOnDelete: true } : {}) },
  );
  new aws.iam.RolePolicy(
    name,
    { role: role.name, name: args.policyName, policy: pulumi.jsonStringify(args.policy) },
    opts,
  );
  return role;
}

function trustQuickSight({ accountId, conditions }: QuickSightRoleArgs) {
  const ofThisAccount = { Condition: { StringEquals: { "aws:SourceAccount": accountId } } };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "QuickSightOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "quicksight.amazonaws.com" },
        Action: ["sts:AssumeRole"],
        ...(conditions === "all" ? ofThisAccount : {}),
      },
    ],
  };
}
