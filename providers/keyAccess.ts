import * as pulumi from "@pulumi/pulumi";
import type { Access, Method } from "@quicksight-governance/core/keys/access";
import type * as handlers from "./keyAccessHandlers.ts";
import type { KeyAccessState } from "./keyAccessHandlers.ts";
import { tokens } from "./tokens.ts";

/** Arguments of {@link KeyAccess}. */
export interface KeyAccessArgs {
  readonly accountId: string;
  readonly region: string;
  readonly keyArn: pulumi.Input<string>;
  readonly access: Access;
  /** How it is revoked. */
  readonly method: Method;
  readonly reason: string;
  /** The governance bucket, with lock, journal and record. */
  readonly lockBucket: pulumi.Input<string>;
}

/** The serialised part of the provider; see `RosterProvider` for why it is nothing but the way to its handlers. */
class KeyAccessProvider implements pulumi.dynamic.ResourceProvider<KeyAccessState, KeyAccessState> {
  private profile: string | undefined;

  /** Nothing is awaited before the assignment: the host may call other methods while this one is under way. */
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface wants a promise
  async configure(request: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.profile = request.config.get("aws:profile");
  }

  async check(olds: KeyAccessState, news: KeyAccessState) {
    const { checkKeyAccess } = await this.load();
    return checkKeyAccess(olds, news, this.context());
  }

  async diff(_id: string, olds: KeyAccessState, news: KeyAccessState) {
    const { diffKeyAccess } = await this.load();
    return diffKeyAccess(olds, news);
  }

  async create(news: KeyAccessState) {
    const { createKeyAccess } = await this.load();
    return createKeyAccess(news, this.context());
  }

  async read(id: string, props?: KeyAccessState) {
    if (props === undefined)
      throw new Error("a KeyAccess cannot be imported; declare it, and it adopts what is there");
    const { readKeyAccessState } = await this.load();
    return readKeyAccessState(id, props, this.context());
  }

  async update(_id: string, _olds: KeyAccessState, news: KeyAccessState) {
    const { createKeyAccess } = await this.load();
    const { outs } = await createKeyAccess(news, this.context());
    return { outs };
  }

  private async load(): Promise<typeof handlers> {
    return import("@quicksight-governance/providers/keyAccessHandlers");
  }

  private context() {
    return { profile: this.profile, environment: process.env };
  }
}

/** One for all: the host keeps a provider by its serialised text. */
const provider = new KeyAccessProvider();

/**
 * Whether QuickSight may use a key, as a setting says it: the same run as `qsgov revoke` and `qsgov restore`.
 *
 * Dynamic because revoking is an operation with a guard, a journal and a record, and about keys of others too; the native key of keys
 * that are made here leaves alone whether it is enabled. Deleting it changes nothing: without the setting, access is left as it is.
 */
export class KeyAccess extends pulumi.dynamic.Resource {
  static readonly __pulumiType = tokens.keyAccess;

  declare readonly access: pulumi.Output<string>;
  /** What is not as it should be, a line each. */
  declare readonly pending: pulumi.Output<string>;

  constructor(name: string, args: KeyAccessArgs, opts?: pulumi.CustomResourceOptions) {
    super(provider, name, { ...args, pending: "" }, opts, "quicksight", "KeyAccess");
  }
}
