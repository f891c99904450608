import { actionsOf, declaredAssetPrefix } from "@quicksight-governance/core/assets";
import { findElsewhere, type PermissionStatement } from "@quicksight-governance/core/preflight";
import { dataFilePrefix } from "../components/dataFileAccess.ts";
import type { Facts } from "./facts.ts";
import { withLandingData } from "./landingPage.ts";
import { landingPermissions } from "./landingPermissions.ts";
import type { AccountOutputs } from "./outputs.ts";
import { secretArnPatterns } from "./secretArnPatterns.ts";
import type { TenantSettings } from "./settings.ts";
import {
  describeParameters,
  parameterPermissions,
  preflightPermissions,
} from "./sharedPermissions.ts";

/** What the caller of a tenant stack must be allowed to do: see `accountPermissions`. */
export function tenantPermissions(
  given: TenantSettings,
  facts: Facts,
  account: Pick<AccountOutputs, "bucketArn" | "dataRoleArn" | "parameterPrefix"> &
    Partial<Pick<AccountOutputs, "assertions">>,
): PermissionStatement[] {
  const settings = withLandingData(given);
  const { accountId, partition, region, identityRegion } = facts;
  const quicksight = `arn:${partition}:quicksight:${identityRegion}:${accountId}`;
  const { namespace } = settings;
  return [
    preflightPermissions,
    ...(namespace === "default"
      ? []
      : namespacePermissions(`${quicksight}:namespace/${namespace}`, identityRegion)),
    ...peoplePermissions(quicksight, namespace),
    ...selfUpgradePermissions(settings, quicksight, identityRegion),
    ...elsewherePermissions(quicksight, namespace, identityRegion),
    parameterPermissions(
      `arn:${partition}:ssm:${region}:${accountId}:parameter${account.parameterPrefix}/*`,
    ),
    describeParameters,
    ...filePermissions(settings, facts, account),
    ...assetPermissions([...new Set([region, ...settings.dataRegions])], facts),
    ...dataPermissions(settings, facts, account),
    ...landingPermissions(settings, facts),
    ...assertionPermissions(
      [...settings.assertions, ...(account.assertions ?? [])],
      settings,
      facts,
    ),
    ...folderPermissions(settings, facts),
  ];
}

/** The governance bucket: files and their history, data files, the lock; and a membership file or an entitlement table that is in another bucket. */
function filePermissions(
  { membership, entitlements = {} }: TenantSettings,
  { partition }: Facts,
  { bucketArn }: Pick<AccountOutputs, "bucketArn">,
): PermissionStatement[] {
  return [
    {
      sid: "Files",
      actions: [
        "s3:DeleteObjectVersion",
        "s3:GetObject",
        "s3:GetObjectTagging",
        "s3:PutObject",
        "s3:PutObjectTagging",
      ],
      resources: ["membership/*", "settings/*", `${dataFilePrefix}*`].map(
        (objects) => `${bucketArn}/${objects}`,
      ),
    },
    {
      sid: "Lock",
      actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      resources: [`${bucketArn}/locks/*`],
    },
    {
      sid: "FileVersions",
      actions: ["s3:ListBucket", "s3:ListBucketVersions"],
      resources: [bucketArn],
    },
    ...Object.entries({ Membership: membership, Entitlements: entitlements }).flatMap(
      ([sid, { bucket, key }]) => {
        if (bucket === undefined || key === undefined) return [];
        const resources = [`arn:${partition}:s3:::${bucket}/${key}`];
        return [{ sid, actions: ["s3:GetObject"], resources, tried: true }];
      },
    ),
  ];
}

function peoplePermissions(quicksight: string, namespace: string): PermissionStatement[] {
  const groups = {
    sid: "People",
    actions: [
      "quicksight:CreateGroup",
      "quicksight:CreateGroupMembership",
      "quicksight:DeleteGroup",
      "quicksight:DeleteGroupMembership",
      "quicksight:DescribeGroup",
      "quicksight:ListGroupMemberships",
      "quicksight:ListGroups",
      "quicksight:UpdateGroup",
    ],
    resources: [`${quicksight}:group/${namespace}/*`],
  };
  const users = {
    sid: "People",
    actions: [
      "quicksight:DeleteUser",
      "quicksight:DeleteUserCustomPermission",
      "quicksight:ListUserGroups",
      "quicksight:ListUsers",
      "quicksight:RegisterUser",
      "quicksight:UpdateUser",
      "quicksight:UpdateUserCustomPermission",
    ],
    resources: [`${quicksight}:user/${namespace}/*`],
  };
  return [groups, users];
}

