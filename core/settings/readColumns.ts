import { longestColumnName, type ColumnSettings } from "./columnSettings.ts";
import { countCharacters } from "./ruleFields.ts";

/** A column that a data set reads. */
export interface ReadColumn {
  readonly column: ColumnSettings;
  /** What it is called in the data set. */
  readonly name: string;
  /** Where it stands in the settings of the data set: `columns[2]`, `joins[0].columns[1]`. */
  readonly place: string;
  /** Of which table it is: 0 the first one, 1 the one that is joined first. */
  readonly table: number;
}

/** What of a data set tells the columns that it reads. */
export interface ReadColumnsOf {
  readonly columns: readonly ColumnSettings[];
  readonly joins?: readonly { readonly columns: readonly ColumnSettings[] }[] | undefined;
}

/**
 * All columns that a data set reads, those of joined tables after those of the first one.
 *
 * A joined column that is not shown and is called as one before it, as the keys of joins often are, gets the number of its join in
 * brackets (`customer_id[1]`), so that nobody has to think of a name that nobody sees. QuickSight's console does the same with the name
 * of the table. Two columns that are shown need names of their own: whoever writes a rule must not have to guess.
 */
export function readColumns({ columns, joins = [] }: ReadColumnsOf): ReadColumn[] {
  const taken = new Set<string>();
  return [columns, ...joins.map((one) => one.columns)].flatMap((read, table) =>
    read.map((column, index) => {
      const { output, as: renamed = column.name } = column;
      const own = `${renamed}[${table}]`;
      const isTaken = taken.has(renamed.toLowerCase()) && output === false && !column.as;
      const isNumbered = table > 0 && isTaken && countCharacters(own) <= longestColumnName;
      const name = isNumbered ? own : renamed;
      taken.add(name.toLowerCase());
      const place = `${table === 0 ? "" : `joins[${table - 1}].`}columns[${index}]`;
      return { column, name, place, table };
    }),
  );
}
