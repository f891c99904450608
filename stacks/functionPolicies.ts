import { type FunctionName, ofEachFunction } from "@quicksight-governance/core/hourly";
import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import { bucketNameOf } from "@quicksight-governance/core/settings";
import { assetPermissions } from "./assetPermissions.ts";
import type { Facts } from "./facts.ts";
import { folderPermissions } from "./folderPermissions.ts";
import { peoplePermissions } from "./peoplePermissions.ts";
import type { AccountSettings, TenantSettings } from "./settings.ts";
import { toPolicyDocument } from "./toPolicyDocument.ts";

/** An IAM policy document. */
export interface PolicyDocument {
  readonly Statement: readonly object[];
}

/** What nobody may do by mistake, whatever else a policy of the account allows: it deletes everything that QuickSight holds. */
const neverLeave = {
  Sid: "NeverLeave",
  Effect: "Deny",
  Action: ["quicksight:DeleteAccountSubscription", "quicksight:Unsubscribe"],
  Resource: "*",
};

/** Any tenant: what a function does for one, it may do for all, as there is one function for all of them. */
const anyTenant = {
  namespace: "*",
  identity: { selfUpgrade: "deny" },
  folders: { any: {} },
} as unknown as TenantSettings;

/**
 * What each function of the hourly governance may do, from the same lists that say what a deployer must be allowed to: a call of AWS that is new is
 * added in one place.
 */
export function functionPolicies(
  settings: AccountSettings,
  facts: Facts,
): Readonly<Record<FunctionName, PolicyDocument>> {
  return ofEachFunction((name) => {
    const { Statement } = toPolicyDocument(statementsOf(name, settings, facts)) as PolicyDocument;
    return { Statement: [...Statement, neverLeave] };
  });
}

/** The statements of one function. */
function statementsOf(
  name: FunctionName,
  settings: AccountSettings,
  facts: Facts,
): PermissionStatement[] {
  const { accountId, partition, identityRegion } = facts;
  const bucket = `arn:${partition}:s3:::${bucketNameOf(settings, facts)}`;
  const quicksight = `arn:${partition}:quicksight:${identityRegion}:${accountId}`;
  const people = peoplePermissions(anyTenant, quicksight, identityRegion);
  const assets = assetPermissions(["*"], facts);
  const own: Readonly<Record<FunctionName, readonly PermissionStatement[]>> = {
    listTenants: [],
    reconcilePeople: [
      ...[account, lockOf(bucket), ...people, ...assets],
      reading("Membership", [`${bucket}/membership/*`, ...(settings.hourly?.files ?? [])]),
    ],
    reconcileAccess: [
      ...[account, lockOf(bucket), ...readOnly(people), ...assets],
      ...folderPermissions(anyTenant, facts).filter(({ sid }) => sid !== "OwnFolders"),
    ],
    recordFailure: [],
    snapshot: [account, ...readOnly([...people, ...assets])],
    report: [],
  };
  return [...published(settings, facts, bucket), ...reports(bucket), ...own[name]];
}

/** That the account can be governed: subscribed, and by whom people sign in. */
const account: PermissionStatement = {
  sid: "Anywhere",
  actions: ["quicksight:DescribeAccountSubscription"],
  resources: ["*"],
};

/** What the stacks have published. */
function published(
  { parameterPrefix }: Pick<AccountSettings, "parameterPrefix">,
  { accountId, partition, region }: Facts,
  bucket: string,
): PermissionStatement[] {
  // Asked about the path itself, with and without what follows (service authorization reference).
  const parameters = `arn:${partition}:ssm:${region}:${accountId}:parameter${parameterPrefix}`;
  return [
    { sid: "Published", actions: ["ssm:GetParametersByPath"], resources: [`${parameters}/*`] },
    {
      sid: "Settings",
      actions: ["s3:GetObject", "s3:GetObjectVersion"],
      resources: [`${bucket}/settings/*`],
    },
  ];
}

/** Records of runs, snapshots and reports; without the right to list, S3 says of what is missing that it is forbidden. */
function reports(bucket: string): PermissionStatement[] {
  return [
    {
      sid: "Reports",
      actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
      resources: [`${bucket}/monitoring/quicksight/*`],
    },
    {
      sid: "Bucket",
      actions: ["s3:ListBucket", "s3:ListBucketVersions"],
      resources: [bucket],
    },
  ];
}

function lockOf(bucket: string): PermissionStatement {
  return {
    sid: "Lock",
    actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
    resources: [`${bucket}/locks/*`],
  };
}

function reading(sid: string, resources: readonly string[]): PermissionStatement {
  return { sid, actions: ["s3:GetObject"], resources };
}

function readOnly(statements: readonly PermissionStatement[]): PermissionStatement[] {
  return statements.flatMap((statement) => {
    const actions = statement.actions.filter((action) => /:(Describe|List|Search)/.test(action));
    return actions.length === 0 ? [] : [{ ...statement, actions }];
  });
}
