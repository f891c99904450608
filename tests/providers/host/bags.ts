import { type AccessSetting, resolveAccess } from "../../../core/access/resolveAccess.ts";
import type { Person } from "../../../core/people/person.ts";
import { defaultGuard } from "../../../core/settings/guardSettings.ts";
import * as accessStates from "../../../providers/assetAccessState.ts";
import * as rosterStates from "../../../providers/rosterState.ts";
import { dashboards, dataRegion } from "../../core/access/simulatedAssets.ts";
import type { Bag } from "../../support/dynamicHost.ts";
import { govern } from "../../support/govern.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import { storedProviders } from "./storedProviders.ts";

/** Makes the property bags that the engine would hand to the host. */
export interface Bags {
  readonly roster: (people: readonly Person[], rest?: Partial<rosterStates.RosterInputs>) => Bag;
  readonly access: (...settings: AccessSetting[]) => Bag;
  readonly kinds: readonly Kind[];
}

/** One of the project's dynamic resources. */
export interface Kind {
  readonly kind: string;
  /** The property that holds the people or grants. */
  readonly text: string;
  /** Every property that it can have. */
  readonly full: Bag;
  /** A change that the guard refuses. */
  readonly olds: Bag;
  readonly news: Bag;
}

/** Serialises the real providers, once for all bags. */
export async function makeBags(): Promise<Bags> {
  const providers = await storedProviders();
  const roster: Bags["roster"] = (people, rest = {}) => ({
    ...rosterStates.rosterState({ governed: govern(people), ...rest }),
    __provider: providers.roster,
  });
  const access: Bags["access"] = (...settings) => ({
    ...accessStates.assetAccessState({
      ...{ scope, dataRegion, guard: defaultGuard },
      grants: resolveAccess(settings, dashboards).grants,
    }),
    __provider: providers.access,
  });
  const critical = (count: number) =>
    access({ group: "critical", dashboards: dashboards.slice(0, count).map(({ id }) => id) });
  const kinds = [
    {
      kind: "Roster",
      text: "people",
      full: roster(crowd, everySetting),
      olds: roster(crowd),
      news: roster(crowd.slice(6)),
    },
    {
      kind: "AssetAccess",
      text: "access",
      full: critical(8),
      olds: critical(8),
      news: critical(2),
    },
  ];
  return { roster, access, kinds };
}

/** A reader with these groups. */
export const reader = (email: string, ...groups: string[]): Person => ({
  session: email,
  email,
  role: "READER",
  groups,
});

/** Eight readers of the group `usa`: the guard refuses to remove six of them. */
export const crowd = Array.from({ length: 8 }, (_, index) => reader(`p${index}@x.com`, "usa"));

/** What a roster has only when it is set. */
const everySetting: Partial<rosterStates.RosterInputs> = {
  governed: govern(crowd, {
    scope: {
      ...scope,
      federationRole: "other-users",
      federationRolePath: "/path/",
      groupPrefix: "other-",
      groupNames: { usa: "United States" },
    },
    source: "s3://governance-bucket/membership.csv",
    customPermissions: ["no-exports"],
    unusable: ["somebody@x.com"],
    guard: {
      protected: ["root@*"],
      additiveOnly: true,
      leavers: "downgrade",
      successor: "bi-admin",
    },
  }),
  existing: true,
  lockBucket: "governance-bucket",
};
