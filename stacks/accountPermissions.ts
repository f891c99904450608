import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import { accountLock } from "@quicksight-governance/core/reconcile";
import { bucketNameOf } from "@quicksight-governance/core/settings";
import { secretsRoleName, secretsRolePath } from "../components/secretsAccess.ts";
import { alarmPermissions } from "./alarmPermissions.ts";
import type { Facts } from "./facts.ts";
import { dataRoleNameOf, federationRoleArnOf, samlProviderArnOf } from "./names.ts";
import type { AccountSettings } from "./settings.ts";
import {
  describeParameters,
  parameterPermissions,
  preflightPermissions,
} from "./sharedPermissions.ts";

/**
 * What the caller of an account stack must be allowed to do. It is asked of IAM before anything is written, and it is the
 * policy to give to whoever deploys: what is checked and what is documented cannot drift apart.
 */
export function accountPermissions(settings: AccountSettings, facts: Facts): PermissionStatement[] {
  const { accountId, partition, region, identityRegion } = facts;
  const { federation } = settings;
  const bucket = `arn:${partition}:s3:::${bucketNameOf(settings, facts)}`;
  return [
    preflightPermissions,
    bucketPermissions(bucket),
    rolePermissions(
      [
        ...(federation.existing ? [] : [federation.role]),
        dataRoleNameOf(facts),
        `${secretsRolePath.slice(1)}${secretsRoleName}`,
        // A role that is not there has no path; and version 0.1 made it at the root, from where it moves.
        secretsRoleName,
      ].map((role) => `arn:${partition}:iam::${accountId}:role/${role}`),
    ),
    findFederation(settings, facts),
    // Whether another Region has an account stack.
    { sid: "Anywhere", actions: ["iam:ListRoles"], resources: ["*"] },
    // Who would be stranded by another federation role.
    {
      ...{ sid: "Anywhere", actions: ["quicksight:ListNamespaces"], resources: ["*"] },
      region: identityRegion,
    },
    {
      sid: "FindPeople",
      actions: ["quicksight:ListUsers"],
      resources: [`arn:${partition}:quicksight:${identityRegion}:${accountId}:user/*`],
    },
    ...(settings.serviceRole === undefined
      ? []
      : serviceRolePermissions(settings.serviceRole, identityRegion)),
    ...keyPermissions(settings, facts),
    ...alarmPermissions(settings, facts),
    ...reencryptionPermissions(settings, facts, bucket),
    ...(settings.secrets.length === 0
      ? []
      : [
          {
            sid: "FindSecrets",
            actions: ["secretsmanager:DescribeSecret"],
            resources: [`arn:${partition}:secretsmanager:${region}:${accountId}:secret:*`],
            tried: true,
          },
          // Where a secret names its key by an alias.
          {
            sid: "FindSecretKeys",
            actions: ["kms:DescribeKey"],
            resources: [`arn:${partition}:kms:${region}:${accountId}:key/*`],
            tried: true,
          },
        ]),
    parameterPermissions(
      `arn:${partition}:ssm:${region}:${accountId}:parameter${settings.parameterPrefix}/*`,
    ),
    describeParameters,
  ];
}

