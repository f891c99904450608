import * as pulumi from "@pulumi/pulumi";
import { type NamespaceScope, ownValue } from "@quicksight-governance/core/aws";
import { withEveryAsset } from "@quicksight-governance/core/settings";
import { DataFile } from "../components/dataFile.ts";
import { DataSet } from "../components/dataSet.ts";
import { DataSource, type DataSourceArgs } from "../components/dataSource.ts";
import type { AccountOutputs } from "./outputs.ts";
import type { DataSetSettings, DataSourceSettings, TenantSettings } from "./settings.ts";

/** What the data of a tenant is declared from. */
export interface TenantDataInputs {
  readonly scope: NamespaceScope;
  readonly region: string;
  readonly settings: TenantSettings;
  readonly account: AccountOutputs;
  /** Full ARNs of the secrets that data sources name, by the name in the settings. */
  readonly secretArns: ReadonlyMap<string, string>;
  /** What stands for the content of the files that data sources read, by the data source. */
  readonly fileVersions: ReadonlyMap<string, string>;
  /** Data that is declared as the stack has it, whatever the settings say; beside that of the settings. */
  readonly kept: Pick<TenantSettings, "dataSources" | "dataSets">;
}

/** Of a resource and everything below it: nothing changes, and what it is declared with is not looked at. */
const asItIs: pulumi.ComponentResourceOptions = {
  transformations: [
    ({ props, opts }) => ({ props, opts: pulumi.mergeOptions(opts, { ignoreChanges: ["*"] }) }),
  ],
};

/** The data sources and data sets of a tenant, by name; `after` makes the groups that they are granted to. */
export function tenantData(inputs: TenantDataInputs, after: readonly pulumi.Resource[]) {
  const { settings, kept } = inputs;
  const options = { dependsOn: [...after] };
  const keptOptions = { ...options, ...asItIs };
  const createSources = (
    sources: TenantSettings["dataSources"],
    opts: pulumi.ComponentResourceOptions,
  ) => mapValues(sources, (source, name) => createDataSource(name, source, inputs, opts));
  const dataSources = {
    ...createSources(settings.dataSources, options),
    ...createSources(kept.dataSources, keptOptions),
  };
  const createSets = (sets: TenantSettings["dataSets"], opts: pulumi.ComponentResourceOptions) =>
    mapValues(sets, (set, name) => createDataSet(name, set, inputs, dataSources, opts));
  const dataSets = {
    ...createSets(settings.dataSets, options),
    ...createSets(kept.dataSets, keptOptions),
  };
  return { dataSources, dataSets };
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value, name: string) => Result,
): Record<string, Result> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, map(value, name)]),
  );
}

function createDataSource(
  name: string,
  source: DataSourceSettings,
  inputs: TenantDataInputs,
  options: pulumi.ComponentResourceOptions,
): DataSource {
  const { scope, region, settings } = inputs;
  const fullName = `${scope.namespace}-${name}`;
  return new DataSource(
    fullName,
    {
      scope,
      region,
      displayName: source.name,
      connection: describeConnection(name, source, inputs),
      groups: withEveryAsset(source, settings),
      tags: settings.tags,
    },
    options,
  );
}

function describeConnection(
  name: string,
  source: DataSourceSettings,
  { scope, settings, account, secretArns, kept }: TenantDataInputs,
): DataSourceArgs["connection"] {
  if (source.type !== "S3") {
    const { type, host, port, database, ssl, vpcConnection } = source;
    const secretArn = secretArns.get(source.secret) ?? source.secret;
    return { type, host, port, database, ssl, vpcConnection, secretArn };
  }
  const isKept = Object.hasOwn(kept.dataSources, name);
  const fullName = `${scope.namespace}-${name}`;
  const file = new DataFile(
    fullName,
    {
      bucketName: account.bucketName,
      path: `${scope.namespace}/${fullName}`,
      // One that is kept may not be there, and the engine reads whatever it is given.
      content: isKept ? new pulumi.asset.StringAsset("") : new pulumi.asset.FileAsset(source.file),
      tags: settings.tags,
    },
    isKept ? asItIs : {},
  );
  return { type: "S3", manifest: file.manifest, roleArn: account.dataRoleArn };
}

function createDataSet(
  name: string,
  dataSet: DataSetSettings,
  { scope, region, settings, account, fileVersions, kept }: TenantDataInputs,
  dataSources: Readonly<Record<string, DataSource>>,
  options: pulumi.ComponentResourceOptions,
): DataSet {
  const declared = ownValue(dataSources, dataSet.source);
  if (!declared && !Object.hasOwn(kept.dataSets, name))
    throw new Error(`data set ${name} names a data source that is not there`);
  const { table, sql, columns, rowRules, columnRules } = dataSet;
  return new DataSet(
    `${scope.namespace}-${name}`,
    {
      scope,
      region,
      displayName: dataSet.name,
      from: {
        sourceArn: declared?.arn ?? "",
        table,
        sql,
        fileVersion: fileVersions.get(dataSet.source),
      },
      columns,
      importMode: dataSet.import,
      groups: withEveryAsset(dataSet, settings),
      rowRules,
      columnRules,
      rulesStore: { bucketName: account.bucketName, roleArn: account.dataRoleArn },
      tags: settings.tags,
    },
    options,
  );
}
