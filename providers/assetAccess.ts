import * as pulumi from "@pulumi/pulumi";
import type * as handlers from "./assetAccessHandlers.ts";
import {
  type AssetAccessArgs,
  assetAccessState,
  type AssetAccessState,
} from "./assetAccessState.ts";
import { tokens } from "./tokens.ts";

/** The serialised part of the provider; see `RosterProvider` for why it is nothing but the way to its handlers. */
class AssetAccessProvider implements pulumi.dynamic.ResourceProvider<
  AssetAccessState,
  AssetAccessState
> {
  private profile: string | undefined;

  /** Nothing is awaited before the assignment: the host may call other methods while this one is under way. */
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface wants a promise
  async configure(request: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.profile = request.config.get("aws:profile");
  }

  async check(olds: AssetAccessState, news: AssetAccessState) {
    const { checkAssetAccess } = await this.load();
    return checkAssetAccess(olds, news, this.context());
  }

  async diff(_id: string, olds: AssetAccessState, news: AssetAccessState) {
    const { diffAssetAccess } = await this.load();
    return diffAssetAccess(olds, news);
  }

  async create(news: AssetAccessState) {
    const { createAssetAccess } = await this.load();
    return createAssetAccess(news, this.context());
  }

  async read(id: string, props?: AssetAccessState) {
    if (props === undefined)
      throw new Error("an AssetAccess cannot be imported; declare it, and it adopts what is there");
    const { readAssetAccess } = await this.load();
    return readAssetAccess(id, props, this.context());
  }

  async update(id: string, olds: AssetAccessState, news: AssetAccessState) {
    const { updateAssetAccess } = await this.load();
    return updateAssetAccess(id, olds, news, this.context());
  }

  async delete(_id: string, props: AssetAccessState) {
    const { deleteAssetAccess } = await this.load();
    return deleteAssetAccess(props, this.context());
  }

  private async load(): Promise<typeof handlers> {
    return import("@quicksight-governance/providers/assetAccessHandlers");
  }

  private context() {
    return { profile: this.profile, environment: process.env };
  }
}

/** One for all: the host keeps a provider by its serialised text, and a new object each would defeat that. */
const provider = new AssetAccessProvider();

/**
 * What the groups of one namespace may open: dashboards by name, or every dashboard, analysis, data set and data source.
 * Grants and revokes, never without the guard, and never anything of users, of other namespaces or of groups that are not
 * ours. Without grants, and when it had none, it reads and does nothing: so it can always be declared, and a setting that is
 * dropped shows what goes.
 *
 * Dynamic because authors make these assets in the console: no native resource grants access to an asset that it does not
 * also declare.
 *
 * Its input is one text with a line per grant, so that `pulumi preview --diff` shows the grants that change and no other.
 *
 * @example
 * new AssetAccess("default", { scope, dataRegion, grants, guard, lockBucket }, { dependsOn: roster });
 */
export class AssetAccess extends pulumi.dynamic.Resource {
  static readonly __pulumiType = tokens.assetAccess;

  /** The grants, a line each. */
  declare readonly access: pulumi.Output<string>;
  declare readonly grantCount: pulumi.Output<number>;

  constructor(name: string, args: AssetAccessArgs, opts?: pulumi.CustomResourceOptions) {
    super(provider, name, { ...assetAccessState(args) }, opts, "quicksight", "AssetAccess");
  }
}
