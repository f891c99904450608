import { declaredAssetPrefix } from "@quicksight-governance/core/assets";
import { findElsewhere, type PermissionStatement } from "@quicksight-governance/core/preflight";
import { parentsOf } from "@quicksight-governance/core/settings";
import type { Facts } from "./facts.ts";
import type { AccountOutputs } from "./outputs.ts";
import { secretArnPatterns } from "./secretArnPatterns.ts";
import type { TenantSettings } from "./settings.ts";

/**
 * What data sources and data sets need beside what sharing does: one of theirs each, the role they read files with, the secrets.
 */
export function dataPermissions(
  { dataSources, dataSets }: TenantSettings,
  facts: Facts,
  { dataRoleArn }: Pick<AccountOutputs, "dataRoleArn">,
): PermissionStatement[] {
  const sources = Object.values(dataSources);
  const sets = Object.values(dataSets);
  const has = (key: "refresh" | "incremental") => sets.some((set) => set[key] !== undefined);
  if (sources.length === 0) return [];
  const isRefreshed = has("refresh") || has("incremental");
  const { accountId, partition, region } = facts;
  const quicksight = `arn:${partition}:quicksight:${region}:${accountId}`;
  const tags = ["ListTagsForResource", "TagResource", "UntagResource"];
  const on = (type: string, names: readonly string[]) => ({
    sid: "Data",
    actions: [...names, ...tags].map((name) => `quicksight:${name}`),
    resources: [`${quicksight}:${type}/${declaredAssetPrefix}*`],
  });
  return [
    // Neither has a type of resource; what they are about is told apart by nothing.
    {
      sid: "Anywhere",
      actions: [
        ...["quicksight:CreateDataSource", "quicksight:ListIngestions"],
        ...(isRefreshed ? ["quicksight:ListRefreshSchedules"] : []),
      ],
      resources: ["*"],
    },
    on("datasource", [
      "CreateDataSet",
      "DeleteDataSource",
      "DescribeDataSource",
      "PassDataSource",
      "UpdateDataSet",
      "UpdateDataSource",
    ]),
    on("dataset", [
      "DeleteDataSet",
      "DescribeDataSet",
      "DescribeDataSetRefreshProperties",
      ...(isRefreshed ? ["DeleteDataSetRefreshProperties", "PutDataSetRefreshProperties"] : []),
      ...(isOnAnother(sets) ? ["PassDataSet"] : []),
      "UpdateDataSet",
    ]),
    // One that failed is begun again.
    {
      sid: "Data",
      actions: ["quicksight:CreateIngestion"],
      resources: [`${quicksight}:dataset/${declaredAssetPrefix}*/ingestion/*`],
    },
    ...setPermissions(quicksight, { isRefreshed, isOnAnother: isOnAnother(sets) }),
    ...usesPermissions(quicksight),
    ...vpcPermissions(dataSources, quicksight),
    ...passPermissions({ sources, sets }, dataRoleArn, accountId),
    ...secretPermissions(
      // What is of another account or Region cannot be used, and is said to be: no right on it is needed.
      databasesOf(dataSources)
        .flatMap(({ secret }) => secret ?? [])
        .filter((secret) => findElsewhere(secret, { accountId, region }) === undefined),
      facts,
    ),
  ];
}

/** True: one of these data sets is on another one, or joins it. */
function isOnAnother(sets: readonly TenantSettings["dataSets"][string][]): boolean {
  return sets.some((set) => parentsOf(set).length > 0);
}

/**
 * What schedules need, and data sets on others: these name no data source, on which the reference has their making and what depends on it. On
 * what it is then, AWS does not say, so that it is asked for on all.
 */
