import type {
  DashboardVersionDefinition,
  DescribeDashboardDefinitionCommandInput,
  DescribeDashboardDefinitionCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dashboardKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { requireDashboardVersion } from "./dashboardRecord.ts";

/** Shows what a version was defined with; one from a template has nothing to show here. */
export const describeDashboardDefinition: Handler<
  DescribeDashboardDefinitionCommandInput,
  DescribeDashboardDefinitionCommandOutput
> = (call, store) => {
  const { VersionNumber, AliasName } = call.input;
  const dashboard = requireAsset(
    assetsOf(store, call).dashboards,
    dashboardKind,
    call.input.DashboardId,
  );
  const version = requireDashboardVersion(dashboard, VersionNumber, AliasName);
  return {
    DashboardId: dashboard.id,
    Name: dashboard.name,
    Errors: version.errors,
    ResourceStatus: version.status,
    ThemeArn: version.themeArn,
    Definition: version.definition as DashboardVersionDefinition | undefined,
    DashboardPublishOptions: version.publishOptions,
  };
};