function bucketPermissions(arn: string): PermissionStatement {
  return {
    sid: "GovernanceBucket",
    actions: [
      "s3:CreateBucket",
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

/** What is looked at of how people sign in: the role that somebody else made, or the provider that the one made here trusts. */
function findFederation({ federation }: AccountSettings, facts: Facts): PermissionStatement {
  return federation.existing
    ? {
        sid: "FindFederationRole",
        actions: ["iam:GetRole"],
        resources: [federationRoleArnOf(federation, facts)],
        tried: true,
      }
    : {
        sid: "FindSamlProvider",
        actions: ["iam:GetSAMLProvider"],
        resources: [samlProviderArnOf(federation, facts)],
      };
}

/** Neither call has a type of resource (service authorization reference); both are made in the home Region. */
function serviceRolePermissions(roleArn: string, region: string): PermissionStatement[] {
  return [
    {
      sid: "ServiceRole",
      actions: ["quicksight:DescribeResourcePermissions", "quicksight:UpdateResourcePermissions"],
      resources: ["*"],
      region,
    },
    { sid: "PassServiceRole", actions: ["iam:GetRole", "iam:PassRole"], resources: [roleArn] },
  ];
}

function keyPermissions(settings: AccountSettings, facts: Facts): PermissionStatement[] {
  if (Object.keys(settings.keys).length === 0) return [];
  const { accountId, partition, region } = facts;
  const kms = `arn:${partition}:kms:${region}:${accountId}`;
  return [
    {
      sid: "Anywhere",
      actions: ["kms:CreateKey", "kms:ListAliases"],
      resources: ["*"],
    },
    {
      sid: "Keys",
      actions: ["kms:CreateAlias", "kms:UpdateAlias"],
      resources: [`${kms}:key/*`, `${kms}:alias/quicksight-governance-*`],
    },
    {
      sid: "Keys",
      actions: [
        "kms:CreateGrant",
        "kms:DescribeKey",
        "kms:EnableKeyRotation",
        "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus",
        // What a key encrypts that leaves the registration.
        "kms:ListGrants",
        "kms:ListResourceTags",
        "kms:PutKeyPolicy",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateKeyDescription",
      ],
      resources: [`${kms}:key/*`],
    },
    {
      sid: "Anywhere",
      actions: ["quicksight:DescribeKeyRegistration", "quicksight:UpdateKeyRegistration"],
      resources: ["*"],
    },
    ...rotationPermissions(settings, kms),
    ...lookPermissions(facts),
  ];
}

/** Rotation on demand, where a setting asks for it. */
function rotationPermissions({ keys }: AccountSettings, kms: string): PermissionStatement[] {
  if (Object.values(keys).every(({ rotatedOn }) => rotatedOn === undefined)) return [];
  return [
    {
      sid: "Keys",
      actions: ["kms:ListKeyRotations", "kms:RotateKeyOnDemand"],
      resources: [`${kms}:key/*`],
    },
  ];
}

/** What is looked at for messages, and does without where it is not allowed, but for keys that are to be made. */
function lookPermissions({ accountId, partition, region }: Facts): PermissionStatement[] {
  return [
    // A key that a run made which was killed before it had an alias.
    { sid: "Anywhere", actions: ["kms:ListKeys"], resources: ["*"], tried: true },
    // What a key that leaves encrypts, by its name. Without it, by its id.
    {
      sid: "Anywhere",
      actions: ["quicksight:ListDataSets", "quicksight:ListDataSources"],
      resources: ["*"],
      tried: true,
    },
    // Whether there is Amazon Q data yet.
    {
      sid: "Anywhere",
      actions: ["quicksight:ListKnowledgeBases", "quicksight:ListSpaces", "quicksight:ListTopics"],
      resources: ["*"],
      tried: true,
    },
    {
      sid: "FindAgents",
      actions: ["quicksight:ListAgents"],
      resources: [`arn:${partition}:quicksight:${region}:${accountId}:agent/*`],
      tried: true,
    },
  ];
}

/** Data sets of everybody are loaded. Lists have no type of resource; what a data source on a secret needs besides is told in docs/keys.md. */
function reencryptionPermissions(
  { keys, reencryption: { enabled, exceptTag } }: AccountSettings,
  { accountId, partition, region }: Facts,
  bucket: string,
): PermissionStatement[] {
  if (!enabled || Object.keys(keys).length === 0) return [];
  const quicksight = `arn:${partition}:quicksight:${region}:${accountId}`;
  return [
    {
      sid: "Anywhere",
      actions: ["quicksight:ListDataSets", "quicksight:ListIngestions"],
      resources: ["*"],
    },
    {
      sid: "Loads",
      actions: ["quicksight:CreateIngestion", "quicksight:DescribeIngestion"],
      resources: [`${quicksight}:dataset/*/ingestion/*`],
    },
    {
      sid: "Credentials",
      actions: ["quicksight:DescribeDataSource", "quicksight:UpdateDataSource"],
      resources: [`${quicksight}:datasource/*`],
    },
    ...(exceptTag === undefined
      ? []
      : [
          {
            sid: "ExemptByTag",
            actions: ["quicksight:ListTagsForResource"],
            resources: [`${quicksight}:dataset/*`],
          },
        ]),
    {
      sid: "Lock",
      actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      resources: [`${bucket}/locks/${accountLock}.json`],
    },
  ];
}
