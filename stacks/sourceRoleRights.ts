import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import type { Facts } from "./facts.ts";
import type { DataSourceSettings } from "./settings.ts";

/**
 * What QuickSight does with the role of a data source, as far as no policy of a resource could allow it: Athena and Redshift have none
 * (service authorization reference). Athena: user guide of Athena, "Access to workgroups"; a role that only leads to another account's is asked
 * about that alone. Redshift: API reference of RedshiftIAMParameters. What is read then, in S3 and Glue, the connection tells.
 */
export function sourceRoleRights(
  source: DataSourceSettings,
  { accountId, partition, region }: Facts,
): PermissionStatement[] {
  const sid = "SourceRole";
  if (source.type === "ATHENA") {
    const { consumerAccountRoleArn, workGroup = "primary" } = source;
    if (consumerAccountRoleArn !== undefined) {
      return [{ sid, actions: ["sts:AssumeRole"], resources: [consumerAccountRoleArn] }];
    }
    const verbs = ["GetQueryExecution", "GetQueryResults", "GetWorkGroup"];
    return [
      {
        sid,
        actions: [...verbs, "StartQueryExecution", "StopQueryExecution"].map(
          (verb) => `athena:${verb}`,
        ),
        resources: [`arn:${partition}:athena:${region}:${accountId}:workgroup/${workGroup}`],
      },
    ];
  }
  // Of a server by its name nobody here knows the cluster, nor of a role without a user whom it becomes.
  if (source.type !== "REDSHIFT" || source.clusterId === undefined) return [];
  const { clusterId, databaseUser, databaseGroups = [], autoCreateDatabaseUser } = source;
  if (databaseUser === undefined) return [];
  const start = `arn:${partition}:redshift:${region}:${accountId}`;
  const user = [`${start}:dbuser:${clusterId}/${databaseUser}`];
  const groups = databaseGroups.map((group) => `${start}:dbgroup:${clusterId}/${group}`);
  return [
    { sid, actions: ["redshift:GetClusterCredentials"], resources: user },
    ...(autoCreateDatabaseUser === true
      ? [{ sid, actions: ["redshift:CreateClusterUser"], resources: user }]
      : []),
    ...(groups.length > 0 ? [{ sid, actions: ["redshift:JoinGroup"], resources: groups }] : []),
  ];
}
