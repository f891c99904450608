import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyConditions } from "@quicksight-governance/core/settings";
import { createQuickSightRole } from "./createQuickSightRole.ts";

/**
 * The role that QuickSight looks for, by its name and {@link secretsRolePath path}; the console makes it when access to Secrets
 * Manager is enabled there, once for the account (AWS user guide, "Using Secrets Manager"; AWS's MDAA takes it over).
 */
export const secretsRoleName = "aws-quicksight-secretsmanager-role-v0";

/** A role of that name elsewhere is none to QuickSight: "The QuickSight service role … has not been created yet". */
export const secretsRolePath = "/service-role/";

/** What the role that is made here says of itself, which tells it from the console's. */
export const secretsRoleDescription =
  "QuickSight reads the selected secrets with this role (quicksight-governance).";

/** What the names of the policies in it begin with: the account has one such role, and those of several stacks stand side by side. */
export const secretsPolicyName = "read-selected-secrets";

/** Arguments of {@link SecretsAccess}. */
export interface SecretsAccessArgs {
  readonly accountId: string;
  readonly partition: string;
  /** Full ARNs, with the random suffix, of the secrets that QuickSight may read. */
  readonly secretArns: readonly pulumi.Input<string>[];
  /** ARNs of the KMS keys of their own that these secrets are encrypted with. */
  readonly keyArns: readonly pulumi.Input<string>[];
  /** True: somebody else made the role, such as the console. It stays theirs, and gets one more policy. */
  readonly existing: boolean;
  /**
   * What the policy's name ends with: the Region, where the stacks of several share the role.
   * @default none
   */
  readonly policySuffix?: string | undefined;
  /** Of the trust of a role that is made here. */
  readonly conditions: PolicyConditions;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The role with which QuickSight reads data source credentials when a dashboard is viewed: the selected secrets, and nothing
 * else. Only QuickSight may assume it; with all conditions, only when it acts for this account.
 *
 * The role stays when the stack goes, without the policy: QuickSight has one for the account, and others may read by it.
 *
 * It does not decide who may make a data source on a secret: that asks for the right of the person or program that makes it.
 *
 * @example
 * new SecretsAccess("secrets", { accountId, partition: "aws", existing: false, conditions: "documented", keyArns: [], secretArns: ["arn:aws:secretsmanager:…:secret:sales-db-a1b2c3"], tags });
 */
export class SecretsAccess extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: SecretsAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    const { conditions, ...described } = args;
    super("quicksight-governance:account:SecretsAccess", name, described, opts);
    const policy = readSecrets(args);
    this.roleArn = args.existing
      ? adoptRole(name, args, policy, this)
      : createQuickSightRole(
          name,
          {
            ...{ accountId: args.accountId, conditions, tags: args.tags },
            roleName: secretsRoleName,
            path: secretsRolePath,
            description: secretsRoleDescription,
            ...{ policyName: policyNameOf(args), policy },
            // Others may have policies in it, and the provider deletes them with the role.
            retained: true,
          },
          { parent: this },
        ).arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

function adoptRole(
  name: string,
  args: SecretsAccessArgs,
  policy: object,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  new aws.iam.RolePolicy(
    name,
    { role: secretsRoleName, name: policyNameOf(args), policy: pulumi.jsonStringify(policy) },
    { parent },
  );
  return pulumi.output(
    `arn:${args.partition}:iam::${args.accountId}:role${secretsRolePath}${secretsRoleName}`,
  );
}

function policyNameOf({ policySuffix }: SecretsAccessArgs): string {
  return policySuffix === undefined ? secretsPolicyName : `${secretsPolicyName}-${policySuffix}`;
}

/**
 * A secret with a key of its own is read by whoever may decrypt with that key as well (Secrets Manager user guide, "Permissions
 * for the KMS key").
 */
function readSecrets({ secretArns, keyArns }: SecretsAccessArgs) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReadSelectedSecrets",
        Effect: "Allow",
        Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
        Resource: secretArns,
      },
      ...(keyArns.length === 0
        ? []
        : [{ Sid: "DecryptThem", Effect: "Allow", Action: ["kms:Decrypt"], Resource: keyArns }]),
    ],
  };
}
