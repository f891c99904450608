import { nameSome } from "../../aws/nameSome.ts";

/** Rows that a group, or somebody, sees by one rule: in each column one of its values, in a column that is left out any. */
export interface SeenRows {
  /** Whom the rule is for, see `subjectKey`. */
  readonly subject: string;
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** Some of the rows: by column what it holds; a column that is left out holds anything. */
export type RowPart = ReadonlyMap<string, Range>;

/** One of some values, or anything but them. */
interface Range {
  readonly values: readonly string[];
  readonly isAllBut: boolean;
}

/**
 * Beyond so many parts no further rule is taken away from them: they are then more than what nobody sees, never less. Rules of one or
 * two columns, as people write them, come to a few.
 */
const mostParts = 1000;

/** The part of the rows that a rule gives. */
export function partOf({ values }: Pick<SeenRows, "values">): RowPart {
  return new Map(
    Object.entries(values).map(([column, some]) => [column, { values: some, isAllBut: false }]),
  );
}

/** What of a part a rule gives; undefined: nothing. */
export function overlap(part: RowPart, { values }: Pick<SeenRows, "values">): RowPart | undefined {
  const both = new Map(part);
  for (const [column, some] of Object.entries(values)) {
    const range = part.get(column) ?? { values: [], isAllBut: true };
    const [inside] = split(range, new Set(some));
    if (inside.values.length === 0) return undefined;
    both.set(column, inside);
  }
  return both;
}

/** A part as JSON has it: by column its values, or all but these. */
export type PlainPart = Readonly<
  Record<string, readonly string[] | { readonly allBut: readonly string[] }>
>;

/** A part as plain data. */
export function plainPart(part: RowPart): PlainPart {
  return Object.fromEntries(
    [...part].map(([column, { values, isAllBut }]) => [
      column,
      isAllBut ? { allBut: values } : values,
    ]),
  );
}

/** What of these parts none of the rules gives, as parts that have no row in common where those have none. */
export function leaveOut(parts: readonly RowPart[], rules: readonly SeenRows[]): RowPart[] {
  let left = [...parts];
  for (const rule of rules) {
    if (left.length === 0 || left.length > mostParts) return left;
    left = left.flatMap((part) => without(part, rule));
  }
  return left;
}

/** What of a part a rule does not give, column by column: other values in the first one, the same in it and others in the second. */
function without(part: RowPart, { values }: SeenRows): RowPart[] {
  const left: RowPart[] = [];
  let rest = part;
  for (const [column, some] of Object.entries(values)) {
    const range = rest.get(column) ?? { values: [], isAllBut: true };
    const [inside, outside] = split(range, new Set(some));
    if (inside.values.length === 0) return [part];
    if (outside.isAllBut || outside.values.length > 0) {
      left.push(new Map([...rest, [column, outside]]));
    }
    rest = new Map([...rest, [column, inside]]);
  }
  return left;
}

/** A range in two: what is among the values, and what is not. */
function split({ values, isAllBut }: Range, among: ReadonlySet<string>): [Range, Range] {
  if (!isAllBut) {
    const isIn = (value: string) => among.has(value);
    return [
      { values: values.filter(isIn), isAllBut },
      { values: values.filter((value) => !isIn(value)), isAllBut },
    ];
  }
  const excluded = new Set(values);
  return [
    { values: [...among].filter((value) => !excluded.has(value)), isAllBut: false },
    { values: [...new Set([...values, ...among])], isAllBut },
  ];
}

/** Columns in which a part holds anything but some values. */
export function unlimitedIn(part: RowPart): string[] {
  return [...part].flatMap(([column, { isAllBut }]) => (isAllBut ? [column] : []));
}

/** The same text for the same part, with every value. */
export function verbatimPart(part: RowPart): string {
  return JSON.stringify(
    [...part].map(([column, { values, isAllBut }]) => [column, isAllBut, ...values.toSorted()]).sort(),
  );
}

/** A part for people: `country CAN and segment all but retail`; the first 20 values of a column. */
export function describePart(part: RowPart): string {
  const columns = [...part].sort(([a], [b]) => (a < b ? -1 : 1));
  return columns
    .map(([column, { values, isAllBut }]) => {
      return `${column} ${isAllBut ? "all but " : ""}${nameSome(values.toSorted())}`;
    })
    .join(" and ");
}
