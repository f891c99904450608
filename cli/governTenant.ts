import type { Snapshot } from "@quicksight-governance/core/explain";
import { governOf, type GovernedNamespace } from "@quicksight-governance/core/people";
import { federationRoleOf } from "./federationRoleOf.ts";
import type { LoadedTenant } from "./loadTenant.ts";

/** Whose people the files of a tenant are about, in the account of a snapshot. */
export function governTenant(
  { accountId, partition, identityRegion }: Snapshot,
  { settings, account, roster, access }: LoadedTenant,
): GovernedNamespace {
  const { people = [], source = "", unusable = [] } = roster ?? {};
  return governOf(
    settings,
    {
      ...{ accountId, partition, identityRegion, region: access.region },
      federationRole: federationRoleOf({ account }),
      federationRolePath: account?.federation.path,
    },
    { people, source, unusable: unusable.map(({ session }) => session) },
  );
}
