import { nameSome } from "../aws/nameSome.ts";
import type { Problem } from "./problem.ts";

/** Who sees a column, and what it is worked out from. */
export interface SeenColumn {
  readonly name: string;
  /** Absent: everybody. */
  readonly groups?: readonly string[] | undefined;
  readonly label: readonly string[];
  /** False: it is no part of the data set. */
  readonly isShown: boolean;
  /** Where it stands in the settings. */
  readonly where: string;
  /** Of a calculated column: what it is worked out from, directly or through others. */
  readonly uses?: readonly string[] | undefined;
}

/**
 * Finds calculated columns that show somebody what a label or a rule keeps from them. Whether QuickSight hides a calculated column with
 * the column it uses is not documented.
 */
export function checkCalculatedSight(columns: readonly SeenColumn[]): Problem[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return columns.flatMap(({ name, where, groups, isShown, uses = [] }): Problem[] => {
    if (!isShown) return [];
    for (const used of uses.flatMap((one) => byName.get(one) ?? [])) {
      const { groups: seeing, label, name: from } = used;
      if (seeing === undefined) continue;
      const past = groups?.filter((group) => !seeing.includes(group));
      if (past?.length === 0) continue;
      const only = `${nameSome(seeing)} ${seeing.length === 1 ? "sees" : "see"}`.replace(
        /, (\S+) see$/,
        " and $1 see",
      );
      const labels = label.length === 1 ? "the label" : "the labels";
      const todo =
        past === undefined
          ? `${label.length === 0 ? "give it" : `give it ${labels} ${label.join(", ")}, or`} a rule of columns for no other groups (columns: [${name}])`
          : `take ${past.length === 1 ? "it" : "them"} out of the rule for ${name} (columnRules)`;
      const who =
        past === undefined
          ? "everybody"
          : `${past.length === 1 ? "group" : "groups"} ${nameSome(past)}`;
      const message = `is worked out from ${from}, which only ${only}, and ${who} would see it; ${todo}`;
      return [{ where, message }];
    }
    return [];
  });
}
