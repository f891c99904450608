import type { AccessSettings } from "./accessSettings.ts";
import type { AssetList } from "./assetLists.ts";
import type { TenantSettings } from "./tenantSettings.ts";

/** Who may use an asset and who may change it: groups by name, without the prefix. */
export interface GrantedGroups {
  readonly owners: readonly string[];
  readonly viewers: readonly string[];
}

/** The level that an entry of `access` gives on every data set, or every data source; undefined: none. */
export function levelOnEvery(
  { all }: Pick<AccessSettings, "all">,
  list: Extract<AssetList, "dataSets" | "dataSources">,
): "owner" | "viewer" | undefined {
  return typeof all === "object" ? all[list] : all;
}

/**
 * The groups of something that is declared here, those among them that `access` gives every asset. These get it from the declaration
 * itself, so that two resources never write one grant. A group in both lists owns.
 *
 * @param list what is declared
 */
export function withEveryAsset(
  groups: GrantedGroups,
  { access }: Pick<TenantSettings, "access">,
  list: Extract<AssetList, "dataSets" | "dataSources">,
): GrantedGroups {
  const having = (level: "owner" | "viewer") =>
    access.flatMap((entry) =>
      entry.group !== undefined && levelOnEvery(entry, list) === level ? [entry.group] : [],
    );
  return {
    owners: [...groups.owners, ...having("owner")],
    viewers: [...groups.viewers, ...having("viewer")],
  };
}
