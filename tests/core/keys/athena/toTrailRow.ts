import { trailColumns } from "../../../../core/keys/athena/trailTable.ts";

/**
 * What the table has of a record, as Hive's JSON SerDe reads it: names in any case, an object in a column of text as JSON, an
 * object in a column of its own with its declared fields alone. Columns with fields are JSON here.
 */
export function toTrailRow(record: Readonly<Record<string, unknown>>): (string | null)[] {
  return trailColumns.map(([column, type]) => {
    const value = findValue(record, column);
    if (value === undefined || value === null) return null;
    if (type === "string") return typeof value === "string" ? value : JSON.stringify(value);
    const fields = [...type.matchAll(/(\w+):string/g)].flatMap(([, name]) => name ?? []);
    const narrow = (one: unknown) =>
      Object.fromEntries(fields.map((field) => [field, findValue(one as object, field) ?? null]));
    return JSON.stringify(Array.isArray(value) ? value.map(narrow) : narrow(value));
  });
}

function findValue(fields: object, name: string): unknown {
  return Object.entries(fields).find(([key]) => key.toLowerCase() === name)?.[1];
}
