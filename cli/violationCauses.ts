import {
  findEntries,
  sessionOf,
  type Snapshot,
  type ViolationCauses,
} from "@quicksight-governance/core/explain";
import { linesFinder } from "@quicksight-governance/core/people";
import { groupNames } from "@quicksight-governance/core/settings";
import type { LoadedTenant } from "./loadTenant.ts";

/** What the files of a tenant say of how somebody came by what they can open; nothing where they are not known. */
export function violationCauses(
  { accountId, partition, identityRegion, assets }: Snapshot,
  tenant: LoadedTenant | undefined,
): ViolationCauses {
  if (tenant === undefined) return { linesOf: () => [], entriesOf: () => [] };
  const { settings, roster, locate } = tenant;
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
              ({ kind, id, region }) =>
                kind === "folder" && id === folder && region === asset.region,
            );
      const found = opened === undefined ? [] : entries(principal, opened);
      return locate(found.map((where) => ({ where, message: "" }))).map(({ where }) => where);
    },
    source: roster?.source,
  };
}