/** Self-upgrade of the namespace, which has no type of resource, and the requests of its people. */
function selfUpgradePermissions(
  { namespace, identity: { selfUpgrade } }: TenantSettings,
  quicksight: string,
  region: string,
): PermissionStatement[] {
  if (selfUpgrade === undefined) return [];
  const close = selfUpgrade === "deny" ? ["quicksight:UpdateSelfUpgradeConfiguration"] : [];
  return [
    {
      sid: "Anywhere",
      actions: ["quicksight:DescribeSelfUpgradeConfiguration", ...close],
      ...{ resources: ["*"], region },
    },
    {
      sid: "People",
      actions: ["quicksight:ListSelfUpgrades"],
      resources: [`${quicksight}:user/${namespace}/*`],
    },
  ];
}

/**
 * What is needed for people who are in another namespace: those who registered themselves in `default` are looked for and moved,
 * and who cannot be registered as another tenant has them is found, so that a message says where.
 */
function elsewherePermissions(
  quicksight: string,
  namespace: string,
  region: string,
): PermissionStatement[] {
  const moving = {
    sid: "SelfRegistered",
    actions: ["quicksight:DeleteUser", "quicksight:ListUserGroups", "quicksight:ListUsers"],
    resources: [`${quicksight}:user/default/*`],
  };
  return [
    ...(namespace === "default" ? [] : [moving]),
    {
      sid: "FindPeople",
      actions: ["quicksight:DescribeUser"],
      resources: [`${quicksight}:user/*`],
    },
    { sid: "Anywhere", actions: ["quicksight:ListNamespaces"], resources: ["*"], region },
  ];
}

/**
 * What sharing needs, and handing over what people own, in every Region with data: the assets are the authors', so it is all of them.
 */
function assetPermissions(
  regions: readonly string[],
  { accountId, partition }: Facts,
): PermissionStatement[] {
  return actionsOf().flatMap(({ resource, own, anywhere }) => [
    ...(own.length === 0
      ? []
      : [
          {
            sid: "Assets",
            actions: own,
            resources: regions.map(
              (region) => `arn:${partition}:quicksight:${region}:${accountId}:${resource}/*`,
            ),
          },
        ]),
    ...(anywhere.length === 0 ? [] : [{ sid: "Anywhere", actions: anywhere, resources: ["*"] }]),
  ]);
}

/** Making folders, and putting into them and taking out of them what is anybody's. Who has them is sharing, as of any asset. */
function folderPermissions(
  { folders }: Pick<TenantSettings, "folders">,
  { accountId, partition, region }: Facts,
): PermissionStatement[] {
  if (Object.keys(folders).length === 0) return [];
  const quicksight = `arn:${partition}:quicksight:${region}:${accountId}`;
  return [
    // Asked about the folder, and about the asset where that is of one of these types (service authorization reference).
    {
      sid: "Folders",
      actions: ["quicksight:CreateFolderMembership", "quicksight:DeleteFolderMembership"],
      resources: ["folder", "analysis", "dashboard", "dataset"].map(
        (type) => `${quicksight}:${type}/*`,
      ),
    },
    {
      sid: "Folders",
      actions: ["quicksight:DescribeFolder", "quicksight:ListFolderMembers"],
      resources: [`${quicksight}:folder/*`],
    },
    {
      sid: "OwnFolders",
      actions: [
        "quicksight:CreateFolder",
        "quicksight:ListTagsForResource",
        "quicksight:TagResource",
        "quicksight:UntagResource",
        "quicksight:UpdateFolder",
      ],
      resources: [`${quicksight}:folder/${declaredAssetPrefix}*`],
    },
  ];
}

/**
 * What data sources and data sets need beside what sharing does: one of theirs each, the role they read files with, the secrets.
 */
