import type { DataSourceParameters } from "@aws-sdk/client-quicksight";
import { fromApi, toApi } from "../apiNames.ts";
import type { Bag } from "../resource.ts";
import { isBag } from "../values.ts";

/** The parameters of one kind of database, as `{ postgresql: { host: … } }`. */
export type Parameters = Record<string, Bag>;

/** Kinds that the API spells in another way; all others are `rds` and `RdsParameters`. */
const spelling: Record<string, string> = {
  auroraPostgresql: "AuroraPostgreSqlParameters",
  mysql: "MySqlParameters",
  postgresql: "PostgreSqlParameters",
};

/** What the released provider serves of each kind. */
const served: Record<string, readonly string[]> = {
  amazonElasticsearch: ["domain"],
  athena: ["roleArn", "workGroup"],
  aurora: ["database", "host", "port"],
  auroraPostgresql: ["database", "host", "port"],
  awsIotAnalytics: ["dataSetName"],
  databricks: ["host", "port", "sqlEndpointPath"],
  jira: ["siteBaseUrl"],
  mariaDb: ["database", "host", "port"],
  mysql: ["database", "host", "port"],
  oracle: ["database", "host", "port"],
  postgresql: ["database", "host", "port"],
  presto: ["catalog", "host", "port"],
  rds: ["database", "instanceId"],
  redshift: ["clusterId", "database", "host", "port"],
  s3: ["manifestFileLocation", "roleArn"],
  serviceNow: ["siteBaseUrl"],
  snowflake: ["database", "host", "warehouse"],
  spark: ["host", "port"],
  sqlServer: ["database", "host", "port"],
  teradata: ["database", "host", "port"],
  twitter: ["maxRows", "query"],
};

/** From `{ postgresql: { host: … } }` to `{ PostgreSqlParameters: { Host: … } }`. */
export function toDataSourceParameters(parameters: Parameters): DataSourceParameters {
  const [kind = "", ...others] = Object.keys(parameters);
  if (served[kind] === undefined || others.length > 0) {
    throw new Error(
      `[parameters] must hold exactly one of ${Object.keys(served).join(", ")}; it holds ${[kind, ...others].join(", ")}`,
    );
  }
  return toApi<DataSourceParameters>({ [apiName(kind)]: parameters[kind] } as never);
}

/** Back again, without the members that the released provider does not know. */
export function fromDataSourceParameters(parameters: DataSourceParameters | undefined): Bag {
  const [[name, members] = ["", {}]] = Object.entries(parameters ?? {});
  const kind = Object.keys(served).find((candidate) => apiName(candidate) === name);
  const values: unknown = fromApi(members as object);
  if (kind === undefined || !isBag(values)) return {};
  const known = Object.entries(values).filter(([member]) => served[kind]?.includes(member));
  return { [kind]: Object.fromEntries(known) };
}

function apiName(kind: string): string {
  return spelling[kind] ?? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Parameters`;
}
