import { type ColumnOrigin, originIn, readingKey } from "../../settings/columnOrigins.ts";
import type { DeclaredAsset, TagRule } from "./declaredAsset.ts";
import { dataSetReading, originOf } from "./reading.ts";

/**
 * A data set as it was, with its columns called as another one calls them, which reads some of the same: a column is what it is, whatever
 * it is called. A name that the other one has given to another column is marked, so that it is none of its. What the other one does not
 * read is known by its name only.
 *
 * @param isOn true: the other one reads the data set itself, and so by the names that it shows
 */
export function byNamesOf(
  after: DeclaredAsset,
  before: DeclaredAsset,
  isOn: boolean,
): DeclaredAsset {
  const { columns: shown } = after;
  if (shown === undefined) return before;
  const itself = readingKey(dataSetReading(before.arn));
  const originBefore = (name: string) => (isOn ? originIn(itself, name) : originOf(before, name));
  const read = new Set((after.reads ?? []).map(readingKey));
  const isRead = ({ readings }: ColumnOrigin) => readings.every((one) => read.has(one));
  const names = Map.groupBy(shown, (name) => originOf(after, name).text);
  // One that is read twice has two names.
  const namesOf = (name: string): readonly string[] => {
    const origin = originBefore(name);
    const now = names.get(origin.text);
    return now ?? [shown.includes(name) && isRead(origin) ? `${name} (as it was)` : name];
  };
  const nameOf = (name: string): string => {
    const now = namesOf(name);
    return now.includes(name) ? name : (now[0] ?? name);
  };
  const { columns, protection, tags } = before;
  return {
    ...before,
    ...(columns && { columns: columns.flatMap(namesOf) }),
    ...(protection && { protection: protectionBy(nameOf, namesOf, protection) }),
    ...(tags && { tags: new Map([...tags].map(([tag, rule]) => [tag, tagBy(nameOf, rule)])) }),
  };
}

type NameOf = (column: string) => string;

function protectionBy(
  nameOf: NameOf,
  namesOf: (column: string) => readonly string[],
  { rows, columns }: NonNullable<DeclaredAsset["protection"]>,
): NonNullable<DeclaredAsset["protection"]> {
  return {
    columns: new Map(
      [...columns].flatMap(([name, groups]) => namesOf(name).map((now) => [now, groups] as const)),
    ),
    ...(rows && {
      rows: rows.map(({ subject, values }) => {
        const named = Object.entries(values).map(([name, some]) => [nameOf(name), some]);
        return { subject, values: Object.fromEntries(named) as typeof values };
      }),
    }),
  };
}

function tagBy(nameOf: NameOf, rule: TagRule): TagRule {
  return { ...rule, column: nameOf(rule.column) };
}
