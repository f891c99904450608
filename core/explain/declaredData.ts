import { landingAssetOf } from "../access/landingPage.ts";
import type { Asset } from "../assets/asset.ts";
import { assetIdOf, declaredIdOf, rulesSuffix } from "../settings/assetIds.ts";
import { columnsWithLabels } from "../settings/columnsWithLabels.ts";
import type { DataSetSettings } from "../settings/dataSettings.ts";
import { landingKey } from "../settings/landingPage.ts";
import { labelledColumns } from "../settings/labelledColumns.ts";
import { outputColumns } from "../settings/outputColumns.ts";
import { parentsOf, tablesOf } from "../settings/tablesOf.ts";
import type { TenantSettings } from "../settings/tenantSettings.ts";
import { type GrantedGroups, withEveryAsset } from "../settings/withEveryAsset.ts";
import { groupsOfLabels } from "../settings/withLabels.ts";
import type { DeclaredProtection, DeclaredRules } from "./sight/declaredProtection.ts";

/** A data source, a data set or a landing page that files declare, and whom with. */
export interface DeclaredData extends Asset {
  /** Absent of what is opened by access, like any asset: the landing page. */
  readonly groups?: GrantedGroups;
  /** The ids of the data sets that it is built on. */
  readonly dataSets?: readonly string[];
  /** Of a data set: the ids of its data sources. */
  readonly dataSources?: readonly string[];
  /** Of a data set: who sees which rows and columns. */
  readonly protection?: DeclaredProtection;
}

/**
 * The data that a tenant's stack declares by its settings, with the groups that may use it, and the landing page.
 *
 * @param settings with the data of the landing page: see `withLandingData`
 * @param rulesOf  what the rules about the rows of a data set say, by its key; absent: nobody asks
 */
export function declaredData(
  settings: Pick<TenantSettings, "namespace" | "dataSources" | "dataSets" | "access" | "landing"> &
    Partial<Pick<TenantSettings, "labels">>,
  rulesOf?: (key: string) => DeclaredRules,
): DeclaredData[] {
  const { namespace, dataSources, dataSets } = settings;
  const nobody = { owners: [], viewers: [] };
  const page = landingAssetOf(settings);
  const labelled = labelledColumns(settings);
  return [
    ...Object.entries(dataSources).map(([key, source]) => ({
      ...{ kind: "data-source", id: declaredIdOf(namespace, key), name: source.name },
      groups: withEveryAsset(source, settings, "dataSources"),
    })),
    ...Object.entries(dataSets).flatMap(([key, set]): DeclaredData[] => {
      const rules = `${namespace}-${key}${rulesSuffix}`;
      const parents = parentsOf(set).map((parent) => declaredIdOf(namespace, parent));
      const own = {
        ...{ kind: "data-set", id: declaredIdOf(namespace, key), name: set.name },
        groups: withEveryAsset(set, settings, "dataSets"),
        ...readBy(set, namespace),
      };
      const columns = outputColumns(set).map((column) => column.name);
      const ofColumns = {
        columns,
        labels: labelsOf(key, columns, labelled),
        columnRules: writtenRules(key, set, settings.labels),
        ...(set.tagRules === undefined ? {} : { tags: tagsOf(set.tagRules) }),
        ...(set.entitled === undefined ? {} : { terms: set.entitled }),
        ...(parents.length === 0 ? {} : { parents }),
      };
      if (set.rowRules === undefined && set.entitled === undefined) {
        return [{ ...own, protection: ofColumns }];
      }
      const ofRules = {
        id: assetIdOf(rules),
        name: `Rules: ${rules}`.slice(0, 128),
        groups: nobody,
      };
      const rows = { dataSet: ofRules.id, ...rulesOf?.(key) };
      return [
        { ...own, dataSets: [...parents, ofRules.id].sort(), protection: { ...ofColumns, rows } },
        { kind: "data-set", ...ofRules, dataSources: [ofRules.id] },
        { kind: "data-source", ...ofRules },
      ];
    }),
    ...(page === undefined ? [] : [{ ...page, dataSets: [declaredIdOf(namespace, landingKey)] }]),
  ];
}

/** The rules about columns, and where each is written: of one that labels came to, at these. */
function writtenRules(
  key: string,
  set: DataSetSettings,
  labels: TenantSettings["labels"] = {},
): DeclaredProtection["columnRules"] {
  const all = columnsWithLabels(set);
  return (set.columnRules ?? []).map((rule, index) => {
    const [first] = rule.columns;
    const column = all.find(({ name }) => name === first) ?? { label: [] };
    const groups = JSON.stringify(groupsOfLabels(column, labels));
    const places = [...new Set(column.label)].map((label) => `tenant.labels.${label}`);
    const isOfLabels = groups === JSON.stringify(rule.groups);
    return {
      ...rule,
      where: isOfLabels ? places.join(", ") : `tenant.dataSets.${key}.columnRules[${index}]`,
    };
  });
}

function tagsOf(
  rules: NonNullable<DataSetSettings["tagRules"]>,
): NonNullable<DeclaredProtection["tags"]> {
  return {
    tags: Object.entries(rules).map(([tag, { column, delimiter, matchAll }]) => ({
      ...{ tag, column },
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(matchAll === undefined ? {} : { hasMatchAll: true }),
    })),
  };
}

/** The ids of what a data set reads: data sources, and other data sets that it is on. */
function readBy(
  set: DataSetSettings,
  namespace: string,
): Pick<DeclaredData, "dataSources" | "dataSets"> {
  const sources = tablesOf(set).flatMap(({ source, dataSet }) =>
    dataSet === undefined ? declaredIdOf(namespace, source) : [],
  );
  const sets = parentsOf(set).map((key) => declaredIdOf(namespace, key));
  return {
    ...(sources.length === 0 ? {} : { dataSources: [...new Set(sources)] }),
    ...(sets.length === 0 ? {} : { dataSets: sets }),
  };
}

/** By label the columns of a data set that have it, if it shows them; undefined: none has any. */
function labelsOf(
  key: string,
  columns: readonly string[],
  labelled: ReturnType<typeof labelledColumns>,
): DeclaredProtection["labels"] {
  const labels = [...labelled].flatMap(([label, found]) => {
    const own = found.flatMap(({ dataSet, column }) =>
      dataSet === key && columns.includes(column) ? [column] : [],
    );
    return own.length === 0 ? [] : [[label, own] as const];
  });
  return labels.length === 0 ? undefined : Object.fromEntries(labels);
}
