import { type AssetKind, permissionSet } from "@quicksight-governance/core/assets";
import { groupArnOf, type NamespaceScope } from "@quicksight-governance/core/aws";
import type { GrantedGroups } from "@quicksight-governance/core/settings";

/**
 * The permissions of an asset as its native resource takes them: a whole set per group, sorted by group. A group in both
 * lists owns.
 */
export function grantAsset(scope: NamespaceScope, kind: AssetKind, groups: GrantedGroups) {
  const owners = new Set(groups.owners);
  const all = [...new Set([...groups.owners, ...groups.viewers])].sort();
  return all.map((group) => ({
    principal: groupArnOf(scope, group),
    actions: permissionSet(kind, owners.has(group) ? "owner" : "viewer"),
  }));
}