function setPermissions(
  quicksight: string,
  { isRefreshed, isOnAnother }: { readonly isRefreshed: boolean; readonly isOnAnother: boolean },
): PermissionStatement[] {
  const verbs = ["Create", "Delete", "Describe", "Update"];
  const schedules = {
    sid: "Data",
    actions: verbs.map((verb) => `quicksight:${verb}RefreshSchedule`),
    resources: [`${quicksight}:dataset/${declaredAssetPrefix}*/refresh-schedule/*`],
  };
  const onOthers = {
    sid: "Data",
    actions: ["quicksight:CreateDataSet", "quicksight:PassDataSource"],
    resources: [`${quicksight}:datasource/*`],
  };
  return [...(isRefreshed ? [schedules] : []), ...(isOnAnother ? [onOthers] : [])];
}

/** The roles that data sources are handed over with: ours for files, rules about rows among them, and the settings', which are looked at first. */
function passPermissions(
  {
    sources,
    sets,
  }: {
    readonly sources: readonly TenantSettings["dataSources"][string][];
    readonly sets: readonly TenantSettings["dataSets"][string][];
  },
  dataRoleArn: string,
  accountId: string,
): PermissionStatement[] {
  // One of another account cannot be passed, and is said to be: no right on it is needed.
  const others = sources
    .flatMap((source) => (source.type === "S3" ? [] : (source.roleArn ?? [])))
    .filter((arn) => arn.split(":")[4] === accountId);
  const isOfFiles =
    sources.some(({ type }) => type === "S3") ||
    sets.some(({ rowRules, entitled }) => rowRules !== undefined || entitled !== undefined);
  const roles = [...(isOfFiles ? [dataRoleArn] : []), ...others];
  if (roles.length === 0) return [];
  const found = {
    sid: "FindSourceRoles",
    actions: ["iam:GetRole"],
    resources: [...new Set(others)],
    tried: true,
  };
  return [
    {
      sid: "PassDataRole",
      actions: ["iam:PassRole"],
      resources: [...new Set(roles)],
      condition: { "iam:PassedToService": "quicksight.amazonaws.com" },
      // Asked about for each data source: see `checkSourceRoles`.
      tried: true,
    },
    ...(others.length === 0 ? [] : [found]),
  ];
}

function databasesOf(dataSources: TenantSettings["dataSources"]) {
  return Object.values(dataSources).filter((source) => source.type !== "S3");
}

/** Who uses what would go: everybody's assets are looked at. */
function usesPermissions(quicksight: string): PermissionStatement[] {
  const looks = {
    analysis: "DescribeAnalysis",
    dashboard: "DescribeDashboard",
    dataset: "DescribeDataSet",
    topic: "DescribeTopic",
  };
  return Object.entries(looks).map(([type, look]) => ({
    sid: "Assets",
    actions: [`quicksight:${look}`],
    resources: [`${quicksight}:${type}/*`],
  }));
}

function vpcPermissions(
  dataSources: TenantSettings["dataSources"],
  quicksight: string,
): PermissionStatement[] {
  const resources = databasesOf(dataSources).flatMap(({ vpcConnection }) =>
    vpcConnection?.startsWith(`${quicksight}:`) === true ? vpcConnection : [],
  );
  if (resources.length === 0) return [];
  const actions = ["quicksight:DescribeVPCConnection"];
  // Who may not look is told so for the data source, and people go on.
  return [{ sid: "FindVpcConnections", actions, resources, tried: true }];
}

/** Reading secrets, and decrypting them with a key of the account's own: the program does it first, as QuickSight will for it. */
function secretPermissions(secrets: readonly string[], facts: Facts): PermissionStatement[] {
  if (secrets.length === 0) return [];
  const { accountId, partition, region } = facts;
  return [
    {
      sid: "ReadSecrets",
      actions: ["secretsmanager:GetSecretValue"],
      resources: secretArnPatterns(secrets, facts),
      tried: true,
    },
    {
      sid: "DecryptSecrets",
      actions: ["kms:Decrypt"],
      resources: [`arn:${partition}:kms:${region}:${accountId}:key/*`],
      condition: { "kms:ViaService": `secretsmanager.${region}.${domainOf(partition)}` },
      tried: true,
    },
  ];
}

/** Where names of services end, as `kms:ViaService` has them. */
function domainOf(partition: string): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}
