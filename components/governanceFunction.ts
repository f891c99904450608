import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { functionRuntime } from "./functionBundle.ts";
import { createServiceRole } from "./createServiceRole.ts";

/** What {@link GovernanceFunction} makes. */
export interface GovernanceFunctionArgs {
  /** What the handler is called in the bundle. */
  readonly handler: string;
  /** The name of the function in AWS. */
  readonly functionName: string;
  readonly roleName: string;
  readonly description: string;
  readonly code: pulumi.Input<pulumi.asset.Archive>;
  /** What its role may do, as a policy document; what every function needs for its log is added. */
  readonly policy: pulumi.Input<{ readonly Statement: readonly object[] }>;
  readonly accountId: string;
  /** `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: string;
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  /** The key that encrypts its environment; absent: AWS's own. */
  readonly keyArn?: pulumi.Input<string> | undefined;
  /** In seconds. */
  readonly seconds: number;
  /** In MB. */
  readonly memory: number;
  /** Absent: none is reserved. */
  readonly reservedConcurrency?: number | undefined;
  /** Days that its log is kept. */
  readonly logDays: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** A Lambda function with a role of its own that may what it needs and no more, and its log. */
export class GovernanceFunction extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly functionName: string;
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: GovernanceFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:account:GovernanceFunction", name, {}, opts);
    const { functionName, logDays, tags, accountId, keyArn } = args;
    const logs = new aws.cloudwatch.LogGroup(
      name,
      { name: `/aws/lambda/${functionName}`, retentionInDays: logDays, tags },
      { parent: this },
    );
    const { role, policy } = createServiceRole(
      name,
      {
        ...{ roleName: args.roleName, service: "lambda.amazonaws.com", accountId, tags },
        description: args.description,
        policy: pulumi.all([args.policy, logs.arn]).apply(([own, log]) => withLog(own, log)),
      },
      { parent: this },
    );
    const made = new aws.lambda.Function(
      name,
      {
        name: functionName,
        description: args.description,
        runtime: functionRuntime,
        architectures: ["arm64"],
        handler: `index.${args.handler}`,
        ...{ code: args.code, role: role.arn, memorySize: args.memory, timeout: args.seconds },
        environment: { variables: args.environment },
        ...(keyArn === undefined ? {} : { kmsKeyArn: keyArn }),
        reservedConcurrentExecutions: args.reservedConcurrency ?? -1,
        loggingConfig: { logFormat: "JSON", logGroup: logs.name },
        tags,
      },
      // A function without its rights would fail, and be taken for one whose tenant is wrong.
      { parent: this, dependsOn: policy },
    );
    this.arn = made.arn;
    this.functionName = functionName;
    this.roleArn = role.arn;
    this.registerOutputs({ arn: this.arn, roleArn: this.roleArn });
  }
}

function withLog({ Statement }: { readonly Statement: readonly object[] }, log: string) {
  const write = {
    Sid: "Log",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${log}:*`,
  };
  return { Version: "2012-10-17", Statement: [...Statement, write] };
}
