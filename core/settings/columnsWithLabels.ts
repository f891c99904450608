import type { ColumnsOf } from "./outputColumns.ts";
import { readColumns } from "./readColumns.ts";

/** A column of a data set, read or calculated. */
export interface ColumnWithLabels {
  /** What it is called in the data set. */
  readonly name: string;
  readonly label: readonly string[];
  /** False: it is there for calculated columns only. */
  readonly isShown: boolean;
  /** Where it stands in the settings of the data set: `columns[2]`, `joins[0].columns[1]`, `calculated.margin`. */
  readonly place: string;
}

/** All columns of a data set with their labels, those that have none too. */
export function columnsWithLabels({ calculated = {}, ...set }: ColumnsOf): ColumnWithLabels[] {
  return [
    ...readColumns(set).map(({ name, place, column: { label = [], output } }) => {
      return { name, label, isShown: output !== false, place };
    }),
    ...Object.entries(calculated).map(([name, { label = [], output }]) => {
      return { name, label, isShown: output !== false, place: `calculated.${name}` };
    }),
  ];
}
