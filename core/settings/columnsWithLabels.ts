import { type ColumnsOf, outputName } from "./outputColumns.ts";

/** A column of a data set, read or calculated. */
export interface ColumnWithLabels {
  /** What it is called in the data set. */
  readonly name: string;
  readonly label: readonly string[];
  /** False: it is there for calculated columns only. */
  readonly isShown: boolean;
  /** Where it stands in the settings of the data set: `columns[2]`, `calculated.margin`. */
  readonly place: string;
}

/** All columns of a data set with their labels, those that have none too. */
export function columnsWithLabels({ columns, calculated = {} }: ColumnsOf): ColumnWithLabels[] {
  return [
    ...columns.map((column, index) => {
      const { label = [], output } = column;
      const place = `columns[${index}]`;
      return { name: outputName(column), label, isShown: output !== false, place };
    }),
    ...Object.entries(calculated).map(([name, { label = [], output }]) => {
      return { name, label, isShown: output !== false, place: `calculated.${name}` };
    }),
  ];
}
