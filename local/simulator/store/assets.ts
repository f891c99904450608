import type {
  ColumnLevelPermissionRule,
  CreateAnalysisCommandInput,
  CreateDashboardCommandInput,
  CreateDataSetCommandInput,
  CreateDataSourceCommandInput,
  CreateThemeCommandInput,
  CreateVPCConnectionCommandInput,
  DashboardError,
  DataSetConfiguration,
  DataSetImportMode,
  DataSetRefreshProperties,
  DataSetUseAs,
  DataSourceErrorInfo,
  DataSourceParameters,
  DataSourceType,
  ErrorInfo,
  FolderType,
  IngestionRequestType,
  IngestionStatus,
  LogicalTable,
  MemberType,
  PhysicalTable,
  RefreshSchedule,
  ResourceStatus,
  RowLevelPermissionDataSet,
  RowLevelPermissionTagConfiguration,
  SharingModel,
  SnapshotConfiguration,
  SnapshotJobStatus,
  TemplateError,
  ThemeType,
  VPCConnectionResourceStatus,
} from "@aws-sdk/client-quicksight";
import type { Checked } from "../operations/handler.ts";
import { SortedMap } from "./sortedMap.ts";
import type { SortedSet } from "./sortedSet.ts";

/** The assets and keys of one Region. */
export interface RegionAssets {
  readonly dataSources: SortedMap<DataSource>;
  readonly dataSets: SortedMap<DataSet>;
  readonly dashboards: SortedMap<Dashboard>;
  readonly analyses: SortedMap<Analysis>;
  readonly folders: SortedMap<Folder>;
  readonly templates: SortedMap<Template>;
  /** The starter themes are among them. */
  readonly themes: SortedMap<Theme>;
  readonly vpcConnections: SortedMap<VpcConnection>;
  /** Topics, agents and so on, by what ARNs call the kind, and id. */
  readonly plain: SortedMap<PlainAsset>;
  registeredKeys: readonly RegisteredKey[];
  /** Those that DescribeKeyRegistration shows: of a while ago, with `keyDelayMs`. */
  shownKeys: readonly RegisteredKey[];
  /** What Amazon Q data is under, once there is some; without an ARN, AWS's own key. */
  qData?: { readonly keyArn: string | undefined };
}

/** Who may do what with an asset: actions by the ARN of a principal, who may be gone meanwhile. */
export type Permissions = Map<string, readonly string[]>;

/** What all assets have in common. Times are milliseconds since 1970. */
export interface Asset {
  readonly id: string;
  readonly arn: string;
  name: string;
  readonly permissions: Permissions;
  readonly createdAt: number;
  updatedAt: number;
}

/** A connection to data. Of its credentials only the name of the secret is kept. */
export interface DataSource extends Asset {
  /** FILE: one that was uploaded in the console, of which the API has no type, no status and no parameters. */
  readonly type: DataSourceType | "FILE";
  status: ResourceStatus | undefined;
  errorInfo: DataSourceErrorInfo | undefined;
  parameters: DataSourceParameters | undefined;
  alternateParameters: readonly DataSourceParameters[] | undefined;
  vpcConnectionProperties: CreateDataSourceCommandInput["VpcConnectionProperties"];
  sslProperties: CreateDataSourceCommandInput["SslProperties"];
  secretArn: string | undefined;
  /** What its user name and password are encrypted with; `undefined`: by AWS's own key, or it has none. */
  credentialsKey: DataKey | undefined;
}

/** A key with which QuickSight encrypts something, itself encrypted under the default key of the time when it was made. */
export interface DataKey {
  /** The customer's key. */
  readonly keyArn: string;
  /** As KMS gave it; `undefined` without an emulator. */
  readonly ciphertext: string | undefined;
  readonly createdAt: number;
  /** When KMS last let it be used. */
  usableAt: number;
}

/** The part of a data set that an update replaces as a whole, for both ways of data preparation. */
export interface DataSetDefinition {
  readonly ImportMode: DataSetImportMode;
  readonly PhysicalTableMap: Readonly<Record<string, Checked<PhysicalTable>>>;
  readonly LogicalTableMap?: Readonly<Record<string, Checked<LogicalTable>>> | undefined;
  readonly RowLevelPermissionDataSet?: Checked<RowLevelPermissionDataSet> | undefined;
  readonly RowLevelPermissionTagConfiguration?:
    Checked<RowLevelPermissionTagConfiguration> | undefined;
  readonly ColumnLevelPermissionRules?: Checked<ColumnLevelPermissionRule>[] | undefined;
  readonly ColumnGroups?: CreateDataSet["ColumnGroups"];
  readonly FieldFolders?: CreateDataSet["FieldFolders"];
  readonly DataSetUsageConfiguration?: CreateDataSet["DataSetUsageConfiguration"];
  readonly DatasetParameters?: CreateDataSet["DatasetParameters"];
  readonly PerformanceConfiguration?: CreateDataSet["PerformanceConfiguration"];
  readonly DataPrepConfiguration?: CreateDataSet["DataPrepConfiguration"];
  readonly SemanticModelConfiguration?: CreateDataSet["SemanticModelConfiguration"];
}

type CreateDataSet = Checked<CreateDataSetCommandInput>;

