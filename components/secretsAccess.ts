import * as pulumi from "@pulumi/pulumi";
import { createQuickSightRole } from "./createQuickSightRole.ts";

/** The role that QuickSight looks for by name; the console makes one of the same name (AWS user guide, "Using Secrets Manager"). */
export const secretsRoleName = "aws-quicksight-secretsmanager-role-v0";

/** Arguments of {@link SecretsAccess}. */
export interface SecretsAccessArgs {
  readonly accountId: string;
  /** Full ARNs, with the random suffix, of the secrets that QuickSight may read. */
  readonly secretArns: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The role with which QuickSight reads data source credentials when a dashboard is viewed: the selected secrets, and nothing
 * else. Only QuickSight, acting for this account, may assume it.
 *
 * It does not decide who may make a data source on a secret: that asks for the right of the person or program that makes it.
 *
 * @example
 * new SecretsAccess("secrets", { accountId, secretArns: ["arn:aws:secretsmanager:…:secret:sales-db-a1b2c3"], tags });
 */
export class SecretsAccess extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: SecretsAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:account:SecretsAccess", name, args, opts);
    const role = createQuickSightRole(
      name,
      {
        ...args,
        roleName: secretsRoleName,
        description:
          "QuickSight reads the selected secrets with this role (quicksight-governance).",
        policyName: "read-selected-secrets",
        policy: readSecrets(args.secretArns),
      },
      { parent: this },
    );

    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

function readSecrets(secretArns: readonly string[]) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReadSelectedSecrets",
        Effect: "Allow",
        Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
        Resource: secretArns,
      },
    ],
  };
}
