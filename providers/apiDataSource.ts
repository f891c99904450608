import * as pulumi from "@pulumi/pulumi";
import { partitionOf } from "@quicksight-governance/core/aws";
import { type Connection, describeReady } from "@quicksight-governance/core/data";
import type * as handlers from "./apiDataSourceHandlers.ts";
import type { ApiDataSourceState } from "./apiDataSourceState.ts";
import { tokens } from "./tokens.ts";

/** The serialised part of the provider; see `RosterProvider` for why it is nothing but the way to its handlers. */
class ApiDataSourceProvider implements pulumi.dynamic.ResourceProvider<
  ApiDataSourceState,
  ApiDataSourceState
> {
  private profile: string | undefined;

  /** Nothing is awaited before the assignment: the host may call other methods while this one is under way. */
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface wants a promise
  async configure(request: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.profile = request.config.get("aws:profile");
  }

  async diff(_id: string, olds: ApiDataSourceState, news: ApiDataSourceState) {
    const { diffApiDataSource } = await this.load();
    return diffApiDataSource(olds, news);
  }

  async create(news: ApiDataSourceState) {
    const { createApiDataSource } = await this.load();
    return createApiDataSource(news, this.context());
  }

  async read(id: string, props?: ApiDataSourceState) {
    if (props === undefined)
      throw new Error(
        "an ApiDataSource cannot be imported; declare it, and it takes up what it made",
      );
    const { readApiDataSource } = await this.load();
    return readApiDataSource(id, props, this.context());
  }

  async update(id: string, olds: ApiDataSourceState, news: ApiDataSourceState) {
    const { updateApiDataSource } = await this.load();
    return updateApiDataSource(id, olds, news, this.context());
  }

  async delete(_id: string, props: ApiDataSourceState) {
    const { deleteApiDataSource } = await this.load();
    return deleteApiDataSource(props, this.context());
  }

  private async load(): Promise<typeof handlers> {
    return import("@quicksight-governance/providers/apiDataSourceHandlers");
  }

  private context() {
    return { profile: this.profile, environment: process.env };
  }
}

/** One for all: the host keeps a provider by its serialised text. */
const provider = new ApiDataSourceProvider();

/**
 * A data source by QuickSight's API: waits until QuickSight can use it, says why where it cannot, and shows in a refresh what somebody changed,
 * its secret too. Credentials are a secret's ARN.
 *
 * Dynamic because the native resource lacks it: `aws.quicksight.DataSource` has no parameters for Trino, Starburst, Exasol and others, and
 * of those that it has no Oracle by service name, no role for Redshift and no authentication but by password (its schema, 6.66).
 *
 * @example
 * new ApiDataSource("default-lake", { awsAccountId, region, dataSourceId: "qsgov-default-lake", name: "Lake", type: "TRINO", parameters: { TrinoParameters: { Host: "trino.x.com", Port: 443, Catalog: "hive" } }, credentials: { secretArn }, permissions, tags });
 */
export class ApiDataSource extends pulumi.dynamic.Resource {
  static readonly __pulumiType = tokens.apiDataSource;

  declare readonly arn: pulumi.Output<string>;

  constructor(name: string, args: Connection, opts?: pulumi.CustomResourceOptions) {
    const { awsAccountId, region, dataSourceId, credentials, permissions } = args;
    const inputs = {
      version: 1,
      arn: `arn:${partitionOf(region)}:quicksight:${region}:${awsAccountId}:datasource/${dataSourceId}`,
      ...args,
      permissions: permissions.toSorted((a, b) => (a.principal < b.principal ? -1 : 1)),
      standing: describeReady(credentials?.secretArn),
    };
    super(provider, name, inputs, opts, "quicksight", "ApiDataSource");
  }
}
