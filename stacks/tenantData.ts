import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { type NamespaceScope, ownValue } from "@quicksight-governance/core/aws";
import {
  depthOf,
  type GrantedGroups,
  type ReadTable,
  tablesOf,
  type TagRules,
  withEveryAsset,
} from "@quicksight-governance/core/settings";
import { DataFile } from "../components/dataFile.ts";
import { DataSet } from "../components/dataSet.ts";
import { DataSource, type DataSourceArgs } from "../components/dataSource.ts";
import { tokens } from "../providers/tokens.ts";
import type { Kept } from "./narrowKept.ts";
import type { AccountOutputs } from "./outputs.ts";
import { requireSameFile } from "./requireSameFile.ts";
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
  /** Files that the program makes, by the data source. */
  readonly contents?: ReadonlyMap<string, string> | undefined;
  /** Data that is declared as the stack has it, whatever the settings say; beside that of the settings. */
  readonly kept: Kept;
  /** Data sets of the settings whose files wait, and stay as they are: what stands for their content, by data source. */
  readonly heldVersions?: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Of a resource and everything below it: nothing changes, and what it is declared with is not looked at. */
const asItIs: pulumi.ComponentResourceOptions = keep(() => ["*"]);

/** The same, but for who may use it. */
const asItIsForFewer: pulumi.ComponentResourceOptions = keep((type) => allButGrants[type] ?? ["*"]);

const allOfSource = [
  ...["awsAccountId", "region", "dataSourceId", "name", "type", "parameters", "credentials"],
  ...["sslProperties", "vpcConnectionProperties", "tags"],
];

/** What is declared of data besides its permissions. */
const allButGrants: Readonly<Record<string, string[]>> = {
  "aws:quicksight/dataSet:DataSet": [
    ...["awsAccountId", "region", "dataSetId", "name", "importMode", "useAs", "tags"],
    ...["physicalTableMaps", "logicalTableMaps", "refreshProperties"],
    ...[
      "rowLevelPermissionDataSet",
      "rowLevelPermissionTagConfiguration",
      "columnLevelPermissionRules",
    ],
  ],
  "aws:quicksight/dataSource:DataSource": allOfSource,
  [tokens.apiDataSource]: [...allOfSource, "standing"],
};

function keep(ignored: (type: string) => string[]): pulumi.ComponentResourceOptions {
  return {
    transformations: [
      ({ type, props, opts }) => ({
        props,
        opts: pulumi.mergeOptions(opts, { ignoreChanges: ignored(type) }),
      }),
    ],
  };
}

/** The data sources and data sets of a tenant, by name; `after` makes the groups that they are granted to. */
export function tenantData(inputs: TenantDataInputs, after: readonly pulumi.Resource[]) {
  const { settings, kept } = inputs;
  const options = { dependsOn: [...after] };
  const keptAs = (key: string) => {
    const groups = kept.groups?.get(key);
    return { groups, options: { ...options, ...(groups ? asItIsForFewer : asItIs) } };
  };
  const asDeclared = (groups: GrantedGroups, list: "dataSets" | "dataSources") => ({
    groups: withEveryAsset(groups, settings, list),
    options,
  });
  const dataSources = {
    ...mapValues(settings.dataSources, (source, name) =>
      createDataSource(name, source, inputs, asDeclared(source, "dataSources")),
    ),
    ...mapValues(kept.dataSources, (source, name) =>
      createDataSource(name, source, inputs, keptAs(`data-source/${name}`)),
    ),
  };
  const dataSets: Record<string, DataSet> = {};
  const wanted = { ...settings.dataSets, ...kept.dataSets };
  for (const [name, set] of parentsFirst(wanted)) {
    const declared = Object.hasOwn(kept.dataSets, name)
      ? keptAs(`data-set/${name}`)
      : asDeclared(set, "dataSets");
    dataSets[name] = createDataSet(name, set, inputs, { dataSources, dataSets }, declared);
  }
  return { dataSources, dataSets };
}

/** Data sets, each after the one that it is on. */
function parentsFirst(sets: TenantSettings["dataSets"]): (readonly [string, DataSetSettings])[] {
  return Object.entries(sets).sort(([, a], [, b]) => depthOf(a, sets) - depthOf(b, sets));
}

