import { checkColumn } from "./checkRowRules.ts";
import type { DataSetSettings } from "./dataSettings.ts";
import { outputColumns } from "./outputColumns.ts";
import type { Problem } from "./problem.ts";

/** What is wrong with the rules of a data set by tags of a session. No message shows the value for all rows. */
export function checkTagRules(
  where: string,
  { tagRules = {}, ...set }: Pick<DataSetSettings, "tagRules" | "columns" | "joins" | "calculated">,
): Problem[] {
  const columns = outputColumns(set);
  const first = new Map<string, string>();
  return Object.entries(tagRules).flatMap(([tag, { column, delimiter, matchAll }]) => {
    const place = `${where}.tagRules.${tag}`;
    const other = first.get(column);
    if (other === undefined) first.set(column, tag);
    const taken = `column ${column} is that of tag ${other ?? ""} already, and a session sees what all its tags let it see; give each tag a column of its own, or a session several values of one (delimiter)`;
    const cut =
      "has the delimiter in it, so that a session with it would have several values and see no row; use another value or another delimiter";
    const isCut = delimiter !== undefined && matchAll?.includes(delimiter) === true;
    return [
      ...checkColumn(`${place}.column`, column, columns),
      ...(other === undefined ? [] : [{ where: `${place}.column`, message: taken }]),
      ...(isCut ? [{ where: `${place}.matchAll`, message: cut }] : []),
    ];
  });
}
