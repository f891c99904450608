import {
  DescribeAnalysisPermissionsCommand,
  DescribeDashboardPermissionsCommand,
  DescribeDataSetPermissionsCommand,
  DescribeDataSourcePermissionsCommand,
  paginateListAnalyses,
  paginateListDashboards,
  paginateListDataSets,
  paginateListDataSources,
  type QuickSightClient,
  type ResourcePermission,
  UpdateAnalysisPermissionsCommand,
  UpdateDashboardPermissionsCommand,
  UpdateDataSetPermissionsCommand,
  UpdateDataSourcePermissionsCommand,
} from "@aws-sdk/client-quicksight";
import type { Asset } from "./asset.ts";
import type { AssetKind } from "./permissionSets.ts";

/** What one call changes. */
export interface PermissionChanges {
  readonly GrantPermissions?: ResourcePermission[];
  readonly RevokePermissions?: ResourcePermission[];
}

/** The API's largest page (QuickSight API model: `MaxResults`, 1 to 100). */
const pageSize = 100;

/** Every asset of a kind in the client's Region, page by page; analyses that wait for deletion are left out. */
export async function listAssets(
  client: QuickSightClient,
  accountId: string,
  kind: AssetKind,
): Promise<Asset[]> {
  const pages = listPages({ client, pageSize }, { AwsAccountId: accountId }, kind);
  const assets: Asset[] = [];
  for await (const page of pages) {
    for (const { id, name } of page) {
      if (id !== undefined) assets.push({ kind, id, name: name ?? "" });
    }
  }
  return assets;
}

type Listed = readonly { readonly id: string | undefined; readonly name: string | undefined }[];

async function* listPages(
  configuration: { readonly client: QuickSightClient; readonly pageSize: number },
  address: { readonly AwsAccountId: string },
  kind: AssetKind,
): AsyncGenerator<Listed> {
  // Each paginator gets a copy: the SDK's paginators write their next token into the input that they are given.
  const input = { ...address };
  switch (kind) {
    case "dashboard":
      for await (const { DashboardSummaryList = [] } of paginateListDashboards(
        configuration,
        input,
      )) {
        yield DashboardSummaryList.map(({ DashboardId, Name }) => ({
          id: DashboardId,
          name: Name,
        }));
      }
      return;
    case "analysis":
      for await (const { AnalysisSummaryList = [] } of paginateListAnalyses(configuration, input)) {
        yield AnalysisSummaryList.filter(({ Status }) => Status !== "DELETED").map(
          ({ AnalysisId, Name }) => ({ id: AnalysisId, name: Name }),
        );
      }
      return;
    case "data-set":
      for await (const { DataSetSummaries = [] } of paginateListDataSets(configuration, input)) {
        yield DataSetSummaries.map(({ DataSetId, Name }) => ({ id: DataSetId, name: Name }));
      }
      return;
    case "data-source":
      for await (const { DataSources = [] } of paginateListDataSources(configuration, input)) {
        yield DataSources.map(({ DataSourceId, Name }) => ({ id: DataSourceId, name: Name }));
      }
  }
}

/** Who may do what with an asset. */
export async function describePermissions(
  client: QuickSightClient,
  accountId: string,
  asset: Asset,
): Promise<ResourcePermission[]> {
  const { Permissions = [] } = await describe(client, accountId, asset);
  return Permissions;
}

function describe(
  client: QuickSightClient,
  AwsAccountId: string,
  { kind, id }: Asset,
): Promise<{ Permissions?: ResourcePermission[] | undefined }> {
  switch (kind) {
    case "dashboard":
      return client.send(
        new DescribeDashboardPermissionsCommand({ AwsAccountId, DashboardId: id }),
      );
    case "analysis":
      return client.send(new DescribeAnalysisPermissionsCommand({ AwsAccountId, AnalysisId: id }));
    case "data-set":
      return client.send(new DescribeDataSetPermissionsCommand({ AwsAccountId, DataSetId: id }));
    case "data-source":
      return client.send(
        new DescribeDataSourcePermissionsCommand({ AwsAccountId, DataSourceId: id }),
      );
  }
}

/** The most grants, and the most revocations, of one call (QuickSight API model). */
export function mostChanges(kind: AssetKind): number {
  return kind === "dashboard" ? 100 : 64;
}

/** Grants and revokes in one call. */
export async function updatePermissions(
  client: QuickSightClient,
  AwsAccountId: string,
  { kind, id }: Asset,
  changes: PermissionChanges,
): Promise<void> {
  const input = { AwsAccountId, ...changes };
  switch (kind) {
    case "dashboard":
      await client.send(new UpdateDashboardPermissionsCommand({ ...input, DashboardId: id }));
      return;
    case "analysis":
      await client.send(new UpdateAnalysisPermissionsCommand({ ...input, AnalysisId: id }));
      return;
    case "data-set":
      await client.send(new UpdateDataSetPermissionsCommand({ ...input, DataSetId: id }));
      return;
    case "data-source":
      await client.send(new UpdateDataSourcePermissionsCommand({ ...input, DataSourceId: id }));
  }
}
