import { actionsOf, declaredAssetPrefix } from "@quicksight-governance/core/assets";
import { findElsewhere, type PermissionStatement } from "@quicksight-governance/core/preflight";
import { dataFilePrefix } from "../components/dataFileAccess.ts";
import type { Facts } from "./facts.ts";
import type { AccountOutputs } from "./outputs.ts";
import type { TenantSettings } from "./settings.ts";
import {
  describeParameters,
  parameterPermissions,
  preflightPermissions,
} from "./sharedPermissions.ts";

/** What the caller of a tenant stack must be allowed to do: see `accountPermissions`. */
export function tenantPermissions(
  settings: TenantSettings,
  facts: Facts,
  account: Pick<AccountOutputs, "bucketArn" | "dataRoleArn" | "parameterPrefix">,
): PermissionStatement[] {
  const { accountId, partition, region, identityRegion } = facts;
  const quicksight = `arn:${partition}:quicksight:${identityRegion}:${accountId}`;
  const data = `arn:${partition}:quicksight:${region}:${accountId}`;
  const { namespace } = settings;
  return [
    ...preflightPermissions(),
    ...(namespace === "default"
      ? []
      : [namespacePermissions(`${quicksight}:namespace/${namespace}`)]),
    peoplePermissions(quicksight, namespace),
    ...elsewherePermissions(quicksight, namespace),
    parameterPermissions(
      `arn:${partition}:ssm:${region}:${accountId}:parameter${account.parameterPrefix}/*`,
    ),
    describeParameters,
    {
      sid: "Files",
      actions: [
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:GetObject",
        "s3:GetObjectTagging",
        "s3:PutObject",
        "s3:PutObjectTagging",
      ],
      resources: ["membership/*", "settings/*", `${dataFilePrefix}*`].map(
        (objects) => `${account.bucketArn}/${objects}`,
      ),
    },
    ...assetPermissions(data),
    {
      sid: "Lock",
      actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      resources: [`${account.bucketArn}/locks/*`],
    },
    ...(Object.keys(settings.dataSources).length === 0
      ? []
      : dataPermissions(settings, facts, account)),
    {
      sid: "FileVersions",
      actions: ["s3:ListBucket", "s3:ListBucketVersions"],
      resources: [account.bucketArn],
    },
  ];
}

function peoplePermissions(quicksight: string, namespace: string): PermissionStatement {
  return {
    sid: "People",
    actions: [
      "quicksight:CreateGroup",
      "quicksight:CreateGroupMembership",
      "quicksight:DeleteGroup",
      "quicksight:DeleteGroupMembership",
      "quicksight:DeleteUser",
      "quicksight:DeleteUserCustomPermission",
      "quicksight:DescribeGroup",
      "quicksight:DescribeUser",
      "quicksight:ListGroupMemberships",
      "quicksight:ListGroups",
      "quicksight:ListUserGroups",
      "quicksight:ListUsers",
      "quicksight:RegisterUser",
      "quicksight:UpdateGroup",
      "quicksight:UpdateUser",
      "quicksight:UpdateUserCustomPermission",
    ],
    resources: [`${quicksight}:group/${namespace}/*`, `${quicksight}:user/${namespace}/*`],
  };
}

/**
 * What is needed for people who are in another namespace: those who registered themselves in `default` are looked for and moved,
 * and who cannot be registered as another tenant has them is found, so that a message says where.
 */
function elsewherePermissions(quicksight: string, namespace: string): PermissionStatement[] {
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
    { sid: "FindNamespaces", actions: ["quicksight:ListNamespaces"], resources: ["*"] },
  ];
}

/** What sharing needs, and handing over what people own: the assets are the authors', so it is all of them. */
function assetPermissions(data: string): PermissionStatement[] {
  const kinds = actionsOf();
  return [
    { sid: "FindAssets", actions: kinds.flatMap(({ finding }) => finding), resources: ["*"] },
    {
      sid: "Assets",
      actions: kinds.flatMap(({ sharing }) => sharing),
      resources: kinds.map(({ resource }) => `${data}:${resource}/*`),
    },
  ];
}

/** What data sources and data sets need: one of theirs each, the files below them, the role they read files with. */
function dataPermissions(
  settings: TenantSettings,
  { accountId, partition, region }: Facts,
  account: { readonly bucketArn: string; readonly dataRoleArn: string },
): PermissionStatement[] {
  const quicksight = `arn:${partition}:quicksight:${region}:${accountId}`;
  const databases = Object.values(settings.dataSources).filter((source) => source.type !== "S3");
  // What is of another account or Region cannot be used, and is said to be: no right on it is needed.
  const secrets = databases
    .filter(({ secret }) => findElsewhere(secret, { accountId, region }) === undefined)
    .map(({ secret }) => secretArnPattern(secret, { accountId, partition, region }));
  const vpcConnections = databases.flatMap(({ vpcConnection }) =>
    vpcConnection?.startsWith(`${quicksight}:`) === true ? vpcConnection : [],
  );
  return [
    {
      sid: "Data",
      actions: [
        "quicksight:CreateDataSet",
        "quicksight:CreateDataSource",
        "quicksight:CreateIngestion",
        "quicksight:DeleteDataSet",
        "quicksight:DeleteDataSource",
        "quicksight:DescribeDataSetPermissions",
        "quicksight:DescribeDataSetRefreshProperties",
        "quicksight:DescribeDataSource",
        "quicksight:DescribeDataSourcePermissions",
        "quicksight:ListIngestions",
        "quicksight:ListTagsForResource",
        "quicksight:PassDataSet",
        "quicksight:PassDataSource",
        "quicksight:TagResource",
        "quicksight:UntagResource",
        "quicksight:UpdateDataSet",
        "quicksight:UpdateDataSetPermissions",
        "quicksight:UpdateDataSource",
        "quicksight:UpdateDataSourcePermissions",
      ],
      resources: [
        `${quicksight}:dataset/${declaredAssetPrefix}*`,
        `${quicksight}:datasource/${declaredAssetPrefix}*`,
      ],
    },
    usesPermissions(quicksight),
    ...(vpcConnections.length === 0
      ? []
      : [
          {
            sid: "FindVpcConnections",
            actions: ["quicksight:DescribeVPCConnection"],
            resources: vpcConnections,
          },
        ]),
    { sid: "PassDataRole", actions: ["iam:PassRole"], resources: [account.dataRoleArn] },
    ...(secrets.length === 0
      ? []
      : [{ sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: secrets }]),
  ];
}

/** Who uses what would go: everybody's assets are looked at. */
function usesPermissions(quicksight: string): PermissionStatement {
  return {
    sid: "FindUses",
    actions: [
      "quicksight:DescribeAnalysis",
      "quicksight:DescribeDashboard",
      "quicksight:DescribeDataSet",
      "quicksight:DescribeTopic",
    ],
    resources: ["analysis", "dashboard", "dataset", "topic"].map(
      (kind) => `${quicksight}:${kind}/*`,
    ),
  };
}

/** A secret by name has a random suffix of six characters in its ARN. */
function secretArnPattern(
  secret: string,
  { accountId, partition, region }: Omit<Facts, "identityRegion">,
): string {
  if (secret.startsWith("arn:")) return secret;
  return `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${secret}-??????`;
}

function namespacePermissions(arn: string): PermissionStatement {
  return {
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
  };
}
