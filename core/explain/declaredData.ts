import type { Asset } from "../assets/asset.ts";
import { assetIdOf, declaredIdOf, rulesSuffix } from "../settings/assetIds.ts";
import type { TenantSettings } from "../settings/tenantSettings.ts";
import { type GrantedGroups, withEveryAsset } from "../settings/withEveryAsset.ts";

/** A data source or a data set that files declare, and whom with. */
export interface DeclaredData extends Asset {
  readonly groups: GrantedGroups;
  /** Of a data set: the id of its data source. */
  readonly source?: string;
}

/** The data that a tenant's stack declares by its settings, with the groups that may use it. */
export function declaredData(
  settings: Pick<TenantSettings, "namespace" | "dataSources" | "dataSets" | "access">,
): DeclaredData[] {
  const { namespace, dataSources, dataSets } = settings;
  const nobody = { owners: [], viewers: [] };
  return [
    ...Object.entries(dataSources).map(([key, source]) => ({
      ...{ kind: "data-source", id: declaredIdOf(namespace, key), name: source.name },
      groups: withEveryAsset(source, settings, "dataSources"),
    })),
    ...Object.entries(dataSets).flatMap(([key, set]): DeclaredData[] => {
      const rules = `${namespace}-${key}${rulesSuffix}`;
      const own = {
        ...{ kind: "data-set", id: declaredIdOf(namespace, key), name: set.name },
        groups: withEveryAsset(set, settings, "dataSets"),
        source: declaredIdOf(namespace, set.source),
      };
      const ofRules = { id: assetIdOf(rules), name: rules, groups: nobody };
      return set.rowRules === undefined
        ? [own]
        : [own, { kind: "data-set", ...ofRules }, { kind: "data-source", ...ofRules }];
    }),
  ];
}
