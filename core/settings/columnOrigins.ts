import { allUses, usedIn } from "./outputColumns.ts";

/** The columns of a data set that are not called as what it reads calls them; others may be left out. */
export interface NamedColumns {
  readonly columns: readonly { readonly name: string; readonly as?: string | undefined }[];
  /** By name. */
  readonly calculated?: Readonly<Record<string, { readonly expression: string }>> | undefined;
}

/**
 * What the columns of a data set are, by their names in it: the column of what it reads, or how it is worked out from such, the same text
 * for the same. One that is not here is the column of that name.
 */
export function columnOrigins({
  columns,
  calculated = {},
}: NamedColumns): ReadonlyMap<string, string> {
  const renamed = columns.flatMap(({ name, as: other }) =>
    other === undefined ? [] : [[other, name] as const],
  );
  const workedOut = Object.entries(calculated).map(
    ([name, { expression }]) => [name, expression] as const,
  );
  const said = new Map([...renamed, ...workedOut]);
  const names = [...said.keys()];
  const direct = new Map(workedOut.map(([name, text]) => [name, usedIn(text, names)]));
  const full = workedOut.map(([name, expression]) => {
    const uses = [...allUses(name, direct)].sort().map((one) => [one, said.get(one)]);
    return [name, JSON.stringify([expression, uses])] as const;
  });
  return new Map([...renamed, ...full]);
}
