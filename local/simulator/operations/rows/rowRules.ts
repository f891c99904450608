import type { RowLevelPermissionDataSet } from "@aws-sdk/client-quicksight";
import type { DataSet } from "../../store/assets.ts";
import type { Checked } from "../handler.ts";
import type { Reader } from "./reader.ts";

/** "The full set of rule records that are applied per user must not exceed 999." */
const mostRules = 999;

/** Nobody with so many rules sees a visual; the words are ours. */
export class TooManyRules extends Error {}

/** Rows with their header. */
export interface Columns {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Rules = Checked<RowLevelPermissionDataSet>;

/** The rules about rows that a data set has, in whichever preparation. */
export function rulesOf({
  definition: { RowLevelPermissionDataSet, SemanticModelConfiguration },
}: DataSet): Rules | undefined {
  const tables = Object.values(SemanticModelConfiguration?.TableMap ?? {});
  const semantic = tables.flatMap(
    ({ RowLevelPermissionConfiguration: rules }) => rules?.RowLevelPermissionDataSet ?? [],
  );
  return RowLevelPermissionDataSet ?? semantic[0];
}

/**
 * The rows that rules give to somebody: those that match every field of some rule of theirs, or of a group of theirs. All of it is from the
 * user guide ("Using row-level security with user-based rules"): values are literal, spaces and case included; commas part several, and double
 * quotes keep one with a comma together; no value is every value; who has no rule sees nothing.
 *
 * Ours: a rule that names a user and a group is for either; the text NULL is no value; without a namespace, names are of `default`.
 *
 * @param loaded what was last loaded of the rules; undefined: nothing yet, and then there is no rule
 * @throws TooManyRules
 */
export function filterRows(
  { columns, rows }: Columns,
  rules: Rules,
  loaded: Columns | undefined,
  reader: Reader,
): readonly (readonly string[])[] {
  const own = (loaded?.rows ?? []).filter(rulesFor(rules, loaded?.columns ?? [], reader));
  const records = new Set(own.map((rule) => rule.join("\n")));
  if (records.size > mostRules) {
    throw new TooManyRules(`${records.size} rules are for them; ${mostRules} are applied at most.`);
  }
  const filters = own.map((rule) =>
    (loaded?.columns ?? []).flatMap((name, at) => {
      const place = columns.indexOf(name);
      const values = valuesIn(rule[at] ?? "");
      return place < 0 || values.size === 0 ? [] : [{ place, values }];
    }),
  );
  return rows.filter((row) =>
    filters.some((filter) => filter.every(({ place, values }) => values.has(row[place] ?? ""))),
  );
}

function rulesFor(
  { FormatVersion, Namespace = "default" }: Rules,
  columns: readonly string[],
  reader: Reader,
) {
  const byArn = FormatVersion === "VERSION_2";
  const [user, group] = (byArn ? ["UserARN", "GroupARN"] : ["UserName", "GroupName"]).map((name) =>
    columns.indexOf(name),
  );
  const name = byArn ? reader.arn : reader.userName;
  const groups = byArn ? reader.groupArns : reader.groupNames;
  const isHere = byArn || Namespace === reader.namespace;
  return (rule: readonly string[]) =>
    isHere && (rule[user ?? -1] === name || groups.has(rule[group ?? -1] ?? ""));
}

/** The values of a field; none: any. */
function valuesIn(field: string): ReadonlySet<string> {
  if (field === "" || field === "NULL") return new Set();
  const values = [...field.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"(?=,|$)|([^,]*))/g)];
  return new Set(values.map(([, quoted, plain = ""]) => quoted?.replaceAll('""', '"') ?? plain));
}