/** Tables, how they are shaped, and who sees which rows and columns of them. */
export interface DataSet extends Asset {
  readonly useAs: DataSetUseAs | undefined;
  /** Why the API can't show it or change it: it was made in the console in a way that the API does not have. */
  readonly undescribable?: string;
  /** On a file that was uploaded in the console: nobody but it can load the rows again. */
  readonly isFile?: boolean;
  definition: DataSetDefinition;
  /** By a number that falls, so that the latest comes first. */
  readonly ingestions: SortedMap<Ingestion>;
  refreshProperties: DataSetRefreshProperties | undefined;
  readonly refreshSchedules: SortedMap<RefreshSchedule>;
  /** What the rows in SPICE are encrypted with, since the last full load; `undefined`: by AWS's own key, or no rows yet. */
  spiceKey: DataKey | undefined;
  /** What a reader sees: the rows of the file of the last load that succeeded, the header first. Tables and queries have none. */
  spiceRows: readonly (readonly string[])[] | undefined;
  /** What the database behind it holds, the header first, where a test says so. */
  sourceRows: readonly (readonly string[])[] | undefined;
}

/** One load of a data set into SPICE. */
export interface Ingestion {
  readonly id: string;
  readonly arn: string;
  status: IngestionStatus;
  readonly requestType: IngestionRequestType;
  readonly createdAt: number;
  finishedAt: number | undefined;
  errorInfo: ErrorInfo | undefined;
  /** Under the default key of the time when it began; that of the rows, if it only adds to them. */
  key: DataKey | undefined;
  /** What its file held then. */
  readonly rows: readonly (readonly string[])[] | undefined;
  /** How many rows of its file it skips. */
  readonly dropped: number;
}

/** A dashboard with all its versions, of which one is published. */
export interface Dashboard extends Asset {
  /** By number, with leading zeros. */
  readonly versions: SortedMap<DashboardVersion>;
  publishedVersion: number;
  publishedAt: number;
  readonly linkPermissions: Permissions;
  readonly linkEntities: CreateDashboardCommandInput["LinkEntities"];
  readonly snapshotJobs: SortedMap<SnapshotJob>;
}

/** One job that makes a file of what a dashboard shows. */
export interface SnapshotJob {
  readonly id: string;
  readonly arn: string;
  readonly configuration: Checked<SnapshotConfiguration>;
  readonly createdAt: number;
  status: SnapshotJobStatus;
  /** Why it failed. */
  problem: string | undefined;
}

/** What a dashboard or an analysis shows: a definition, or a template that is filled in. */
export interface Content {
  readonly definition: object | undefined;
  readonly sourceEntityArn: string | undefined;
  readonly dataSetArns: readonly string[];
  readonly themeArn: string | undefined;
  /** True: its columns are not looked at (`ValidationStrategy`). */
  readonly isLenient: boolean;
}

/** One state of a dashboard. */
export interface DashboardVersion extends Content {
  readonly number: number;
  readonly arn: string;
  readonly description: string | undefined;
  readonly publishOptions: CreateDashboardCommandInput["DashboardPublishOptions"];
  readonly createdAt: number;
  status: ResourceStatus;
  errors: DashboardError[];
}

/** An analysis; one that is DELETED can be restored for a while. */
export interface Analysis extends Asset {
  status: ResourceStatus;
  errors: DashboardError[];
  content: Content;
  parameters: CreateAnalysisCommandInput["Parameters"];
}

/** What dashboards and analyses are made of, with all its versions. */
export interface Template extends Asset {
  /** By number, with leading zeros. */
  readonly versions: SortedMap<TemplateVersion>;
  /** Numbers of versions by names that people gave them. */
  readonly aliases: SortedMap<number>;
}

/** One state of a template. */
export interface TemplateVersion {
  readonly number: number;
  readonly arn: string;
  readonly description: string | undefined;
  readonly sourceEntityArn: string | undefined;
  readonly dataSetConfigurations: Checked<DataSetConfiguration>[];
  readonly createdAt: number;
  status: ResourceStatus;
  errors: TemplateError[];
}

/** Colours and layout, with all versions. */
export interface Theme extends Asset {
  /** QUICKSIGHT: a starter theme, which nobody can change. */
  readonly type: Exclude<ThemeType, "ALL">;
  /** By number, with leading zeros. */
  readonly versions: SortedMap<ThemeVersion>;
  /** Numbers of versions by names that people gave them. */
  readonly aliases: SortedMap<number>;
}

/** One state of a theme. */
export interface ThemeVersion {
  readonly number: number;
  readonly arn: string;
  readonly description: string | undefined;
  readonly baseThemeId: string;
  readonly configuration: Checked<CreateThemeCommandInput>["Configuration"] | undefined;
  readonly createdAt: number;
  status: ResourceStatus;
}

/** A folder with the assets in it. */
export interface Folder extends Asset {
  readonly type: FolderType;
  readonly sharingModel: SharingModel;
  readonly parentArn: string | undefined;
  /** `TYPE/id` of each asset in it. */
  readonly members: SortedSet;
}

/** An asset in a folder. */
export interface FolderMember {
  readonly type: MemberType;
  readonly id: string;
}

/** An asset without behaviour of its own. */
export interface PlainAsset extends Asset {
  /** What it was created with. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** A way from QuickSight into a VPC. */
export interface VpcConnection {
  readonly id: string;
  readonly arn: string;
  status: VPCConnectionResourceStatus;
  settings: Omit<
    Checked<CreateVPCConnectionCommandInput>,
    "AwsAccountId" | "VPCConnectionId" | "Tags"
  >;
  readonly createdAt: number;
  updatedAt: number;
}

/** A KMS key that QuickSight may use. */
export interface RegisteredKey {
  readonly keyArn: string;
  readonly isDefault: boolean;
}

/** A Region with nothing in it. */
export function createRegionAssets(): RegionAssets {
  return {
    dataSources: new SortedMap(),
    dataSets: new SortedMap(),
    dashboards: new SortedMap(),
    analyses: new SortedMap(),
    folders: new SortedMap(),
    templates: new SortedMap(),
    themes: new SortedMap(),
    vpcConnections: new SortedMap(),
    plain: new SortedMap(),
    registeredKeys: [],
    shownKeys: [],
  };
}
