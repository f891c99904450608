import * as pulumi from "@pulumi/pulumi";
import { type NamespaceScope, ownValue } from "@quicksight-governance/core/aws";
import { withEveryAsset } from "@quicksight-governance/core/settings";
import { DataFile } from "../components/dataFile.ts";
import { DataSet } from "../components/dataSet.ts";
import { DataSource, type DataSourceArgs } from "../components/dataSource.ts";
import type { AccountOutputs } from "./outputs.ts";
import type { DataSourceSettings, TenantSettings } from "./settings.ts";

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
}

/** The data sources and data sets of a tenant, by name; `after` makes the groups that they are granted to. */
export function tenantData(inputs: TenantDataInputs, after: readonly pulumi.Resource[]) {
  const { settings } = inputs;
  const options = { dependsOn: [...after] };
  const dataSources = Object.fromEntries(
    Object.entries(settings.dataSources).map(([name, source]) => [
      name,
      createDataSource(name, source, inputs, options),
    ]),
  );
  const dataSets = Object.fromEntries(
    Object.keys(settings.dataSets).map((name) => [
      name,
      createDataSet(name, inputs, dataSources, options),
    ]),
  );
  return { dataSources, dataSets };
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
      connection: describeConnection(fullName, source, inputs),
      groups: withEveryAsset(source, settings),
      tags: settings.tags,
    },
    options,
  );
}

function describeConnection(
  name: string,
  source: DataSourceSettings,
  { scope, settings, account, secretArns }: TenantDataInputs,
): DataSourceArgs["connection"] {
  if (source.type !== "S3") {
    const { type, host, port, database, ssl, vpcConnection } = source;
    const secretArn = secretArns.get(source.secret) ?? source.secret;
    return { type, host, port, database, ssl, vpcConnection, secretArn };
  }
  const file = new DataFile(name, {
    bucketName: account.bucketName,
    path: `${scope.namespace}/${name}`,
    content: new pulumi.asset.FileAsset(source.file),
    tags: settings.tags,
  });
  return { type: "S3", manifest: file.manifest, roleArn: account.dataRoleArn };
}

function createDataSet(
  name: string,
  { scope, region, settings, account, fileVersions }: TenantDataInputs,
  dataSources: Readonly<Record<string, DataSource>>,
  options: pulumi.ComponentResourceOptions,
): DataSet {
  const dataSet = settings.dataSets[name];
  const source = dataSet && ownValue(settings.dataSources, dataSet.source);
  const declared = dataSet && ownValue(dataSources, dataSet.source);
  if (!source || !declared)
    throw new Error(`data set ${name} names a data source that is not there`);
  const { table, sql, columns, rowRules, columnRules } = dataSet;
  return new DataSet(
    `${scope.namespace}-${name}`,
    {
      scope,
      region,
      displayName: dataSet.name,
      from: {
        sourceArn: declared.arn,
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
