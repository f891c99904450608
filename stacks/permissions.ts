import { declaredAssetPrefix, type PermissionStatement } from "@quicksight-governance/core";
import { dataFilePrefix } from "../components/dataFileAccess.ts";
import { secretsRoleName } from "../components/secretsAccess.ts";
import type { AccountOutputs } from "./outputs.ts";
import type { AccountSettings, TenantSettings } from "./settings.ts";
import type { Facts } from "./facts.ts";

/** Reads that the preflight needs, whatever the stack. */
function preflightPermissions(): PermissionStatement[] {
  return [
    {
      sid: "Preflight",
      actions: [
        "sts:GetCallerIdentity",
        "iam:SimulatePrincipalPolicy",
        "quicksight:DescribeAccountSubscription",
      ],
      resources: ["*"],
    },
  ];
}

/** The name of the governance bucket: the setting, or one that is unique for account and Region. */
export function bucketNameOf(settings: AccountSettings, facts: Facts): string {
  return settings.bucket ?? `quicksight-governance-${facts.accountId}-${facts.region}`;
}

/** The name of the role that QuickSight reads data files with; roles are global, so it names the Region. */
export function dataRoleNameOf(facts: Pick<Facts, "region">): string {
  return `quicksight-governance-data-${facts.region}`;
}

/**
 * What the caller of an account stack must be allowed to do. It is asked of IAM before anything is written, and it is the
 * policy to give to whoever deploys: what is checked and what is documented cannot drift apart.
 */
export function accountPermissions(settings: AccountSettings, facts: Facts): PermissionStatement[] {
  const { accountId, partition, region } = facts;
  const bucket = `arn:${partition}:s3:::${bucketNameOf(settings, facts)}`;
  return [
    ...preflightPermissions(),
    bucketPermissions(bucket),
    rolePermissions(
      [settings.federation.role, dataRoleNameOf(facts), secretsRoleName].map(
        (role) => `arn:${partition}:iam::${accountId}:role/${role}`,
      ),
    ),
    ...keyPermissions(settings, facts),
    ...(settings.secrets.length === 0
      ? []
      : [
          {
            sid: "FindSecrets",
            actions: ["secretsmanager:DescribeSecret"],
            resources: [`arn:${partition}:secretsmanager:${region}:${accountId}:secret:*`],
          },
        ]),
    parameterPermissions(
      `arn:${partition}:ssm:${region}:${accountId}:parameter${settings.parameterPrefix}/*`,
    ),
    describeParameters,
  ];
}

/** What the caller of a tenant stack must be allowed to do: see {@link accountPermissions}. */
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
    {
      sid: "People",
      actions: [
        "quicksight:CreateGroup",
        "quicksight:CreateGroupMembership",
        "quicksight:DeleteGroup",
        "quicksight:DeleteGroupMembership",
        "quicksight:DeleteUser",
        "quicksight:DescribeGroup",
        "quicksight:ListGroupMemberships",
        "quicksight:ListGroups",
        "quicksight:ListUsers",
        "quicksight:RegisterUser",
        "quicksight:UpdateGroup",
        "quicksight:UpdateUser",
      ],
      resources: [`${quicksight}:group/${namespace}/*`, `${quicksight}:user/${namespace}/*`],
    },
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
      resources: [`${account.bucketArn}/membership/*`, `${account.bucketArn}/${dataFilePrefix}*`],
    },
    ...(settings.access.length === 0 ? [] : [accessPermissions(data)]),
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

function bucketPermissions(arn: string): PermissionStatement {
  return {
    sid: "GovernanceBucket",
    actions: [
      "s3:CreateBucket",
      "s3:DeleteBucket",
      "s3:ListBucket",
      "s3:GetAccelerateConfiguration",
      "s3:GetBucketAcl",
      "s3:GetBucketCORS",
      "s3:GetBucketLogging",
      "s3:GetBucketObjectLockConfiguration",
      "s3:GetBucketOwnershipControls",
      "s3:GetBucketPolicy",
      "s3:GetBucketPublicAccessBlock",
      "s3:GetBucketRequestPayment",
      "s3:GetBucketTagging",
      "s3:GetBucketVersioning",
      "s3:GetBucketWebsite",
      "s3:GetEncryptionConfiguration",
      "s3:GetLifecycleConfiguration",
      "s3:GetReplicationConfiguration",
      "s3:PutBucketOwnershipControls",
      "s3:PutBucketPolicy",
      "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketTagging",
      "s3:PutBucketVersioning",
      "s3:PutEncryptionConfiguration",
      "s3:PutLifecycleConfiguration",
    ],
    resources: [arn],
  };
}

