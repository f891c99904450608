import * as pulumi from "@pulumi/pulumi";
import type { PolicyConditions } from "@quicksight-governance/core/settings";
import { createQuickSightRole } from "./createQuickSightRole.ts";

/** Where data files lie in the governance bucket. */
export const dataFilePrefix = "data/";

/** Arguments of {@link DataFileAccess}. */
export interface DataFileAccessArgs {
  readonly accountId: string;
  readonly bucketArn: pulumi.Input<string>;
  /** The role's name. */
  readonly roleName: string;
  readonly conditions: PolicyConditions;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The role with which QuickSight reads data files from the governance bucket. A data source names it, in place of the
 * account-wide service role, which can be given access to a bucket in the console only
 * (hashicorp/terraform-provider-aws#32723).
 */
export class DataFileAccess extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: DataFileAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    const { conditions, ...described } = args;
    super("quicksight-governance:account:DataFileAccess", name, described, opts);
    // Components do not hand this on to their children.
    const after = opts?.dependsOn === undefined ? {} : { dependsOn: opts.dependsOn };
    const role = createQuickSightRole(
      name,
      {
        ...args,
        description: "QuickSight reads data files of the governance bucket with this role.",
        policyName: "read-data-files",
        policy: pulumi.output(args.bucketArn).apply((arn) => readDataFiles(arn, conditions)),
      },
      { parent: this, ...after },
    );

    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

function readDataFiles(bucketArn: string, conditions: PolicyConditions) {
  const ofDataFiles = { Condition: { StringLike: { "s3:prefix": [`${dataFilePrefix}*`] } } };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ListDataFiles",
        Effect: "Allow",
        Action: ["s3:ListBucket"],
        Resource: [bucketArn],
        ...(conditions === "all" ? ofDataFiles : {}),
      },
      {
        Sid: "ReadDataFiles",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:GetObjectVersion"],
        Resource: [`${bucketArn}/${dataFilePrefix}*`],
      },
    ],
  };
}
