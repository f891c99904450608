import { outputName } from "./outputColumns.ts";
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
  for (const [dataSet, { columns }] of Object.entries(dataSets)) {
    for (const column of columns) {
      for (const one of new Set(column.label)) {
        const labelled = { dataSet, column: outputName(column) };
        found.set(one, [...(found.get(one) ?? []), labelled]);
      }
    }
  }
  return found;
}
