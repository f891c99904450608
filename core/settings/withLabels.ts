import { ownValue } from "../aws/ownValue.ts";
import { type ColumnWithLabels, columnsWithLabels } from "./columnsWithLabels.ts";
import type { DataSetSettings } from "./dataSettings.ts";
import type { TenantSettings } from "./tenantSettings.ts";

type Labels = TenantSettings["labels"];

/** The groups that see a column by its labels: those that all of them name, sorted; undefined for one without a label that is there. */
export function groupsOfLabels(
  { label }: Pick<ColumnWithLabels, "label">,
  labels: Labels,
): string[] | undefined {
  const named = label.flatMap((one) => {
    const groups = ownValue(labels, one)?.groups;
    return groups === undefined ? [] : [new Set(groups)];
  });
  const [first, ...others] = named;
  return first && [...first].filter((group) => others.every((one) => one.has(group))).sort();
}

/**
 * The settings with the column rules that labels come to, beside those of each data set's own, which stay as they are: what declares,
 * compares or explains a data set goes by its rules. A column that a rule of its own names gets no other: QuickSight shows a column to
 * whoever any rule for it names, and `checkLabels` holds that rule to fewer than the label lets see.
 */
export function withLabels(settings: TenantSettings): TenantSettings {
  const dataSets = Object.entries(settings.dataSets).map(([name, set]) => {
    const columnRules = [...(set.columnRules ?? []), ...rulesOf(set, settings.labels)];
    return [name, columnRules.length === 0 ? set : { ...set, columnRules }] as const;
  });
  return { ...settings, dataSets: Object.fromEntries(dataSets) };
}

function rulesOf(
  set: DataSetSettings,
  labels: Labels,
): NonNullable<DataSetSettings["columnRules"]> {
  const ruled = new Set((set.columnRules ?? []).flatMap((rule) => rule.columns));
  const rules = new Map<string, { columns: string[]; groups: string[] }>();
  for (const column of columnsWithLabels(set)) {
    const { name, isShown } = column;
    const groups = isShown && !ruled.has(name) ? groupsOfLabels(column, labels) : undefined;
    if (groups === undefined) continue;
    const key = JSON.stringify(groups);
    rules.set(key, { columns: [...(rules.get(key)?.columns ?? []), name], groups });
  }
  return [...rules.values()];
}
