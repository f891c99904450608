import { defaultFederationRole } from "@quicksight-governance/core/settings";
import {
  foretell,
  type ForetoldTenant,
  type Foretold,
  type Snapshot,
} from "@quicksight-governance/core/explain";
import { governOf } from "@quicksight-governance/core/people";
import type { LoadedTenant } from "./loadTenant.ts";

/**
 * What the files of a tenant make of an account.
 *
 * @param former what was declared before; absent: nobody knows
 */
export function foretellTenant(
  base: Snapshot,
  tenant: LoadedTenant,
  former: ForetoldTenant["former"],
): Foretold {
  const { settings, account, roster, access } = tenant;
  const { people = [], source = "", unusable = [] } = roster ?? {};
  const { accountId, partition, identityRegion } = base;
  const governed = governOf(
    settings,
    {
      ...{ accountId, partition, identityRegion, region: access.region },
      federationRole: account?.federation.role ?? defaultFederationRole,
      federationRolePath: account?.federation.path,
    },
    { people, source, unusable: unusable.map(({ session }) => session) },
  );
  return foretell(base, {
    ...{ governed, access: settings.access, dataRegion: access.region },
    ...(former === undefined ? {} : { former }),
  });
}
