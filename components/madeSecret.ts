import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { MadeSecretSettings, RotationSettings } from "@quicksight-governance/core/settings";
import { SecretValue } from "../providers/secretValue.ts";

/** What a secret that is made here says of itself, which tells it from others of its name. */
export const madeSecretDescription = "Made by quicksight-governance.";

/** Arguments of {@link MadeSecret}. */
export interface MadeSecretArgs {
  readonly region: string;
  /** The name in Secrets Manager. */
  readonly secretName: string;
  readonly settings: MadeSecretSettings;
  /** ARN or alias of the key that encrypts it; absent: AWS's own for Secrets Manager. */
  readonly kmsKeyId?: pulumi.Input<string> | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A secret that is made here: its content comes from the environment of an update, or is made up, and is in no state. QuickSight reads it
 * whenever it needs it (user guide, "Using Secrets Manager"), so that nothing has to be told of another content, a rotated one too. One
 * that leaves the settings waits for its deletion.
 *
 * @example
 * new MadeSecret("acme/sales-db", { region, secretName: "acme/sales-db", settings: { environment: "SALES_DB", round: 1 }, tags });
 */
export class MadeSecret extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: MadeSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:account:MadeSecret", name, args, opts);
    const { region, secretName, settings, kmsKeyId, tags } = args;
    const { environment = "", generated, round, rotation, recoveryDays } = settings;
    const rotates = settings.rotates || rotation !== undefined;
    const secret = new aws.secretsmanager.Secret(
      name,
      {
        ...{ region, name: secretName, tags, recoveryWindowInDays: recoveryDays },
        ...(kmsKeyId !== undefined && { kmsKeyId }),
        description: madeSecretDescription,
      },
      { parent: this },
    );
    const value = new SecretValue(
      name,
      {
        ...{ secretArn: secret.arn, region, environment, round },
        ...{ username: generated?.username ?? "", length: generated?.length ?? 0 },
        ...{ exclude: generated?.exclude ?? "", rotates },
      },
      { parent: this },
    );
    if (rotation !== undefined) {
      const { functionArn: rotationLambdaArn, immediately: rotateImmediately } = rotation;
      new aws.secretsmanager.SecretRotation(
        name,
        {
          ...{ region, secretId: secret.arn, rotationLambdaArn, rotateImmediately },
          rotationRules: describeRules(rotation),
        },
        // A secret without a content has nothing to rotate.
        { parent: this, dependsOn: value },
      );
    }
    this.arn = secret.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

function describeRules({ everyDays, schedule, hours }: RotationSettings) {
  return {
    ...(schedule === undefined
      ? { automaticallyAfterDays: everyDays }
      : { scheduleExpression: schedule }),
    ...(hours !== undefined && { duration: `${hours}h` }),
  };
}
