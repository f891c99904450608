import type { DeclaredAsset, TagRule } from "./declaredAsset.ts";

/**
 * A data set as it was, with its columns called as another one calls them, which reads the same: a column is what it is, whatever it is
 * called. A name that the other one has given to another column is marked, so that it is none of its.
 *
 * @param isOn true: the other one reads the data set itself, and so by the names that it shows
 */
export function byNamesOf(
  after: DeclaredAsset,
  before: DeclaredAsset,
  isOn: boolean,
): DeclaredAsset {
  const { columns: shown, origins: of = new Map<string, string>() } = after;
  if (shown === undefined) return before;
  const originOf = (name: string) => (isOn ? name : (before.origins?.get(name) ?? name));
  const names = new Map(shown.map((name) => [of.get(name) ?? name, name]));
  const nameOf = (name: string) => {
    const isSame = shown.includes(name) && (of.get(name) ?? name) === originOf(name);
    if (isSame) return name;
    return names.get(originOf(name)) ?? (shown.includes(name) ? `${name} (as it was)` : name);
  };
  const { columns, protection, tags } = before;
  return {
    ...before,
    ...(columns && { columns: columns.map(nameOf) }),
    ...(protection && { protection: protectionBy(nameOf, protection) }),
    ...(tags && { tags: new Map([...tags].map(([tag, rule]) => [tag, tagBy(nameOf, rule)])) }),
  };
}

type NameOf = (column: string) => string;

function protectionBy(
  nameOf: NameOf,
  { rows, columns }: NonNullable<DeclaredAsset["protection"]>,
): NonNullable<DeclaredAsset["protection"]> {
  return {
    columns: new Map([...columns].map(([name, groups]) => [nameOf(name), groups])),
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
