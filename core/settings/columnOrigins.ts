import { allUses, usedIn } from "./outputColumns.ts";

/** What a column of a data set is: a column of what it reads, or how it is worked out. */
export interface ColumnOrigin {
  /** The same text for the same. */
  readonly text: string;
  /** What it comes from, as {@link readingKey} says it; of a calculated column all that it is worked out from. */
  readonly readings: readonly string[];
}

/** The columns of one table, query, file or data set that a data set reads; those with their own name may be left out. */
export interface NamedColumns {
  /** See {@link readingKey}. */
  readonly reading: string;
  /** `as` is what it is called in the data set. */
  readonly columns: readonly { readonly name: string; readonly as?: string | undefined }[];
}

/** The same text for the same table, query, file or data set of the same source. */
export function readingKey({
  sourceArn,
  table,
}: {
  readonly sourceArn: string;
  readonly table: string;
}): string {
  return JSON.stringify([sourceArn, table]);
}

/** What a column is that is called so in what is read. */
export function originIn(reading: string, column: string): ColumnOrigin {
  return { text: JSON.stringify([reading, column]), readings: [reading] };
}

/**
 * What the columns of a data set are, by their names in it, so that one is known by another name. One that is not here is the column of that
 * name in the first table.
 *
 * @param calculated by name how it is worked out, from columns by their names in the data set
 */
export function columnOrigins(
  tables: readonly NamedColumns[],
  calculated: Readonly<Record<string, { readonly expression: string }>> = {},
): ReadonlyMap<string, ColumnOrigin> {
  const read = tables.flatMap(({ reading, columns }) =>
    columns.map(({ name, as: renamed }) => [renamed ?? name, originIn(reading, name)] as const),
  );
  const known = new Map(read);
  const workedOut = Object.entries(calculated).map(
    ([name, { expression }]) => [name, expression] as const,
  );
  const expressions = new Map(workedOut);
  const names = [...known.keys(), ...expressions.keys()];
  const direct = new Map(workedOut.map(([name, text]) => [name, usedIn(text, names)]));
  const first = tables[0]?.reading ?? "";
  const isPlain = (name: string) => known.get(name)?.text === originIn(first, name).text;
  const full = workedOut.map(([name, expression]) => {
    const used = [...allUses(name, direct)].sort();
    // Not every state says which columns of the first table there are.
    const said = used.filter((one) => !isPlain(one));
    const uses = said.map((one) => [one, known.get(one)?.text ?? expressions.get(one)]);
    const readings = new Set(used.flatMap((one) => known.get(one)?.readings ?? []));
    return [name, { text: JSON.stringify([expression, uses]), readings: [...readings] }] as const;
  });
  return new Map([...read, ...full]);
}
