import type { Permissions } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { dashboardKind } from "../assets/assetKind.ts";
import type { AssetKind } from "../assets/assetKind.ts";
import { changePermissions } from "../assets/permissions.ts";
import type { PermissionChanges } from "../assets/permissions.ts";

/** Links are for all of a namespace, and for viewing (API reference of UpdateDashboardPermissions). */
const linkKind: AssetKind = {
  ...dashboardKind,
  permissionSets: dashboardKind.permissionSets.slice(0, 1),
  principals: ["namespace"],
};

/** Changes who may open a dashboard by its link. */
export function changeLinkPermissions(
  store: Store,
  permissions: Permissions,
  changes: PermissionChanges,
): void {
  changePermissions(store, linkKind, permissions, changes);
}
