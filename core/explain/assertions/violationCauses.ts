import type { Remembered } from "../../access/findAsset.ts";
import { ownData } from "../../access/folders/ownData.ts";
import type { ResolvedFolders } from "../../access/folders/resolveFolders.ts";
import { sessionOf } from "../../aws/scope.ts";
import { linesFinder, type RosterRows } from "../../people/roster/linesFinder.ts";
import { groupNames } from "../../settings/groupNames.ts";
import type { Problem } from "../../settings/problem.ts";
import type { TenantSettings } from "../../settings/tenantSettings.ts";
import { resolveIn } from "../foretellFolders.ts";
import type { Snapshot } from "../snapshot.ts";
import { findEntries } from "./findEntries.ts";
import type { ViolationCauses } from "./nameViolations.ts";

/** The files of a tenant, and what is known of what they mean. */
export interface TenantFiles {
  readonly settings: Pick<
    TenantSettings,
    | "namespace"
    | "groups"
    | "identity"
    | "access"
    | "folders"
    | "labels"
    | "dataSources"
    | "dataSets"
    | "landing"
    | "guard"
  >;
  /** The role that the people of the membership file come in through. */
  readonly federationRole: string;
  /** Absent where the membership file was not read. */
  readonly roster?: (RosterRows & { readonly source: string }) | undefined;
  /** Adds file and line to places in the settings. */
  readonly locate?: (problems: readonly Problem[]) => readonly Problem[];
  /** The account before what is judged; absent: it is judged as it is. */
  readonly before?: Snapshot | undefined;
  /** Which assets the names in `access` mean; absent: those that are called so. */
  readonly remembered?: Remembered | undefined;
  /** What the setting `folders` comes to; absent: it is looked for in the snapshot. */
  readonly folders?: ResolvedFolders | undefined;
}

const asTheyAre = (problems: readonly Problem[]): readonly Problem[] => problems;

/**
 * What the files of a tenant say of how somebody came by what they can open; nothing where they are not known.
 *
 * @param snapshot the account that is judged: after a run, where it is one that is judged
 */
export function violationCauses(
  snapshot: Snapshot,
  tenant: TenantFiles | undefined,
): ViolationCauses {
  if (tenant === undefined) {
    return {
      nameOf: ({ person }) => person.email || person.userName,
      linesOf: () => [],
      entriesOf: () => [],
      placeOf: (where) => where,
    };
  }
  const { settings, roster, locate = asTheyAre, before, federationRole } = tenant;
  const { namespace, groups, identity } = settings;
  const { groupPrefix } = identity;
  const naming = { groupPrefix, groupNames: Object.fromEntries(groupNames(groups, groupPrefix)) };
  const lines = roster === undefined ? () => [] : linesFinder(roster, groups, naming);
  const { accountId, partition, identityRegion } = snapshot;
  const entries = findEntries({
    ...{ settings, snapshot, before, remembered: tenant.remembered ?? new Map() },
    scope: { ...{ accountId, partition, identityRegion, namespace }, ...naming },
    folders: tenant.folders ?? resolveIn({ settings, own: ownData(settings) }, snapshot.assets),
  });
  const sessionIn = ({ namespace: of, person }: Parameters<ViolationCauses["linesOf"]>[0]) =>
    of === namespace ? sessionOf({ federationRole }, person.userName) : undefined;
  return {
    nameOf: (named) => {
      const { email, userName } = named.person;
      const isOther = named.namespace === namespace && sessionIn(named) === undefined;
      return isOther ? userName : email || userName;
    },
    linesOf: (one, group) => {
      const session = sessionIn(one);
      return session === undefined ? [] : lines(session, group);
    },
    entriesOf: (way, asset) => {
      const found = entries(way, asset);
      return locate(found.map((where) => ({ where, message: "" }))).map(({ where }) => where);
    },
    // Those of the entitlement table, and of row rules where the files are at hand, have file and line already.
    placeOf: (where) =>
      where.startsWith("tenant.") ? (locate([{ where, message: "" }])[0]?.where ?? where) : where,
    before,
    source: roster?.source,
  };
}
