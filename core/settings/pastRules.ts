import { explainPast } from "./checkLabels.ts";
import type { DataSetSettings } from "./dataSettings.ts";
import { foldersAbove } from "./folderTree.ts";
import type { TenantSettings } from "./tenantSettings.ts";

/** What says who may see which rows and columns of a data set. */
export type RuledData = Pick<
  DataSetSettings,
  "rowRules" | "entitled" | "allRows" | "columns" | "joins"
>;

/** A group that owns what is in a folder, and so sees more of a data set there than its rules and labels say. */
export interface PastRules {
  readonly group: string;
  /** The key of the folder that it owns: the one that the data set is in, or one above it. */
  readonly folder: string;
  /** What to do about it. */
  readonly message: string;
}

/**
 * The groups that would see more of a data set than its rules of rows and the labels of its columns say, by owning the folder that it is in, or
 * one above: who owns a folder owns what is in it, and owners see every row and column. See `checkOwners`.
 *
 * @param key  the folder's
 * @param name the data set's, in the settings
 */
export function pastRules(
  key: string,
  name: string,
  dataSet: RuledData,
  settings: Pick<TenantSettings, "folders" | "access" | "labels">,
): PastRules[] {
  const { folders, access } = settings;
  const isRuled = dataSet.rowRules !== undefined || dataSet.entitled !== undefined;
  const ofAll = access.flatMap(({ group, all }) =>
    group !== undefined && typeof all === "object" && all.folders === "owner" ? [group] : [],
  );
  return [...(foldersAbove(folders, key) ?? []), key].flatMap((folder) =>
    [...(folders[folder]?.owners ?? []), ...ofAll].flatMap((group) => {
      const past = explainPast(group, dataSet, settings);
      const see = (what: string, meant: string) => ({
        ...{ group, folder },
        message: `group ${group} owns the data set by folder ${folder}, and owners see every ${what}; make the group a viewer there, or ${meant}`,
      });
      const rows = `name it in tenant.dataSets.${name}.allRows if it is meant to see every row`;
      return [
        ...(isRuled && !dataSet.allRows.includes(group)
          ? [see("row, whatever the rules say", rows)]
          : []),
        ...(past === undefined ? [] : [see("column, whatever its label says", past)]),
      ];
    }),
  );
}
