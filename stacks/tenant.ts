import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  groupNameOf,
  type NamespaceScope,
  type Roster as People,
} from "@quicksight-governance/core";
import { Publication } from "../components/publication.ts";
import { TenantNamespace } from "../components/tenantNamespace.ts";
import { Roster } from "../providers/roster.ts";
import type { Facts } from "./facts.ts";
import type { MembershipFile } from "./membership.ts";
import type { AccountOutputs, TenantOutputs } from "./outputs.ts";
import type { TenantSettings } from "./settings.ts";

/** What a tenant's program works on. */
export interface TenantInputs {
  readonly settings: TenantSettings;
  readonly facts: Facts;
  readonly account: AccountOutputs;
  readonly membership: MembershipFile;
  readonly people: People;
}

/** One QuickSight namespace: its groups, its people, and what is published about it. */
export function tenantStack({ settings, facts, account, membership, people }: TenantInputs): {
  [Name in keyof TenantOutputs]: pulumi.Input<TenantOutputs[Name]>;
} {
  const { namespace, groups, guard, tags } = settings;
  const scope = scopeOf(settings, facts, account);
  const parameterPath = `${account.parameterPrefix}/tenants/${namespace}`;

  const tenant = new TenantNamespace(namespace, { scope, groups, tags });
  const roster = new Roster(namespace, { scope, people, guard }, { dependsOn: tenant });
  new Publication(namespace, {
    path: parameterPath,
    values: {
      groups,
      guard,
      identity: { role: scope.federationRole, groupPrefix: scope.groupPrefix },
    },
    tags,
  });
  if (settings.membership.file !== undefined) {
    publishMembership(namespace, membership, account.bucketName, tags);
  }

  return {
    kind: "tenant",
    version: 1,
    accountId: facts.accountId,
    identityRegion: facts.identityRegion,
    namespace,
    groups: pulumi.all(tenant.groupArns).apply((arns) => describeGroups(scope, groups, arns)),
    people: pulumi
      .all([roster.peopleCount, roster.roleCounts])
      .apply(([total, byRole]) => ({ total, byRole })),
    parameterPath,
  };
}

function scopeOf(settings: TenantSettings, facts: Facts, account: AccountOutputs): NamespaceScope {
  return {
    accountId: facts.accountId,
    partition: facts.partition,
    namespace: settings.namespace,
    identityRegion: facts.identityRegion,
    federationRole: settings.identity.role ?? account.federationRoleName,
    groupPrefix: settings.identity.groupPrefix,
  };
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

/** The file as it was used, versioned in the governance bucket: for the hourly function, and as a record. */
function publishMembership(
  namespace: string,
  { text }: MembershipFile,
  bucket: string,
  tags: Readonly<Record<string, string>>,
): void {
  new aws.s3.BucketObjectv2(`${namespace}-membership`, {
    bucket,
    key: `membership/${namespace}.csv`,
    source: new pulumi.asset.StringAsset(text),
    contentType: "text/csv",
    tags,
  });
}
