import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import { bucketNameOf } from "@quicksight-governance/core/settings";
import { hourlyRoles } from "../components/hourlyGovernance.ts";
import { secretsRoleName, secretsRolePath } from "../components/secretsAccess.ts";
import { alarmPermissions } from "./alarmPermissions.ts";
import type { Facts } from "./facts.ts";
import { hourlyPermissions } from "./hourlyPermissions.ts";
import { keyPermissions } from "./keyPermissions.ts";
import {
  dataRoleNameOf,
  federationRoleArnOf,
  samlProviderArnOf,
  trailBucketNameOf,
} from "./names.ts";
import type { AccountSettings } from "./settings.ts";
import {
  describeParameters,
  parameterPermissions,
  preflightPermissions,
} from "./sharedPermissions.ts";
import { madeSecretPermissions, removedSecretPermissions } from "./madeSecretPermissions.ts";
import { trailPermissions } from "./trailPermissions.ts";

/**
 * What the caller of an account stack must be allowed to do. It is asked of IAM before anything is written, and it is the
 * policy to give to whoever deploys: what is checked and what is documented cannot drift apart.
 *
 * @param removed secrets that were made here, and that the settings have no more
 */
export function accountPermissions(
  settings: AccountSettings,
  facts: Facts,
  removed: readonly { readonly arn: string }[] = [],
): PermissionStatement[] {
  const { accountId, partition, region, identityRegion } = facts;
  const makesTrail = settings.trail !== undefined && settings.trail.existing === undefined;
  const buckets = [
    bucketNameOf(settings, facts),
    ...(makesTrail ? [trailBucketNameOf(facts)] : []),
  ];
  return [
    preflightPermissions,
    bucketPermissions(buckets.map((name) => `arn:${partition}:s3:::${name}`)),
    rolePermissions(rolesOf(settings, facts)),
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
    ...trailPermissions(settings, facts),
    ...hourlyPermissions(settings, facts),
    ...madeSecretPermissions(settings, facts),
    ...removedSecretPermissions(removed),
    ...findSecretPermissions(settings, facts),
    parameterPermissions(
      `arn:${partition}:ssm:${region}:${accountId}:parameter${settings.parameterPrefix}/*`,
    ),
    describeParameters,
  ];
}

/** The roles that an account stack makes. */
function rolesOf({ federation, hourly }: AccountSettings, facts: Facts): string[] {
  const { accountId, partition } = facts;
  return [
    ...(federation.existing ? [] : [federation.role]),
    dataRoleNameOf(facts),
    `${secretsRolePath.slice(1)}${secretsRoleName}`,
    // A role that is not there has no path; and version 0.1 made it at the root, from where it moves.
    secretsRoleName,
    ...(hourly === undefined ? [] : [hourlyRoles]),
  ].map((role) => `arn:${partition}:iam::${accountId}:role/${role}`);
}

function bucketPermissions(arns: readonly string[]): PermissionStatement {
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
    resources: arns,
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

/** What is looked at of secrets that somebody else made: their whole ARNs, and the keys that they name by an alias. */
function findSecretPermissions(
  { secrets }: AccountSettings,
  { accountId, partition, region }: Facts,
): PermissionStatement[] {
  if (secrets.length === 0) return [];
  return [
    {
      sid: "FindSecrets",
      actions: ["secretsmanager:DescribeSecret"],
      resources: [`arn:${partition}:secretsmanager:${region}:${accountId}:secret:*`],
      tried: true,
    },
    {
      sid: "FindSecretKeys",
      actions: ["kms:DescribeKey"],
      resources: [`arn:${partition}:kms:${region}:${accountId}:key/*`],
      tried: true,
    },
  ];
}
