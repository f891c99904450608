import type {
  Dashboard as ApiDashboard,
  DashboardSummary,
  DashboardVersionSummary,
} from "@aws-sdk/client-quicksight";
import type { Dashboard, DashboardVersion } from "../../store/assets.ts";
import { ApiError } from "../apiError.ts";

/** The key of a version, so that they are in the order of their numbers. */
export function versionKey(number: number): string {
  return String(number).padStart(9, "0");
}

/**
 * A version of a dashboard; without a number the published one, or the latest for the alias `$LATEST`.
 *
 * @throws ApiError ResourceNotFoundException; the words are ours.
 */
export function requireVersion(
  dashboard: Dashboard,
  number?: number,
  alias?: string,
): DashboardVersion {
  const latest = alias === "$LATEST" ? latestVersion(dashboard).number : undefined;
  const wanted = number ?? latest ?? dashboard.publishedVersion;
  const version = dashboard.versions.get(versionKey(wanted));
  if (version === undefined) {
    const message = `Version ${wanted} of Dashboard ${dashboard.id} not found.`;
    throw new ApiError("ResourceNotFoundException", message);
  }
  return version;
}

/** The version with the highest number. */
export function latestVersion({ id, versions }: Dashboard): DashboardVersion {
  const latest = [...versions.entriesFrom("")].at(-1);
  if (latest === undefined) {
    throw new Error(`dashboard ${id} has no version`);
  }
  return latest[1];
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
    },
    CreatedTime: new Date(dashboard.createdAt),
    LastPublishedTime: new Date(dashboard.publishedAt),
    LastUpdatedTime: new Date(dashboard.updatedAt),
    LinkEntities: dashboard.linkEntities?.slice(),
  };
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
