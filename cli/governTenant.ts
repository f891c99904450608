import { type GovernedNamespace, profilesOf } from "@quicksight-governance/core/people";
import { defaultFederationRole } from "@quicksight-governance/core/settings";
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
      federationRole: identity.role ?? account?.federation.role ?? defaultFederationRole,
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
