import type { NamespaceScope } from "@quicksight-governance/core/aws";
import {
  type DeclaredAsset,
  dataSetReading,
  type Protection,
  type TagRule,
} from "@quicksight-governance/core/data";
import {
  assetIdOf,
  columnOrigins,
  declaredIdOf,
  type GrantedGroups,
  outputColumns,
  readColumns,
  readingKey,
  rulesSuffix,
  subjectKey,
  tablesOf,
  withEveryAsset,
} from "@quicksight-governance/core/settings";
import { tableOf } from "./tableOf.ts";
import type { DataSetSettings, TenantSettings } from "./settings.ts";

/**
 * The data sources and data sets that settings declare, as the guard compares them with those of the state.
 *
 * @param region where they live
 */
export function declaredData(
  settings: Pick<TenantSettings, "dataSources" | "dataSets" | "access">,
  scope: Pick<NamespaceScope, "partition" | "accountId" | "namespace">,
  region: string,
): DeclaredAsset[] {
  const { partition, accountId, namespace } = scope;
  const arnOf = (resource: string, id: string) =>
    `arn:${partition}:quicksight:${region}:${accountId}:${resource}/${id}`;
  const sourceArnOf = (id: string) => arnOf("datasource", id);
  const grantsOf = (groups: GrantedGroups, list: "dataSets" | "dataSources") => {
    const { owners, viewers } = withEveryAsset(groups, settings, list);
    return { owners, users: [...new Set([...owners, ...viewers])] };
  };
  const nobody = { owners: [], users: [] };
  const sources = Object.entries(settings.dataSources).map(([key, source]): DeclaredAsset => {
    const id = declaredIdOf(namespace, key);
    return {
      ...{ kind: "data-source", id, name: source.name, arn: sourceArnOf(id) },
      ...grantsOf(source, "dataSources"),
    };
  });
  const sets = Object.entries(settings.dataSets).flatMap(([key, set]): DeclaredAsset[] => {
    const name = `${namespace}-${key}`;
    const id = assetIdOf(name);
    const reads = tablesOf(set).map(({ source, dataSet, ...table }) =>
      dataSet === undefined
        ? { sourceArn: sourceArnOf(declaredIdOf(namespace, source)), table: tableOf(table) }
        : dataSetReading(arnOf("dataset", declaredIdOf(namespace, dataSet))),
    );
    const own: DeclaredAsset = {
      ...{
        kind: "data-set",
        id,
        name: set.name,
        arn: arnOf("dataset", id),
        ...grantsOf(set, "dataSets"),
      },
      reads,
      columns: outputColumns(set).map((column) => column.name),
      origins: originsOf(set, reads),
      ...protectionOf(set),
      ...tagsOf(set),
    };
    if (set.rowRules === undefined) return [own];
    const rules = `${name}${rulesSuffix}`;
    const rulesId = assetIdOf(rules);
    return [
      own,
      { kind: "data-set", id: rulesId, name: rules, arn: arnOf("dataset", rulesId), ...nobody },
      { kind: "data-source", id: rulesId, name: rules, arn: sourceArnOf(rulesId), ...nobody },
    ];
  });
  return [...sources, ...sets];
}

function originsOf(set: DataSetSettings, reads: NonNullable<DeclaredAsset["reads"]>) {
  const named = readColumns(set);
  const tables = reads.map((read, index) => ({
    reading: readingKey(read),
    columns: named
      .filter(({ table }) => table === index)
      .map(({ name, column }) => ({ name: column.name, as: name })),
  }));
  return columnOrigins(tables, set.calculated);
}

function tagsOf({ tagRules }: DataSetSettings): { tags?: ReadonlyMap<string, TagRule> } {
  if (tagRules === undefined) return {};
  const tags = Object.entries(tagRules).map(([tag, { column, delimiter, matchAll }]) => {
    const rule: TagRule = {
      column,
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(matchAll === undefined ? {} : { matchAll }),
    };
    return [tag, rule] as const;
  });
  return { tags: new Map(tags) };
}

function protectionOf({ rowRules, columnRules = [] }: DataSetSettings): {
  protection?: Protection;
} {
  if (rowRules === undefined && columnRules.length === 0) return {};
  const columns = new Map<string, string[]>();
  for (const { columns: names, groups } of columnRules) {
    for (const name of names) columns.set(name, [...(columns.get(name) ?? []), ...groups]);
  }
  const rows = rowRules?.map(({ values, ...whom }) => ({
    subject: subjectKey(whom),
    values: Object.fromEntries(
      Object.entries(values).map(([column, some]) => [column, [some].flat()]),
    ),
  }));
  return { protection: { columns, ...(rows === undefined ? {} : { rows }) } };
}
