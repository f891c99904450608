import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Grant } from "@quicksight-governance/core/access";
import { groupNameOf, type NamespaceScope } from "@quicksight-governance/core/aws";
import { profilesOf, type Roster as People } from "@quicksight-governance/core/people";
import { Publication } from "../components/publication.ts";
import { TenantNamespace } from "../components/tenantNamespace.ts";
import { AssetAccess } from "../providers/assetAccess.ts";
import { Roster } from "../providers/roster.ts";
import type { Facts } from "./facts.ts";
import type { AccountOutputs, TenantOutputs } from "./outputs.ts";
import type { TenantSettings } from "./settings.ts";
import { tenantData } from "./tenantData.ts";

/** What a tenant's program works on. */
export interface TenantInputs {
  readonly settings: TenantSettings;
  readonly facts: Facts;
  readonly account: AccountOutputs;
  readonly people: People;
  /** What the people were read from. */
  readonly source: string;
  /** What `settings.access` comes to on the dashboards that there are. */
  readonly grants: readonly Grant[];
  /** Full ARNs of the secrets that data sources name, by the name in the settings. */
  readonly secretArns: Readonly<Record<string, string>>;
}

/** One QuickSight namespace: its groups, its people, and what is published about it. */
export function tenantStack({
  settings,
  facts,
  account,
  people,
  source,
  grants,
  secretArns,
}: TenantInputs): {
  [Name in keyof TenantOutputs]: pulumi.Input<TenantOutputs[Name]>;
} {
  const { namespace, existing, groups, guard, tags } = settings;
  const scope = scopeOf(settings, facts, account);
  const parameterPath = `${account.parameterPrefix}/tenants/${namespace}`;

  const tenant = new TenantNamespace(namespace, { scope, existing, groups, tags });
  const roster = new Roster(
    namespace,
    {
      scope,
      existing,
      dataRegion: facts.region,
      lockBucket: account.bucketName,
      source,
      people,
      customPermissions: profilesOf(groups),
      guard,
    },
    { dependsOn: tenant },
  );
  if (grants.length > 0) {
    new AssetAccess(
      namespace,
      { scope, dataRegion: facts.region, grants, guard },
      { dependsOn: tenant },
    );
  }
  const { region } = facts;
  const data = tenantData({ scope, region, settings, account, secretArns }, tenant);
  publish(settings, scope, parameterPath, account.bucketName);
  if (settings.membership.file !== undefined) {
    publishMembership(settings, settings.membership.file, account.bucketName);
  }

  return {
    kind: "tenant",
    version: 1,
    accountId: facts.accountId,
    identityRegion: facts.identityRegion,
    namespace,
    groups: pulumi.all(tenant.groupArns).apply((arns) => describeGroups(scope, groups, arns)),
    people: roster.peopleCount.apply((total) => ({ total, byRole: countRoles(people) })),
    dataSources: describeAssets(data.dataSources, ({ arn, dataSourceId }) => ({
      arn,
      dataSourceId,
    })),
    dataSets: describeAssets(data.dataSets, ({ arn, dataSetId }) => ({ arn, dataSetId })),
    parameterPath,
  };
}

function scopeOf(settings: TenantSettings, facts: Facts, account: AccountOutputs): NamespaceScope {
  return {
    accountId: facts.accountId,
    partition: facts.partition,
    namespace: settings.namespace,
    identityRegion: facts.identityRegion,
    ...federationOf(settings.identity, account),
    groupPrefix: settings.identity.groupPrefix,
  };
}

/** The account's role, unless the tenant names one of its own. */
function federationOf(
  { role, rolePath }: TenantSettings["identity"],
  account: AccountOutputs,
): Pick<NamespaceScope, "federationRole" | "federationRolePath"> {
  const isOwn = role !== undefined && role !== account.federationRoleName;
  const path = isOwn ? rolePath : (rolePath ?? account.federationRolePath);
  return {
    federationRole: role ?? account.federationRoleName,
    ...(path === undefined || path === "/" ? {} : { federationRolePath: path }),
  };
}

function describeAssets<Asset, Description>(
  assets: Readonly<Record<string, Asset>>,
  describe: (asset: Asset) => Description,
) {
  return pulumi.output(
    Object.fromEntries(Object.entries(assets).map(([name, asset]) => [name, describe(asset)])),
  );
}

function countRoles(people: People): TenantOutputs["people"]["byRole"] {
  const counts: TenantOutputs["people"]["byRole"] = {};
  for (const { role } of people) counts[role] = (counts[role] ?? 0) + 1;
  return counts;
}

function describeGroups(
  scope: NamespaceScope,
  groups: TenantSettings["groups"],
  arns: Readonly<Record<string, string>>,
): TenantOutputs["groups"] {
  return Object.fromEntries(
    Object.entries(arns).map(([group, arn]) => {
      const role = groups[group]?.role;
      const groupName = groupNameOf(scope, group);
      return [group, role === undefined ? { groupName, arn } : { groupName, arn, role }];
    }),
  );
}

/** What the hourly function and anybody who wants to know reads in Parameter Store. */
function publish(
  settings: TenantSettings,
  { federationRole, groupPrefix }: NamespaceScope,
  path: string,
  governanceBucket: string,
): void {
  const { namespace, access, groups, guard, tags } = settings;
  new Publication(namespace, {
    path,
    values: {
      access,
      groups,
      guard,
      identity: { role: federationRole, groupPrefix },
      membership: placeOf(settings, governanceBucket),
    },
    tags,
  });
}

/** Where the function finds the membership file: a file of the project is published in the governance bucket. */
function placeOf(
  { namespace, membership: { bucket, key } }: TenantSettings,
  governanceBucket: string,
): { readonly bucket: string; readonly key: string } {
  return bucket === undefined || key === undefined
    ? { bucket: governanceBucket, key: `membership/${namespace}.csv` }
    : { bucket, key };
}

/**
 * The file, versioned in the governance bucket: for the hourly function, and as a record. As a file asset, so that the state
 * holds its hash and not its content.
 */
function publishMembership(settings: TenantSettings, file: string, governanceBucket: string): void {
  new aws.s3.BucketObjectv2(`${settings.namespace}-membership`, {
    ...placeOf(settings, governanceBucket),
    source: new pulumi.asset.FileAsset(file),
    contentType: "text/csv",
    tags: settings.tags,
  });
}
