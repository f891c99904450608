import type { TenantSettings } from "./tenantSettings.ts";

/** Who may use an asset and who may change it: groups by name, without the prefix. */
export interface GrantedGroups {
  readonly owners: readonly string[];
  readonly viewers: readonly string[];
}

/**
 * The groups of something that is declared here, those among them that `access` gives every asset. These get it from the declaration
 * itself, so that two resources never write one grant. A group in both lists owns.
 */
export function withEveryAsset(
  groups: GrantedGroups,
  { access }: Pick<TenantSettings, "access">,
): GrantedGroups {
  const having = (level: "owner" | "viewer") =>
    access.flatMap(({ group, all }) => (all === level ? [group] : []));
  return {
    owners: [...groups.owners, ...having("owner")],
    viewers: [...groups.viewers, ...having("viewer")],
  };
}
