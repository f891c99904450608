import type { DataSet } from "../../store/assets.ts";
import type { Reader } from "./reader.ts";

/**
 * The columns that are restricted and not for somebody: a restricted column is in one or more rules, and who is in a rule for it sees it
 * (API reference of ColumnLevelPermissionRule).
 */
export function hiddenColumns(
  { definition: { ColumnLevelPermissionRules = [] } }: DataSet,
  { arn, groupArns }: Pick<Reader, "arn" | "groupArns">,
): string[] {
  const isFor = (principal: string) => principal === arn || groupArns.has(principal);
  const shown = new Set(
    ColumnLevelPermissionRules.filter(({ Principals = [] }) => Principals.some(isFor)).flatMap(
      ({ ColumnNames = [] }) => ColumnNames,
    ),
  );
  const restricted = ColumnLevelPermissionRules.flatMap(({ ColumnNames = [] }) => ColumnNames);
  return [...new Set(restricted)].filter((column) => !shown.has(column));
}
