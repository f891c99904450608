import type { CalculatedSettings } from "./columnSettings.ts";
import { columnReferences } from "./columnReferences.ts";
import { readColumns, type ReadColumnsOf } from "./readColumns.ts";

/** A column of a data set as people and rules see it. */
export interface OutputColumn {
  readonly name: string;
  /** Undefined: QuickSight finds out, and nobody said. */
  readonly type: string | undefined;
  /** Of a calculated column: the columns that it is worked out from, directly or through others, by their names in the data set. */
  readonly uses?: readonly string[];
}

/** What of a data set tells its columns. */
export interface ColumnsOf extends ReadColumnsOf {
  readonly calculated?: CalculatedSettings | undefined;
}

/** All columns of a data set, those among them that are not part of what it shows, which calculated columns may use. */
export function everyColumn({ calculated = {}, ...set }: ColumnsOf): OutputColumn[] {
  const read = readColumns(set).map(({ name, column }) => ({
    name,
    type: column.cast ?? column.type,
  }));
  const names = [...read.map(({ name }) => name), ...Object.keys(calculated)];
  const direct = new Map(
    Object.entries(calculated).map(([name, { expression }]) => [name, usedIn(expression, names)]),
  );
  return [
    ...read,
    ...Object.entries(calculated).map(([name, { type }]) => {
      return { name, type, uses: [...allUses(name, direct)].sort() };
    }),
  ];
}

/** The columns that a data set shows: what rules, dashboards and data sets on it name. */
export function outputColumns(set: ColumnsOf): OutputColumn[] {
  const hidden = new Set([
    ...readColumns(set).flatMap(({ name, column }) => (column.output === false ? [name] : [])),
    ...Object.entries(set.calculated ?? {}).flatMap(([name, { output }]) =>
      output === false ? [name] : [],
    ),
  ]);
  return everyColumn(set).filter(({ name }) => !hidden.has(name));
}

/** Which of some columns an expression uses; a word is the column that it is in any case, so that none is missed. */
export function usedIn(expression: string, names: readonly string[]): string[] {
  const { inBraces, words } = columnReferences(expression);
  const found = new Set([...inBraces, ...words].map((name) => name.toLowerCase()));
  return names.filter((name) => found.has(name.toLowerCase()));
}

/** The columns that one is worked out from, directly or through others, by what each uses directly. */
export function allUses(name: string, direct: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set<string>();
  const look = (of: string): void => {
    for (const used of direct.get(of) ?? []) {
      if (found.has(used)) continue;
      found.add(used);
      look(used);
    }
  };
  look(name);
  return found;
}