/** With whom something is declared, and how. */
interface Declared {
  /** Absent: nobody looks at whom. */
  readonly groups?: GrantedGroups | undefined;
  readonly options: pulumi.ComponentResourceOptions;
}

const nobody: GrantedGroups = { owners: [], viewers: [] };

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
  { groups = nobody, options }: Declared,
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
      groups,
      tags: settings.tags,
      byApi: inputs.kept.byApi?.get(name),
    },
    options,
  );
}

function describeConnection(
  name: string,
  source: DataSourceSettings,
  { scope, settings, account, secretArns, fileVersions, contents, kept }: TenantDataInputs,
): DataSourceArgs["connection"] {
  if (source.type !== "S3") {
    const { name: _, owners: __, viewers: ___, secret, ssl = true, ...address } = source;
    return { ...address, ssl, secretArn: secret && (secretArns.get(secret) ?? secret) };
  }
  const isKept = Object.hasOwn(kept.dataSources, name) || !fileVersions.has(name);
  const fullName = `${scope.namespace}-${name}`;
  const version = fileVersions.get(name) ?? "";
  const made = contents?.get(name);
  // One that is kept may not be there, and the engine reads whatever it is given.
  const text = isKept ? "" : made;
  const file = new DataFile(
    fullName,
    {
      bucketName: account.bucketName,
      path: `${scope.namespace}/${fullName}`,
      content:
        text === undefined
          ? new pulumi.asset.FileAsset(source.file)
          : new pulumi.asset.StringAsset(text),
      // Somebody who replaced it is seen, as nothing of the project changes with it.
      etag: made === undefined || isKept ? undefined : md5Of(made),
      requireSame:
        text === undefined ? () => requireSameFile(name, source.file, version) : undefined,
      tags: settings.tags,
    },
    isKept ? asItIs : {},
  );
  return { type: "S3", manifest: file.manifest, roleArn: account.dataRoleArn };
}

/** The API model marks the value for all rows as sensitive. */
function withSecret({ matchAll, ...rule }: TagRules[string]) {
  return { ...rule, ...(matchAll === undefined ? {} : { matchAll: pulumi.secret(matchAll) }) };
}

function md5Of(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

function createDataSet(
  name: string,
  dataSet: DataSetSettings,
  { scope, region, settings, account, fileVersions, heldVersions, kept }: TenantDataInputs,
  {
    dataSources,
    dataSets,
  }: {
    readonly dataSources: Readonly<Record<string, DataSource>>;
    readonly dataSets: Readonly<Record<string, DataSet>>;
  },
  { groups = nobody, options }: Declared,
): DataSet {
  const parents: DataSet[] = [];
  const readFrom = ({ source, dataSet: parentName, table, sql }: ReadTable) => {
    const declared = ownValue(dataSources, source);
    const parent = parentName === undefined ? undefined : ownValue(dataSets, parentName);
    if (!declared && !parent && !Object.hasOwn(kept.dataSets, name))
      throw new Error(`data set ${name} names a data source that is not there`);
    if (parent !== undefined) parents.push(parent);
    return {
      sourceArn: declared?.arn ?? "",
      parentArn: parent?.arn,
      table,
      sql,
      fileVersion: fileVersions.get(source) ?? heldVersions?.get(name)?.get(source),
    };
  };
  const [from, ...joined] = tablesOf(dataSet).map(readFrom);
  if (from === undefined) throw new Error(`data set ${name} reads nothing`);
  const { columns, calculated, refresh, incremental, joins } = dataSet;
  const { rowRules, tagRules, columnRules } = dataSet;
  return new DataSet(
    `${scope.namespace}-${name}`,
    {
      scope,
      region,
      displayName: dataSet.name,
      from,
      joins: joins?.flatMap(({ type, on, columns: read }, index) => {
        const other = joined[index];
        return other === undefined ? [] : [{ from: other, type, on, columns: read }];
      }),
      columns,
      calculated,
      importMode: dataSet.import,
      refresh,
      incremental,
      groups,
      rowRules,
      tagRules: tagRules && mapValues(tagRules, withSecret),
      columnRules,
      rulesStore: { bucketName: account.bucketName, roleArn: account.dataRoleArn },
      tags: settings.tags,
    },
    // It is loaded from what the others have loaded.
    parents.length === 0 ? options : pulumi.mergeOptions(options, { dependsOn: parents }),
  );
}
