import { groupArnOf, type NamespaceScope } from "@quicksight-governance/core/aws";
import type { DeclaredAsset } from "@quicksight-governance/core/data";
import {
  assetIdOf,
  declaredIdOf,
  type GrantedGroups,
  rulesSuffix,
  withEveryAsset,
} from "@quicksight-governance/core/settings";
import type { TenantSettings } from "./settings.ts";

/**
 * The data sources and data sets that settings declare, as the guard compares them with those of the state.
 *
 * @param region where they live
 */
export function declaredData(
  settings: TenantSettings,
  scope: NamespaceScope,
  region: string,
): DeclaredAsset[] {
  const arnOf = (resource: string, id: string) =>
    `arn:${scope.partition}:quicksight:${region}:${scope.accountId}:${resource}/${id}`;
  const ownersOf = (groups: GrantedGroups) =>
    withEveryAsset(groups, settings).owners.map((group) => groupArnOf(scope, group));
  const sourceOf = (id: string, name: string, owners: readonly string[]): DeclaredAsset => {
    return { kind: "data-source", id, name, arn: arnOf("datasource", id), owners };
  };
  const setOf = (id: string, name: string, owners: readonly string[]): DeclaredAsset => {
    return { kind: "data-set", id, name, arn: arnOf("dataset", id), owners };
  };
  const sources = Object.entries(settings.dataSources).map(([key, source]) =>
    sourceOf(declaredIdOf(scope.namespace, key), source.name, ownersOf(source)),
  );
  const sets = Object.entries(settings.dataSets).flatMap(([key, set]) => {
    const name = `${scope.namespace}-${key}`;
    const asset = setOf(assetIdOf(name), set.name, ownersOf(set));
    const protectedSet = { ...asset, ...protectionOf(set, scope) };
    if (set.rowRules === undefined) return [protectedSet];
    const rules = `${name}${rulesSuffix}`;
    return [
      protectedSet,
      setOf(assetIdOf(rules), rules, []),
      sourceOf(assetIdOf(rules), rules, []),
    ];
  });
  return [...sources, ...sets];
}

function protectionOf(
  { rowRules, columnRules = [] }: TenantSettings["dataSets"][string],
  scope: NamespaceScope,
): Pick<DeclaredAsset, "protection"> {
  const columns = columnRules.flatMap(({ columns: names }) => names);
  if (rowRules === undefined && columns.length === 0) return {};
  const unlimited = rowRules?.filter(({ values }) => Object.keys(values).length === 0) ?? [];
  const seeAll = unlimited.map(({ group }) => groupArnOf(scope, group));
  return { protection: { columns, ...(rowRules === undefined ? {} : { rows: { seeAll } }) } };
}
