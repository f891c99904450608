import * as pulumi from "@pulumi/pulumi";
import { current, type SecretContent } from "@quicksight-governance/core/secrets";
import type * as handlers from "./secretValueHandlers.ts";
import type { SecretValueState } from "./secretValueState.ts";
import { tokens } from "./tokens.ts";

/** Arguments of {@link SecretValue}. */
export interface SecretValueArgs extends Omit<SecretContent, "secretArn"> {
  readonly secretArn: pulumi.Input<string>;
  readonly region: string;
  /** Another number: the content is given once more. */
  readonly round: number;
  /** True: a function changes the content later. */
  readonly rotates: boolean;
}

/** The serialised part of the provider; see `RosterProvider` for why it is nothing but the way to its handlers. */
class SecretValueProvider implements pulumi.dynamic.ResourceProvider<
  SecretValueState,
  SecretValueState
> {
  private profile: string | undefined;

  /** Nothing is awaited before the assignment: the host may call other methods while this one is under way. */
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface wants a promise
  async configure(request: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.profile = request.config.get("aws:profile");
  }

  async diff(_id: string, olds: SecretValueState, news: SecretValueState) {
    const { diffSecretValue } = await this.load();
    return diffSecretValue(olds, news);
  }

  async create(news: SecretValueState) {
    const { createSecretValue } = await this.load();
    return createSecretValue(news, this.context());
  }

  async read(id: string, props?: SecretValueState) {
    if (props === undefined)
      throw new Error(
        "a SecretValue cannot be imported; declare it, and it takes up what is there",
      );
    const { readSecretValue } = await this.load();
    return readSecretValue(id, props, this.context());
  }

  async update(_id: string, olds: SecretValueState, news: SecretValueState) {
    const { updateSecretValue } = await this.load();
    return updateSecretValue(olds, news, this.context());
  }

  private async load(): Promise<typeof handlers> {
    return import("@quicksight-governance/providers/secretValueHandlers");
  }

  private context() {
    return { profile: this.profile, environment: process.env };
  }
}

/** One for all: the host keeps a provider by its serialised text. */
const provider = new SecretValueProvider();

/**
 * The content of a secret: from the environment of the update, or made up by Secrets Manager. It is in no state, no preview and no message;
 * the state has the id of its version, by which a refresh sees what somebody put there by hand, and by which ours is made current again.
 * Deleting it does nothing: the content goes with its secret.
 *
 * Dynamic because the engine keeps what native resources are given, also what is only written (`secretStringWo`), in the state; encrypted,
 * and whoever has the passphrase or the key of the stack reads it. Configuration that is secret stands there too, as that of the provider.
 *
 * @example
 * new SecretValue("sales-db", { secretArn: secret.arn, region, environment: "SALES_DB", username: "", length: 0, exclude: "", round: 1, rotates: false });
 */
export class SecretValue extends pulumi.dynamic.Resource {
  static readonly __pulumiType = tokens.secretValue;

  constructor(name: string, args: SecretValueArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      provider,
      name,
      { version: 1, ...args, standing: current },
      opts,
      "quicksight",
      "SecretValue",
    );
  }
}
