import {
  CreateDashboardCommand,
  CreateDataSetCommand,
  CreateDataSourceCommand,
} from "@aws-sdk/client-quicksight";
import type {
  ColumnIdentifier,
  CreateDashboardCommandInput,
  CreateDataSetCommandInput,
  CreateDataSourceCommandInput,
  LogicalTable,
  PhysicalTable,
  QuickSightClient,
  RowLevelPermissionDataSet,
  RowLevelPermissionTagConfiguration,
} from "@aws-sdk/client-quicksight";
import { federationRole } from "./people.ts";
import { AwsAccountId } from "./simulated.ts";

/** The ARN of something in the data Region. */
export function arn(resource: string): string {
  return `arn:aws:quicksight:eu-west-1:${AwsAccountId}:${resource}`;
}

/** The ARN of a person of the federation role in the default namespace. */
export function personArn(email: string): string {
  return arn(`user/default/${federationRole}/${email}`);
}

/** Actions of QuickSight by their names. */
export function actions(...names: readonly string[]): string[] {
  return names.map((name) => `quicksight:${name}`);
}

/** The whole sets of actions, by kind of asset and by what they make of a principal. */
export const sets = {
  dashboardViewer: actions("DescribeDashboard", "ListDashboardVersions", "QueryDashboard"),
  dashboardOwner: actions(
    ...["DescribeDashboard", "ListDashboardVersions", "QueryDashboard", "UpdateDashboard"],
    ...["UpdateDashboardPermissions", "DeleteDashboard", "UpdateDashboardPublishedVersion"],
    "DescribeDashboardPermissions",
  ),
  dataSourceOwner: actions(
    ...["DescribeDataSource", "DescribeDataSourcePermissions", "PassDataSource"],
    ...["UpdateDataSource", "DeleteDataSource", "UpdateDataSourcePermissions"],
  ),
  dataSetViewer: actions(
    ...["DescribeDataSet", "DescribeDataSetPermissions", "PassDataSet", "DescribeIngestion"],
    "ListIngestions",
  ),
  folderOwner: actions(
    ...["CreateFolder", "DescribeFolder", "UpdateFolder", "DeleteFolder"],
    ...["CreateFolderMembership", "DeleteFolderMembership"],
    ...["DescribeFolderPermissions", "UpdateFolderPermissions"],
  ),
  themeOwner: actions(
    ...["DescribeTheme", "DescribeThemeAlias", "ListThemeAliases", "ListThemeVersions"],
    ...["DeleteTheme", "UpdateTheme", "CreateThemeAlias", "DeleteThemeAlias"],
    ...["UpdateThemeAlias", "UpdateThemePermissions", "DescribeThemePermissions"],
  ),
};

/** Parameters of a database, as create and update take them. */
export const database = {
  DataSourceParameters: { PostgreSqlParameters: { Host: "db", Port: 5432, Database: "sales" } },
  Credentials: { CredentialPair: { Username: "reader", Password: "not-to-be-seen" } },
};

/** Creates a PostgreSQL data source named like its id. */
export async function createDataSource(
  client: QuickSightClient,
  DataSourceId: string,
  more: Partial<CreateDataSourceCommandInput> = {},
): Promise<void> {
  const input = { AwsAccountId, DataSourceId, Name: DataSourceId, ...database, ...more };
  await client.send(new CreateDataSourceCommand({ Type: "POSTGRESQL", ...input }));
}

/** A table of the data source `db` with text columns, as the only one of a data set. */
export function table(...columns: readonly string[]): { PhysicalTableMap: { t: PhysicalTable } } {
  const InputColumns = columns.map((Name) => ({ Name, Type: "STRING" as const }));
  const RelationalTable = { DataSourceArn: arn("datasource/db"), Name: "t", InputColumns };
  return { PhysicalTableMap: { t: { RelationalTable } } };
}

type Legacy =
  "LogicalTableMap" | "RowLevelPermissionDataSet" | "RowLevelPermissionTagConfiguration";

/** What to create a data set with. The SDK calls some members deprecated that this project depends on. */
export interface DataSetInput extends Partial<Omit<CreateDataSetCommandInput, Legacy>> {
  readonly LogicalTableMap?: Record<string, LogicalTable>;
  readonly RowLevelPermissionDataSet?: RowLevelPermissionDataSet;
  readonly RowLevelPermissionTagConfiguration?: RowLevelPermissionTagConfiguration;
}

/** Creates a data set of the columns `region` and `amount`; the data source `db` must exist. */
export async function createDataSet(
  client: QuickSightClient,
  DataSetId: string,
  more: DataSetInput = {},
): Promise<string | undefined> {
  const input = { AwsAccountId, DataSetId, Name: DataSetId, ...table("region", "amount"), ...more };
  const { IngestionId } = await client.send(
    new CreateDataSetCommand({ ImportMode: "DIRECT_QUERY", ...input }),
  );
  return IngestionId;
}

/** A definition of a dashboard or an analysis that shows data sets. */
export function showing(...dataSets: readonly string[]): NonNullable<Definition> {
  return {
    DataSetIdentifierDeclarations: dataSets.map((id) => ({
      Identifier: id,
      DataSetArn: arn(`dataset/${id}`),
    })),
  };
}

/** A definition of a table with one column, which declares the data set `sales` and no other. */
export function tabulating(Column: ColumnIdentifier): NonNullable<Definition> {
  const Values = [{ FieldId: "field", Column }];
  const ChartConfiguration = { FieldWells: { TableUnaggregatedFieldWells: { Values } } };
  const Visuals = [{ TableVisual: { VisualId: "table", ChartConfiguration } }];
  return { ...showing("sales"), Sheets: [{ SheetId: "sheet", Visuals }] };
}

type Definition = CreateDashboardCommandInput["Definition"];

/** Creates a dashboard that shows nothing, named like its id. */
export async function createDashboard(
  client: QuickSightClient,
  DashboardId: string,
  more: Partial<CreateDashboardCommandInput> = {},
): Promise<void> {
  const input = { AwsAccountId, DashboardId, Name: DashboardId, Definition: showing(), ...more };
  await client.send(new CreateDashboardCommand(input));
}
