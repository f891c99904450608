import type {
  CreateDashboardCommandInput,
  CreateDashboardCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Dashboard } from "../../store/assets.ts";
import { SortedMap } from "../../store/sortedMap.ts";
import { dashboardKind } from "../assets/assetKind.ts";
import { createAssetRecord, refuseExisting } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { readContent } from "../assets/readContent.ts";
import { addMember, requireFolders } from "../folders/folderMembers.ts";
import type { Handler } from "../handler.ts";
import { addVersion } from "./addVersion.ts";
import { changeLinkPermissions } from "./linkPermissions.ts";

/** Begins to create a dashboard; its first version is published. */
export const createDashboard: Handler<CreateDashboardCommandInput, CreateDashboardCommandOutput> = (
  call,
  store,
) => {
  const { input } = call;
  const assets = assetsOf(store, call);
  refuseExisting(assets.dashboards, dashboardKind, input.DashboardId);
  const content = readContent(input);
  const folders = requireFolders(call, assets, input.FolderArns);
  const linkPermissions = new Map<string, string[]>();
  changeLinkPermissions(store, linkPermissions, {
    GrantPermissions: input.LinkSharingConfiguration?.Permissions,
  });
  const dashboard: Dashboard = {
    ...createAssetRecord(call, store, dashboardKind, { ...input, id: input.DashboardId }),
    versions: new SortedMap(),
    publishedVersion: 1,
    publishedAt: call.now,
    linkPermissions,
    linkEntities: input.LinkEntities,
    snapshotJobs: new SortedMap(),
  };
  addMember(folders, { type: "DASHBOARD", id: dashboard.id });
  assets.dashboards.set(dashboard.id, dashboard);
  const version = addVersion(call, store, assets, dashboard, 1, content);
  return {
    Arn: dashboard.arn,
    VersionArn: version.arn,
    DashboardId: dashboard.id,
    CreationStatus: version.status,
  };
};
