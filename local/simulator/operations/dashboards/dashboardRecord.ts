import type {
  Dashboard as ApiDashboard,
  DashboardSummary,
  DashboardVersionDefinition,
  DashboardVersionSummary,
  Sheet,
} from "@aws-sdk/client-quicksight";
import type { Dashboard, DashboardVersion } from "../../store/assets.ts";
import { dashboardKind } from "../assets/assetKind.ts";
import { latestVersion, requireVersion } from "../assets/versions.ts";

/** A version of a dashboard; without a number the published one, or the latest for the alias `$LATEST`. */
export function requireDashboardVersion(
  dashboard: Dashboard,
  number?: number,
  alias?: string,
): DashboardVersion {
  const latest = alias === "$LATEST" ? latestVersion(dashboard).number : undefined;
  return requireVersion(dashboardKind, dashboard, number ?? latest ?? dashboard.publishedVersion);
}

/** A dashboard as the API shows it, with one of its versions. */
export function describeDashboardRecord(
  dashboard: Dashboard,
  version: DashboardVersion,
): ApiDashboard {
  return {
    DashboardId: dashboard.id,
    Arn: dashboard.arn,
    Name: dashboard.name,
    Version: {
      ...summarizeVersion(version),
      Errors: version.errors,
      DataSetArns: version.dataSetArns.slice(),
      ThemeArn: version.themeArn,
      Sheets: sheetsOf(version),
    },
    CreatedTime: new Date(dashboard.createdAt),
    LastPublishedTime: new Date(dashboard.publishedAt),
    LastUpdatedTime: new Date(dashboard.updatedAt),
    LinkEntities: dashboard.linkEntities?.slice(),
  };
}

/** The sheets of a definition; those of a template are not known here. */
export function sheetsOf({ definition }: DashboardVersion): Sheet[] {
  const { Sheets = [] } = (definition ?? {}) as Pick<DashboardVersionDefinition, "Sheets">;
  return Sheets.map(({ SheetId, Name }) => ({ SheetId, Name }));
}

/** A version as lists show it. */
export function summarizeVersion(version: DashboardVersion): DashboardVersionSummary {
  return {
    Arn: version.arn,
    CreatedTime: new Date(version.createdAt),
    VersionNumber: version.number,
    Status: version.status,
    SourceEntityArn: version.sourceEntityArn,
    Description: version.description,
  };
}

/** A dashboard as lists show it. */
export function summarizeDashboard(dashboard: Dashboard): DashboardSummary {
  return {
    Arn: dashboard.arn,
    DashboardId: dashboard.id,
    Name: dashboard.name,
    CreatedTime: new Date(dashboard.createdAt),
    LastUpdatedTime: new Date(dashboard.updatedAt),
    PublishedVersionNumber: dashboard.publishedVersion,
    LastPublishedTime: new Date(dashboard.publishedAt),
  };
}
