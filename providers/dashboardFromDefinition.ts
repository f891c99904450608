import * as pulumi from "@pulumi/pulumi";
import { published } from "@quicksight-governance/core/dashboards";
import type * as handlers from "./dashboardFromDefinitionHandlers.ts";
import type { DashboardState } from "./dashboardState.ts";
import { tokens } from "./tokens.ts";

/** Arguments of {@link DashboardFromDefinition}. */
export interface DashboardFromDefinitionArgs {
  readonly accountId: string;
  /** The data Region. */
  readonly region: string;
  readonly dashboardId: string;
  /** The title that people see: 1 to 2,048 characters. */
  readonly name: string;
  /** A `DashboardVersionDefinition` of QuickSight's API. */
  readonly definition: pulumi.Input<object>;
  readonly tags: Readonly<Record<string, string>>;
}

/** The serialised part of the provider; see `RosterProvider` for why it is nothing but the way to its handlers. */
class DashboardProvider implements pulumi.dynamic.ResourceProvider<DashboardState, DashboardState> {
  private profile: string | undefined;

  /** Nothing is awaited before the assignment: the host may call other methods while this one is under way. */
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface wants a promise
  async configure(request: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.profile = request.config.get("aws:profile");
  }

  async diff(_id: string, olds: DashboardState, news: DashboardState) {
    const { diffDashboard } = await this.load();
    return diffDashboard(olds, news);
  }

  async create(news: DashboardState) {
    const { createDashboard } = await this.load();
    return createDashboard(news, this.context());
  }

  async read(id: string, props?: DashboardState) {
    if (props === undefined)
      throw new Error(
        "a DashboardFromDefinition cannot be imported; declare it, and it takes up what it made",
      );
    const { readDashboardState } = await this.load();
    return readDashboardState(id, props, this.context());
  }

  async update(id: string, olds: DashboardState, news: DashboardState) {
    const { updateDashboard } = await this.load();
    return updateDashboard(id, olds, news, this.context());
  }

  async delete(_id: string, props: DashboardState) {
    const { deleteDashboard } = await this.load();
    return deleteDashboard(props, this.context());
  }

  private async load(): Promise<typeof handlers> {
    return import("@quicksight-governance/providers/dashboardFromDefinitionHandlers");
  }

  private context() {
    return { profile: this.profile, environment: process.env };
  }
}

/** One for all: the host keeps a provider by its serialised text. */
const provider = new DashboardProvider();

/**
 * A dashboard made from a definition: waits until AWS has built it, says by visual and column why where it has not, and publishes a version
 * only when it was built. What somebody published by hand is seen by a refresh and put back. Who may open it is not its business: access is.
 *
 * Dynamic because the native resource has no definition: `aws.quicksight.Dashboard` takes a template only, so that a dashboard would have to
 * be drawn in the console first; it also publishes what it did not see built.
 *
 * @example
 * new DashboardFromDefinition("default-landing-page", { accountId, region, dashboardId: "landing-page-default", name: "Start here", definition, tags });
 */
export class DashboardFromDefinition extends pulumi.dynamic.Resource {
  static readonly __pulumiType = tokens.dashboardFromDefinition;

  declare readonly dashboardId: pulumi.Output<string>;

  constructor(
    name: string,
    { definition, tags, ...args }: DashboardFromDefinitionArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    const inputs = {
      version: 1,
      ...args,
      definition: pulumi
        .output(definition)
        .apply((value: unknown) => JSON.stringify(value, undefined, 2)),
      tags: JSON.stringify(tags),
      standing: published,
    };
    super(provider, name, inputs, opts, "quicksight", "DashboardFromDefinition");
  }
}
