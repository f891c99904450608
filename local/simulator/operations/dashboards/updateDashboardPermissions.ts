import type {
  UpdateDashboardPermissionsCommandInput,
  UpdateDashboardPermissionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dashboardKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { changePermissions } from "../assets/permissions.ts";
import type { Handler } from "../handler.ts";
import { describeDashboardAccess } from "./dashboardPermissions.ts";
import { changeLinkPermissions } from "./linkPermissions.ts";

/** Revokes and grants whole sets of permissions, and access by link. */
export const updateDashboardPermissions: Handler<
  UpdateDashboardPermissionsCommandInput,
  UpdateDashboardPermissionsCommandOutput
> = (call, store) => {
  const { input } = call;
  const dashboard = requireAsset(
    assetsOf(store, call).dashboards,
    dashboardKind,
    call.input.DashboardId,
  );
  const links = new Map(dashboard.linkPermissions);
  changeLinkPermissions(store, links, {
    GrantPermissions: input.GrantLinkPermissions,
    RevokePermissions: input.RevokeLinkPermissions,
  });
  changePermissions(store, dashboardKind, dashboard.permissions, input);
  dashboard.linkPermissions.clear();
  links.forEach((actions, principal) => dashboard.linkPermissions.set(principal, actions));
  return describeDashboardAccess(dashboard);
};
