import type { SignInName } from "./signIns.ts";
import type { SourceField } from "./sourceFields.ts";

/** One way to say where a database is. */
export interface SourceAddress {
  /** The member of the API's `DataSourceParameters`; absent: the API has none for this type. */
  readonly api?: string;
  /** The member of the native resource's `parameters`; absent: it has none. */
  readonly native?: string;
  /** All of them must be given. */
  readonly fields: readonly SourceField[];
  readonly optional?: readonly SourceField[];
}

/** What a type of data source takes. */
export interface SourceKind {
  /** As people call it. */
  readonly title: string;
  /** Exactly one is given. */
  readonly addresses: readonly [SourceAddress, ...SourceAddress[]];
  /** How QuickSight gets in; the first where nothing is said. */
  readonly signIns: readonly [SignInName, ...SignInName[]];
  /** What else can be said of the connection. */
  readonly connects: readonly ("ssl" | "vpcConnection")[];
}

/**
 * Fields that the native resource has nowhere (its schema, 6.66): a data source that has one of them is made by the API.
 *
 * @see isNative
 */
export const beyondNative: ReadonlySet<SourceField> = new Set<SourceField>([
  ...["useServiceName", "consumerAccountRoleArn", "databaseAccessControlRole"],
] as SourceField[]);

const server = ["host", "port", "database"] as const;
const inCatalog = ["host", "port", "catalog"] as const;
const network = ["ssl", "vpcConnection"] as const;

/** Engines that RDS runs: an instance of this account goes by its id as well (API model, `RdsParameters`). */
function ofRds(title: string, api: string, native: string, ...optional: SourceField[]): SourceKind {
  const instance = {
    api: "RdsParameters",
    native: "rds",
    fields: ["instanceId", "database"] as const,
  };
  const address = { api, native, fields: server, optional };
  return { ...signedIn(title, address), addresses: [address, instance] };
}

function signedIn(
  title: string,
  address: SourceAddress,
  ...others: readonly SignInName[]
): SourceKind {
  return { title, addresses: [address], signIns: ["password", ...others], connects: network };
}

function byRole(title: string, address: SourceAddress, ...connects: "vpcConnection"[]): SourceKind {
  return { title, addresses: [address], signIns: ["service"], connects };
}

/**
 * Databases by the type that the API has for them (API model, `DataSourceType` and `DataSourceParameters`). A new one is a row; what the
 * native resource has of it is `native` of its addresses and sign-ins. Jira, ServiceNow and the like take no secret (user guide), and what
 * hands people's identities on needs an account that signs in by IAM Identity Center, which is none of these.
 *
 * That Databricks takes OAuth, and Starburst key pairs, is the model's; the user guide has these for Snowflake only.
 *
 * @see sourceFields
 */
export const sourceKinds = {
  AMAZON_ELASTICSEARCH: byRole(
    "OpenSearch",
    { api: "AmazonElasticsearchParameters", native: "amazonElasticsearch", fields: ["domain"] },
    "vpcConnection",
  ),
  AMAZON_OPENSEARCH: byRole(
    "OpenSearch",
    { api: "AmazonOpenSearchParameters", fields: ["domain"] },
    "vpcConnection",
  ),
  ATHENA: byRole("Athena", {
    ...{ api: "AthenaParameters", native: "athena", fields: [] },
    optional: ["workGroup", "roleArn", "consumerAccountRoleArn"],
  }),
  AURORA: ofRds("Aurora MySQL", "AuroraParameters", "aurora"),
  AURORA_POSTGRESQL: ofRds("Aurora PostgreSQL", "AuroraPostgreSqlParameters", "auroraPostgresql"),
  BIGQUERY: {
    ...signedIn("BigQuery", {
      ...{ api: "BigQueryParameters", fields: ["projectId"], optional: ["dataSetRegion"] },
    }),
    connects: [],
  },
  DATABRICKS: signedIn(
    "Databricks",
    {
      ...{ api: "DatabricksParameters", native: "databricks" },
      fields: ["host", "port", "sqlEndpointPath"],
    },
    "token",
    "certificate",
  ),
  EXASOL: signedIn("Exasol", { api: "ExasolParameters", fields: ["host", "port"] }),
  MARIADB: ofRds("MariaDB", "MariaDbParameters", "mariaDb"),
  MYSQL: ofRds("MySQL", "MySqlParameters", "mysql"),
  ORACLE: ofRds("Oracle", "OracleParameters", "oracle", "useServiceName"),
  POSTGRESQL: ofRds("PostgreSQL", "PostgreSqlParameters", "postgresql"),
  PRESTO: signedIn("Presto", { api: "PrestoParameters", native: "presto", fields: inCatalog }),
  REDSHIFT: {
    title: "Redshift",
    addresses: [
      { api: "RedshiftParameters", native: "redshift", fields: server },
      { api: "RedshiftParameters", native: "redshift", fields: ["clusterId", "database"] },
    ],
    ...{ signIns: ["password", "iam"], connects: network },
  },
  S3_TABLES: byRole("S3 Tables", { api: "S3TablesParameters", fields: ["tableBucketArn"] }),
  SNOWFLAKE: signedIn(
    "Snowflake",
    {
      ...{ api: "SnowflakeParameters", native: "snowflake" },
      ...{ fields: ["host", "database", "warehouse"], optional: ["databaseAccessControlRole"] },
    },
    ...(["keyPair", "token", "certificate"] as const),
  ),
  SPARK: signedIn("Spark", { api: "SparkParameters", native: "spark", fields: ["host", "port"] }),
  SQLSERVER: ofRds("SQL Server", "SqlServerParameters", "sqlServer"),
  STARBURST: signedIn(
    "Starburst",
    {
      ...{ api: "StarburstParameters", fields: inCatalog },
      optional: ["productType", "databaseAccessControlRole"],
    },
    ...(["keyPair", "token", "certificate"] as const),
  ),
  TERADATA: signedIn("Teradata", {
    ...{ api: "TeradataParameters", native: "teradata", fields: server },
  }),
  TIMESTREAM: byRole("Timestream", { fields: [] }),
  TRINO: signedIn("Trino", { api: "TrinoParameters", fields: inCatalog }),
} as const satisfies Readonly<Record<string, SourceKind>>;

/** A type of database. */
export type DatabaseType = keyof typeof sourceKinds;

/** Every type of database there is a row for. */
export const databaseTypes = Object.keys(sourceKinds) as DatabaseType[];

/** The row of a type. */
export function sourceKindOf(type: DatabaseType): SourceKind {
  return sourceKinds[type];
}