function rolePermissions(arns: readonly string[]): PermissionStatement {
  return {
    sid: "Roles",
    actions: [
      "iam:CreateRole",
      "iam:DeleteRole",
      "iam:DeleteRolePolicy",
      "iam:GetRole",
      "iam:GetRolePolicy",
      "iam:ListAttachedRolePolicies",
      "iam:ListInstanceProfilesForRole",
      "iam:ListRolePolicies",
      "iam:PutRolePolicy",
      "iam:TagRole",
      "iam:UntagRole",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole",
      "iam:UpdateRoleDescription",
    ],
    resources: arns,
  };
}

function keyPermissions(settings: AccountSettings, facts: Facts): PermissionStatement[] {
  if (Object.keys(settings.keys).length === 0) return [];
  const { accountId, partition, region } = facts;
  const kms = `arn:${partition}:kms:${region}:${accountId}`;
  return [
    {
      sid: "MakeKeys",
      actions: ["kms:CreateKey", "kms:ListAliases"],
      resources: ["*"],
    },
    {
      sid: "Keys",
      actions: [
        "kms:CreateAlias",
        "kms:CreateGrant",
        "kms:DeleteAlias",
        "kms:DescribeKey",
        "kms:EnableKeyRotation",
        "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus",
        "kms:ListResourceTags",
        "kms:PutKeyPolicy",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateAlias",
        "kms:UpdateKeyDescription",
      ],
      resources: [`${kms}:key/*`, `${kms}:alias/quicksight-governance-*`],
    },
    {
      sid: "RegisterKeys",
      actions: ["quicksight:DescribeKeyRegistration", "quicksight:UpdateKeyRegistration"],
      resources: ["*"],
    },
  ];
}

/** What sharing needs: the assets are the authors', so it is all of them. */
function accessPermissions(data: string): PermissionStatement {
  const kinds = {
    Analysis: "Analyses",
    Dashboard: "Dashboards",
    DataSet: "DataSets",
    DataSource: "DataSources",
  };
  return {
    sid: "Access",
    actions: Object.entries(kinds).flatMap(([one, many]) => [
      `quicksight:Describe${one}Permissions`,
      `quicksight:List${many}`,
      `quicksight:Update${one}Permissions`,
    ]),
    resources: ["analysis", "dashboard", "dataset", "datasource"].map(
      (kind) => `${data}:${kind}/*`,
    ),
  };
}

/** What data sources and data sets need: one of theirs each, the files below them, the role they read files with. */
function dataPermissions(
  settings: TenantSettings,
  { accountId, partition, region }: Facts,
  account: { readonly bucketArn: string; readonly dataRoleArn: string },
): PermissionStatement[] {
  const quicksight = `arn:${partition}:quicksight:${region}:${accountId}`;
  const secrets = Object.values(settings.dataSources).flatMap((source) =>
    source.type === "S3" ? [] : [secretArnPattern(source.secret, { accountId, partition, region })],
  );
  return [
    {
      sid: "Data",
      actions: [
        "quicksight:CreateDataSet",
        "quicksight:CreateDataSource",
        "quicksight:DeleteDataSet",
        "quicksight:DeleteDataSource",
        "quicksight:DescribeDataSet",
        "quicksight:DescribeDataSetPermissions",
        "quicksight:DescribeDataSetRefreshProperties",
        "quicksight:DescribeDataSource",
        "quicksight:DescribeDataSourcePermissions",
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
    { sid: "PassDataRole", actions: ["iam:PassRole"], resources: [account.dataRoleArn] },
    ...(secrets.length === 0
      ? []
      : [{ sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: secrets }]),
  ];
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

function parameterPermissions(arn: string): PermissionStatement {
  return {
    sid: "Parameters",
    actions: [
      "ssm:AddTagsToResource",
      "ssm:DeleteParameter",
      "ssm:GetParameter",
      "ssm:GetParameters",
      "ssm:ListTagsForResource",
      "ssm:PutParameter",
      "ssm:RemoveTagsFromResource",
    ],
    resources: [arn],
  };
}

/** This call takes no resource (AWS service authorization reference). */
const describeParameters: PermissionStatement = {
  sid: "DescribeParameters",
  actions: ["ssm:DescribeParameters"],
  resources: ["*"],
};

/** The statements as an IAM policy document. */
export function toPolicyDocument(statements: readonly PermissionStatement[]): object {
  return {
    Version: "2012-10-17",
    Statement: statements.map(({ sid, actions, resources }) => ({
      Sid: sid,
      Effect: "Allow",
      Action: actions,
      Resource: resources,
    })),
  };
}
