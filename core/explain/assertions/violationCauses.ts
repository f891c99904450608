import { linesFinder, type RosterRows } from "../../people/roster/linesFinder.ts";
import { groupNames } from "../../settings/groupNames.ts";
import type { Problem } from "../../settings/problem.ts";
import type { TenantSettings } from "../../settings/tenantSettings.ts";
import { sessionOf } from "../findPeople.ts";
import type { Snapshot } from "../snapshot.ts";
import { findEntries } from "./findEntries.ts";
import type { ViolationCauses } from "./nameViolations.ts";

/** The files of a tenant. */
export interface TenantFiles {
  readonly settings: Pick<TenantSettings, "namespace" | "groups" | "identity" | "access">;
  /** Absent where the membership file was not read. */
  readonly roster?: (RosterRows & { readonly source: string }) | undefined;
  /** Adds file and line to places in the settings. */
  readonly locate?: (problems: readonly Problem[]) => readonly Problem[];
}

const asTheyAre = (problems: readonly Problem[]): readonly Problem[] => problems;

/** What the files of a tenant say of how somebody came by what they can open; nothing where they are not known. */
export function violationCauses(
  { accountId, partition, identityRegion, assets }: Snapshot,
  tenant: TenantFiles | undefined,
): ViolationCauses {
  if (tenant === undefined) return { linesOf: () => [], entriesOf: () => [] };
  const { settings, roster, locate = asTheyAre } = tenant;
  const { namespace, groups, identity, access } = settings;
  const { groupPrefix } = identity;
  const naming = { groupPrefix, groupNames: Object.fromEntries(groupNames(groups, groupPrefix)) };
  const lines = roster === undefined ? () => [] : linesFinder(roster, groups, naming);
  const entries = findEntries(access, {
    ...{ accountId, partition, identityRegion, namespace },
    ...naming,
  });
  return {
    linesOf: (one, group) =>
      one.namespace === namespace ? lines(sessionOf(one.person.userName), group) : [],
    entriesOf: ({ principal, folder }, asset) => {
      const opened =
        folder === undefined
          ? asset
          : assets.find(
              (one) => one.kind === "folder" && one.id === folder && one.region === asset.region,
            );
      const found = opened === undefined ? [] : entries(principal, opened);
      return locate(found.map((where) => ({ where, message: "" }))).map(({ where }) => where);
    },
    source: roster?.source,
  };
}
