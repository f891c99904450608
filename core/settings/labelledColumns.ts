import { columnsWithLabels } from "./columnsWithLabels.ts";
import type { TenantSettings } from "./tenantSettings.ts";

/** A column with a label. */
export interface LabelledColumn {
  /** The key of its data set in the settings. */
  readonly dataSet: string;
  /** Its name there. */
  readonly column: string;
}

/** Which columns have a label, by the label; in the order of the settings. A label that no column has is not in it. */
export function labelledColumns({
  dataSets,
}: Pick<TenantSettings, "dataSets">): ReadonlyMap<string, readonly LabelledColumn[]> {
  const found = new Map<string, LabelledColumn[]>();
  for (const [dataSet, set] of Object.entries(dataSets)) {
    for (const { name: column, label } of columnsWithLabels(set)) {
      for (const one of new Set(label)) {
        found.set(one, [...(found.get(one) ?? []), { dataSet, column }]);
      }
    }
  }
  return found;
}
