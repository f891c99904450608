import * as pulumi from "@pulumi/pulumi";
import type * as handlers from "./reencryptionHandlers.ts";
import type { ReencryptionState } from "./reencryptionState.ts";
import { tokens } from "./tokens.ts";

/** Arguments of a {@link Reencryption}: see {@link ReencryptionState}. */
export interface ReencryptionArgs extends Pick<
  ReencryptionState,
  "accountId" | "region" | "parallel" | "minutes"
> {
  readonly defaultKey: pulumi.Input<string>;
  /** Data sets with this tag are left alone; without a value, whatever its value. */
  readonly exceptTag: { readonly key: string; readonly value?: string | undefined } | undefined;
  /** Whether what is under a key that is revoked is loaded as well, which opens it. */
  readonly openRevoked: boolean;
  /** ARNs of keys that the settings revoke: what is under one is left alone also before that is done. */
  readonly closing: readonly pulumi.Input<string>[];
  readonly lockBucket: pulumi.Input<string>;
}

/** The serialised part of the provider; see `RosterProvider` for why it is nothing but the way to its handlers. */
class ReencryptionProvider implements pulumi.dynamic.ResourceProvider<
  ReencryptionState,
  ReencryptionState
> {
  private profile: string | undefined;

  /** Nothing is awaited before the assignment: the host may call other methods while this one is under way. */
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface wants a promise
  async configure(request: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.profile = request.config.get("aws:profile");
  }

  async check(olds: ReencryptionState, news: ReencryptionState) {
    const { checkReencryption } = await this.load();
    return checkReencryption(olds, news, this.context());
  }

  async diff(_id: string, olds: ReencryptionState, news: ReencryptionState) {
    const { diffReencryption } = await this.load();
    return diffReencryption(olds, news);
  }

  async create(news: ReencryptionState) {
    const { createReencryption } = await this.load();
    return createReencryption(news, this.context());
  }

  async read(id: string, props?: ReencryptionState) {
    if (props === undefined)
      throw new Error("a Reencryption cannot be imported; declare it, and it reads what is there");
    const { readReencryptionState } = await this.load();
    return readReencryptionState(id, props, this.context());
  }

  async update(id: string, _olds: ReencryptionState, news: ReencryptionState) {
    const { updateReencryption } = await this.load();
    return updateReencryption(id, news, this.context());
  }

  private async load(): Promise<typeof handlers> {
    return import("@quicksight-governance/providers/reencryptionHandlers");
  }

  private context() {
    return { profile: this.profile, environment: process.env };
  }
}

/** One for all: the host keeps a provider by its serialised text, and a new object each would defeat that. */
const provider = new ReencryptionProvider();

/**
 * Everything in SPICE of an account and Region under its default key, whoever made it: data sets that are under another key, or under
 * none that is known, are loaded in full, and data sources on a secret written again. A destroy does nothing: what is encrypted stays so.
 *
 * Dynamic because no native resource does it: another default key changes nothing of what is there, `aws:quicksight:Ingestion` begins one
 * load of one data set that the program knows and follows none, and others' data sets are in no program.
 *
 * It must depend on what registers the default key, and takes the lock of the account.
 *
 * @example
 * new Reencryption("keys-reencryption", { accountId, region, defaultKey, exceptTag: undefined, openRevoked: false, closing: [], parallel: 10, minutes: 30, lockBucket }, { dependsOn: registration });
 */
export class Reencryption extends pulumi.dynamic.Resource {
  static readonly __pulumiType = tokens.reencryption;

  /** What is not under the default key, a line each. */
  declare readonly pending: pulumi.Output<string>;

  constructor(name: string, args: ReencryptionArgs, opts?: pulumi.CustomResourceOptions) {
    const { exceptTag, openRevoked, closing, ...rest } = args;
    const { key = "", value = "" } = exceptTag ?? {};
    const inputs = {
      ...{ version: 1, ...rest, exceptTag: key, exceptTagValue: value, pending: "" },
      // States of before have no such fields.
      ...(openRevoked ? { openRevoked } : {}),
      ...(closing.length === 0
        ? {}
        : { closing: pulumi.all([...closing]).apply((arns) => arns.toSorted().join("\n")) }),
    };
    super(provider, name, inputs, opts, "quicksight", "Reencryption");
  }
}
