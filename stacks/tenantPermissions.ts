import { withLandingData } from "@quicksight-governance/core/landing";
import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import { dataFilePrefix } from "../components/dataFileAccess.ts";
import { assetPermissions } from "./assetPermissions.ts";
import { assertionPermissions } from "./assertionPermissions.ts";
import { dataPermissions } from "./dataPermissions.ts";
import type { Facts } from "./facts.ts";
import { folderPermissions } from "./folderPermissions.ts";
import { landingPermissions } from "./landingPermissions.ts";
import type { AccountOutputs } from "./outputs.ts";
import { peoplePermissions } from "./peoplePermissions.ts";
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
    ...peoplePermissions(settings, quicksight, identityRegion),
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
