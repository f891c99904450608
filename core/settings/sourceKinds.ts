import { z } from "zod";

/** What parameters of a data source may say, in the words and limits of the API model. The names are the settings', and the native resource's. */
export const sourceFields = {
  host: z.string().min(1).max(256),
  port: z.int().min(1).max(65535),
  database: z.string().min(1).max(128),
  catalog: z.string().min(1).max(128),
  clusterId: z.string().min(1).max(64).describe("A cluster of Redshift in this account."),
  instanceId: z.string().min(1).max(64).describe("An instance of RDS in this account."),
  sqlEndpointPath: z.string().min(1).max(4096).describe("The HTTP path of a SQL warehouse."),
  warehouse: z.string().min(1).max(128),
  workGroup: z.string().min(1).max(128).describe("A work group of Athena; primary when absent."),
  roleArn: z
    .string()
    .regex(/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/, "use the ARN of a role")
    .max(2048)
    .describe("A role that Athena is asked with, in place of QuickSight's own."),
};

/** One of {@link sourceFields}. */
export type SourceField = keyof typeof sourceFields;

/** One way to say where a database is. */
export interface SourceAddress {
  /** The member of the native resource's `parameters`. */
  readonly parameters: string;
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
  /** Whether it is signed in to, over TLS, with user name and password; absent: QuickSight goes there with a role. */
  readonly signsIn?: true;
}

const server = ["host", "port", "database"] as const;
const inCatalog = ["host", "port", "catalog"] as const;

/** Engines that RDS runs: an instance of this account goes by its id as well (API model, `RdsParameters`). */
function ofRds(title: string, parameters: string): SourceKind {
  const instance = { parameters: "rds", fields: ["instanceId", "database"] as const };
  return { title, addresses: [{ parameters, fields: server }, instance], signsIn: true };
}

function signedIn(
  title: string,
  parameters: string,
  fields: readonly SourceField[],
  ...others: readonly SourceAddress[]
): SourceKind {
  return { title, addresses: [{ parameters, fields }, ...others], signsIn: true };
}

/**
 * Databases by the type that the API has for them (API model, `DataSourceType` and `DataSourceParameters`), as far as the native resource
 * takes their parameters. A new one is a row.
 *
 * @see sourceFields
 */
export const sourceKinds = {
  ATHENA: {
    title: "Athena",
    addresses: [{ parameters: "athena", fields: [], optional: ["workGroup", "roleArn"] }],
  },
  AURORA: ofRds("Aurora MySQL", "aurora"),
  AURORA_POSTGRESQL: ofRds("Aurora PostgreSQL", "auroraPostgresql"),
  DATABRICKS: signedIn("Databricks", "databricks", ["host", "port", "sqlEndpointPath"]),
  MARIADB: ofRds("MariaDB", "mariaDb"),
  MYSQL: ofRds("MySQL", "mysql"),
  ORACLE: ofRds("Oracle", "oracle"),
  POSTGRESQL: ofRds("PostgreSQL", "postgresql"),
  PRESTO: signedIn("Presto", "presto", inCatalog),
  REDSHIFT: signedIn("Redshift", "redshift", server, {
    ...{ parameters: "redshift", fields: ["clusterId", "database"] },
  }),
  SNOWFLAKE: signedIn("Snowflake", "snowflake", ["host", "database", "warehouse"]),
  SPARK: signedIn("Spark", "spark", ["host", "port"]),
  SQLSERVER: ofRds("SQL Server", "sqlServer"),
  TERADATA: signedIn("Teradata", "teradata", server),
} as const satisfies Readonly<Record<string, SourceKind>>;

/** A type of database. */
export type DatabaseType = keyof typeof sourceKinds;

/** Every type of database there is a row for. */
export const databaseTypes = Object.keys(sourceKinds) as DatabaseType[];

/** The row of a type. */
export function sourceKindOf(type: DatabaseType): SourceKind {
  return sourceKinds[type];
}
