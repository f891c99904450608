import { declaredIdOf } from "@quicksight-governance/core/settings";
import { heldData } from "./heldData.ts";
import type { StackResources } from "./readState.ts";
import { recordedTable } from "./recordedTable.ts";
import type { DataSetSettings, TenantSettings } from "./settings.ts";
import { tableOf } from "./tableOf.ts";

/** Data that goes on although a file or a data source waits. */
export interface SameReading extends Pick<TenantSettings, "dataSources" | "dataSets"> {
  /** What stands for the content of the files that these data sets go on to read, by the data set. */
  readonly versions: ReadonlyMap<string, string>;
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
    if (outputs === undefined || !waiting.includes(name) || !isSameType(set.source)) return [];
    if (outputs["importMode"] !== set.import) return [];
    const table = recordedTable(outputs);
    const source = declaredIdOf(namespace, set.source);
    return table !== undefined && isSame(set, source, table) ? [{ name, set, id: table.id }] : [];
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
      found.flatMap(({ name, id }) => {
        const version = /^file-(.+)$/.exec(id ?? "")?.[1];
        return version === undefined ? [] : [[name, version] as const];
      }),
    ),
  };
}

function isSame(
  set: DataSetSettings,
  sourceId: string,
  { sourceArn, table, columns }: NonNullable<ReturnType<typeof recordedTable>>,
): boolean {
  const isColumn = ({ name, type }: DataSetSettings["columns"][number], index: number) =>
    columns[index]?.name === name && columns[index].type === type;
  return (
    sourceArn.endsWith(`:datasource/${sourceId}`) &&
    table === tableOf(set) &&
    columns.length === set.columns.length &&
    set.columns.every(isColumn)
  );
}
