import { type GovernedNamespace, profilesOf } from "@quicksight-governance/core/people";
import type { NamespaceScope } from "@quicksight-governance/core/aws";
import {
  type AccountSettings,
  defaultFederationRole,
  type TenantSettings,
} from "@quicksight-governance/core/settings";
import type { Identity } from "./identify.ts";
import type { LoadedTenant } from "./loadTenant.ts";

/** The namespace of a tenant as the core wants it. */
export function governTenant(
  { settings, account, roster, source, access }: LoadedTenant,
  { accountId, partition, arn }: Identity,
  identityRegion: string,
): GovernedNamespace {
  const { namespace, identity, groups, guard } = settings;
  return {
    scope: {
      accountId,
      partition,
      namespace,
      identityRegion,
      ...federationOf(identity, account?.federation),
      groupPrefix: identity.groupPrefix,
    },
    dataRegion: access.region,
    desired: roster,
    guard,
    groups,
    customPermissions: profilesOf(groups),
    callerArn: arn,
    source,
  };
}

/** The account's role, unless the tenant names one of its own. */
function federationOf(
  { role, rolePath }: TenantSettings["identity"],
  federation: AccountSettings["federation"] | undefined,
): Pick<NamespaceScope, "federationRole" | "federationRolePath"> {
  const federationRole = role ?? federation?.role ?? defaultFederationRole;
  const path = federationRole === federation?.role ? federation.path : "/";
  return { federationRole, federationRolePath: rolePath ?? path };
}
