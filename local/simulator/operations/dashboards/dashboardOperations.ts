import type { OperationGroup } from "../handler.ts";
import { createDashboard } from "./createDashboard.ts";
import { deleteDashboard } from "./deleteDashboard.ts";
import { describeDashboard } from "./describeDashboard.ts";
import { describeDashboardDefinition } from "./describeDashboardDefinition.ts";
import { describeDashboardPermissions } from "./describeDashboardPermissions.ts";
import { describeDashboardSnapshotJob } from "./describeDashboardSnapshotJob.ts";
import { describeDashboardSnapshotJobResult } from "./describeDashboardSnapshotJobResult.ts";
import { listDashboards } from "./listDashboards.ts";
import { listDashboardVersions } from "./listDashboardVersions.ts";
import { searchDashboards } from "./searchDashboards.ts";
import { startDashboardSnapshotJob } from "./startDashboardSnapshotJob.ts";
import { updateDashboard } from "./updateDashboard.ts";
import { updateDashboardPermissions } from "./updateDashboardPermissions.ts";
import { updateDashboardPublishedVersion } from "./updateDashboardPublishedVersion.ts";

/** Dashboards with their versions. */
export const dashboardOperations: OperationGroup = {
  scope: "region",
  handlers: {
    CreateDashboard: createDashboard,
    DeleteDashboard: deleteDashboard,
    DescribeDashboard: describeDashboard,
    DescribeDashboardDefinition: describeDashboardDefinition,
    DescribeDashboardPermissions: describeDashboardPermissions,
    DescribeDashboardSnapshotJob: describeDashboardSnapshotJob,
    DescribeDashboardSnapshotJobResult: describeDashboardSnapshotJobResult,
    ListDashboardVersions: listDashboardVersions,
    ListDashboards: listDashboards,
    SearchDashboards: searchDashboards,
    StartDashboardSnapshotJob: startDashboardSnapshotJob,
    UpdateDashboard: updateDashboard,
    UpdateDashboardPermissions: updateDashboardPermissions,
    UpdateDashboardPublishedVersion: updateDashboardPublishedVersion,
  },
};
