import { declaredIdOf, type ReadTable, tablesOf } from "@quicksight-governance/core/settings";
import { heldData } from "./heldData.ts";
import type { StackResources } from "./readState.ts";
import { type RecordedTable, recordedTables } from "./recordedTables.ts";
import type { TenantSettings } from "./settings.ts";
import { tableOf } from "./tableOf.ts";

/** Data that goes on although a file or a data source waits. */
export interface SameReading extends Pick<TenantSettings, "dataSources" | "dataSets"> {
  /** What stands for the content of the files that these data sets go on to read, by the data set and the data source of the file. */
  readonly versions: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/**
 * Of the data that waits for a file, or for a data source, what reads just what the stack has it read: the file and the tables stay, and
 * all else is declared as the settings have it. So nobody keeps rights because a file is wrong.
 *
 * @param usable what can be declared in full
 * @param waiting the data sets that wait for their data source only
 */
export function findSameReading(
  settings: Pick<TenantSettings, "namespace" | "dataSources" | "dataSets">,
  usable: Pick<TenantSettings, "dataSources">,
  waiting: readonly string[],
  resources: StackResources,
): SameReading {
  const { namespace, dataSources } = settings;
  const held = new Map(heldData(resources).map((one) => [`${one.kind}/${one.id}`, one.outputs]));
  const heldSource = (name: string) => held.get(`data-source/${declaredIdOf(namespace, name)}`);
  const isSameType = (name: string) =>
    dataSources[name] !== undefined && heldSource(name)?.["type"] === dataSources[name].type;
  const found = Object.entries(settings.dataSets).flatMap(([name, set]) => {
    const outputs = held.get(`data-set/${declaredIdOf(namespace, name)}`);
    if (outputs === undefined || !waiting.includes(name)) return [];
    if (outputs["importMode"] !== set.import) return [];
    const tables = tablesOf(set);
    // What is on another data set stays as the stack has it: that one may wait, and show other columns.
    if (!tables.every(({ source }) => isSameType(source))) return [];
    const recorded = recordedTables(outputs)?.tables ?? [];
    const idOf = (key: string) => declaredIdOf(namespace, key);
    const isAsItWas =
      recorded.length === tables.length &&
      tables.every((table, index) => isSame(table, idOf, recorded[index]));
    return isAsItWas ? [{ name, set, versions: versionsOf(tables, recorded) }] : [];
  });
  return {
    // Of a database it is the connection that cannot be declared.
    dataSources: Object.fromEntries(
      Object.entries(dataSources).filter(
        ([name, { type }]) =>
          type === "S3" && !Object.hasOwn(usable.dataSources, name) && isSameType(name),
      ),
    ),
    dataSets: Object.fromEntries(found.map(({ name, set }) => [name, set])),
    versions: new Map(
      found.flatMap(({ name, versions }) =>
        versions.size === 0 ? [] : [[name, versions] as const],
      ),
    ),
  };
}

function versionsOf(
  tables: readonly ReadTable[],
  held: readonly RecordedTable[],
): ReadonlyMap<string, string> {
  return new Map(
    tables.flatMap(({ source }, index) => {
      const version = /^(?:joined-\d+-)?file-(.+)$/.exec(held[index]?.id ?? "")?.[1];
      return version === undefined ? [] : [[source, version] as const];
    }),
  );
}

function isSame(
  table: ReadTable,
  idOf: (key: string) => string,
  held: RecordedTable | undefined,
): boolean {
  if (held === undefined) return false;
  const isColumn = ({ name, type }: ReadTable["columns"][number], index: number) =>
    held.columns[index]?.name === name && held.columns[index].type === type;
  return (
    held.sourceArn.endsWith(`:datasource/${idOf(table.source)}`) &&
    held.table === tableOf(table) &&
    held.columns.length === table.columns.length &&
    table.columns.every(isColumn)
  );
}