function dataPermissions(
  { dataSources }: TenantSettings,
  facts: Facts,
  { dataRoleArn }: Pick<AccountOutputs, "dataRoleArn">,
): PermissionStatement[] {
  const sources = Object.values(dataSources);
  if (sources.length === 0) return [];
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
      actions: ["quicksight:CreateDataSource", "quicksight:ListIngestions"],
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
      "UpdateDataSet",
    ]),
    // One that failed is begun again.
    {
      sid: "Data",
      actions: ["quicksight:CreateIngestion"],
      resources: [`${quicksight}:dataset/${declaredAssetPrefix}*/ingestion/*`],
    },
    ...usesPermissions(quicksight),
    ...vpcPermissions(dataSources, quicksight),
    ...passPermissions(sources, dataRoleArn),
    ...secretPermissions(
      // What is of another account or Region cannot be used, and is said to be: no right on it is needed.
      databasesOf(dataSources)
        .flatMap(({ secret }) => secret ?? [])
        .filter((secret) => findElsewhere(secret, { accountId, region }) === undefined),
      facts,
    ),
  ];
}

/** The roles that data sources are handed over with: ours for files, the settings' for Athena, which are looked at first. */
function passPermissions(
  sources: readonly TenantSettings["dataSources"][string][],
  dataRoleArn: string,
): PermissionStatement[] {
  const others = sources.flatMap((source) => (source.type === "S3" ? [] : (source.roleArn ?? [])));
  const roles = [...(sources.some(({ type }) => type === "S3") ? [dataRoleArn] : []), ...others];
  if (roles.length === 0) return [];
  const found = {
    sid: "FindSourceRoles",
    actions: ["iam:GetRole"],
    resources: [...new Set(others)],
  };
  return [
    {
      sid: "PassDataRole",
      actions: ["iam:PassRole"],
      resources: [...new Set(roles)],
      condition: { "iam:PassedToService": "quicksight.amazonaws.com" },
    },
    ...(others.length === 0 ? [] : [found]),
  ];
}

function databasesOf(dataSources: TenantSettings["dataSources"]) {
  return Object.values(dataSources).filter((source) => source.type !== "S3");
}

/**
 * What assertions are proved by: folders, as who may open one may open what is in it, and the people of every namespace, as something may
 * be shared with them.
 */
function assertionPermissions(
  assertions: readonly unknown[],
  { dataRegions }: Pick<TenantSettings, "dataRegions">,
  { accountId, partition, region, identityRegion }: Facts,
): PermissionStatement[] {
  if (assertions.length === 0) return [];
  const identity = `arn:${partition}:quicksight:${identityRegion}:${accountId}`;
  const folders = [...new Set([region, ...dataRegions])].map(
    (one) => `arn:${partition}:quicksight:${one}:${accountId}:folder/*`,
  );
  return [
    {
      sid: "Assets",
      actions: ["quicksight:DescribeFolder", "quicksight:ListFolderMembers"],
      resources: folders,
    },
    // It is about assets of all kinds.
    { sid: "Anywhere", actions: ["quicksight:ListFoldersForResource"], resources: ["*"] },
    {
      sid: "FindPeople",
      actions: ["quicksight:ListUserGroups", "quicksight:ListUsers"],
      resources: [`${identity}:user/*`],
    },
    {
      sid: "FindGroups",
      actions: ["quicksight:ListGroupMemberships", "quicksight:ListGroups"],
      resources: [`${identity}:group/*`],
    },
  ];
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
  return [{ sid: "FindVpcConnections", actions: ["quicksight:DescribeVPCConnection"], resources }];
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

/** A namespace is a directory of Directory Service, for which the caller must have rights (AWS user guide, "IAM policy examples"). */
function namespacePermissions(arn: string, region: string): PermissionStatement[] {
  return [
    {
      sid: "Namespace",
      actions: [
        "quicksight:CreateNamespace",
        "quicksight:DeleteNamespace",
        "quicksight:DescribeNamespace",
        "quicksight:ListTagsForResource",
        "quicksight:TagResource",
        "quicksight:UntagResource",
      ],
      resources: [arn],
    },
    {
      sid: "Anywhere",
      actions: [
        "ds:AuthorizeApplication",
        "ds:CreateIdentityPoolDirectory",
        "ds:DeleteDirectory",
        "ds:DescribeDirectories",
        "ds:UnauthorizeApplication",
      ],
      resources: ["*"],
      region,
    },
  ];
}
