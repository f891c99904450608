import { formerNewcomers } from "@quicksight-governance/core/tenant";
import { type LastUpdate, ownData } from "@quicksight-governance/core/access";
import {
  declaredData,
  type DeclaredData,
  foretell,
  type ForetoldTenant,
  type Foretold,
  type Snapshot,
} from "@quicksight-governance/core/explain";
import { withLandingData } from "@quicksight-governance/core/landing";
import { governTenant } from "./governTenant.ts";
import type { LoadedTenant } from "./loadTenant.ts";

/** What files declare besides people, which the files that follow them must know. */
export interface Declared {
  readonly access: NonNullable<ForetoldTenant["former"]>;
  readonly data?: readonly DeclaredData[];
  /** The same of folders; absent: none. */
  readonly folders?: NonNullable<Foretold["folders"]>["resolved"] | undefined;
}

/**
 * What the files of a tenant make of an account.
 *
 * @param former what was declared before; absent: nobody knows
 * @param last   the update before
 */
export function foretellTenant(
  base: Snapshot,
  tenant: LoadedTenant,
  former: Declared | undefined,
  last: LastUpdate,
): Foretold & { readonly declared: Declared } {
  const { access } = tenant;
  const settings = withLandingData(tenant.settings);
  const governed = { ...governTenant(base, tenant), ...formerNewcomers(settings, last) };
  const data = declaredData(settings, tenant.rulesOf);
  const foretold = foretell(base, {
    ...{ governed, access: settings.access, dataRegion: access.region },
    former: former?.access ?? { grants: [], remembered: last.names.access },
    data: { declared: data, former: former?.data },
    ...(Object.keys(settings.folders).length === 0 && former?.folders === undefined
      ? {}
      : {
          folders: {
            ...{ settings, own: ownData(settings) },
            former: former?.folders ?? { grants: [], members: [], remembered: last.names.folders },
          },
        }),
  });
  return {
    ...foretold,
    declared: { access: foretold.resolved, data, folders: foretold.folders?.resolved },
  };
}
