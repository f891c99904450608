import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { MadeSecretSettings } from "@quicksight-governance/core/settings";
import { SecretValue } from "../providers/secretValue.ts";

/** What a secret that is made here says of itself, which tells it from others of its name. */
export const madeSecretDescription = "Made by quicksight-governance.";

/** Arguments of {@link MadeSecret}. */
export interface MadeSecretArgs {
  readonly region: string;
  /** The name in Secrets Manager. */
  readonly secretName: string;
  readonly settings: MadeSecretSettings;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A secret that is made here: its content comes from the environment of an update, or is made up, and is in no state. QuickSight reads it
 * whenever it needs it (user guide, "Using Secrets Manager"), so that nothing has to be told of another content. One that leaves the
 * settings waits 30 days for its deletion.
 *
 * @example
 * new MadeSecret("acme/sales-db", { region, secretName: "acme/sales-db", settings: { environment: "SALES_DB", round: 1 }, tags });
 */
export class MadeSecret extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: MadeSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:account:MadeSecret", name, args, opts);
    const { region, secretName, settings, tags } = args;
    const { environment = "", generated, round, rotates } = settings;
    const secret = new aws.secretsmanager.Secret(
      name,
      {
        ...{ region, name: secretName, tags, recoveryWindowInDays: 30 },
        description: madeSecretDescription,
      },
      { parent: this },
    );
    new SecretValue(
      name,
      {
        ...{ secretArn: secret.arn, region, environment, round },
        ...{ username: generated?.username ?? "", length: generated?.length ?? 0 },
        ...{ exclude: generated?.exclude ?? "", rotates },
      },
      { parent: this },
    );
    this.arn = secret.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
