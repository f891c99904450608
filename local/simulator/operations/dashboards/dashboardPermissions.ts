import type { LinkSharingConfiguration, ResourcePermission } from "@aws-sdk/client-quicksight";
import type { Dashboard } from "../../store/assets.ts";
import { showPermissions } from "../assets/permissions.ts";

/** Who may see and change a dashboard, as the API shows it. */
export function describeDashboardAccess(dashboard: Dashboard): {
  DashboardArn: string;
  DashboardId: string;
  Permissions: ResourcePermission[];
  LinkSharingConfiguration: LinkSharingConfiguration | undefined;
} {
  const links = showPermissions(dashboard.linkPermissions);
  return {
    DashboardArn: dashboard.arn,
    DashboardId: dashboard.id,
    Permissions: showPermissions(dashboard.permissions),
    LinkSharingConfiguration: links.length > 0 ? { Permissions: links } : undefined,
  };
}
