import type { StackResources } from "./readState.ts";

/** What data consists of in QuickSight. */
export type DataAsset = "dataSource" | "dataSet";

/** What a stack's state calls them; each says its id as `<asset>Id`. */
const nativeTypes: Readonly<Record<DataAsset, string>> = {
  dataSource: "aws:quicksight/dataSource:DataSource",
  dataSet: "aws:quicksight/dataSet:DataSet",
};

/** The ids of the data sources and data sets that a stack's state holds, as `dataSource/<id>` and `dataSet/<id>`. */
export function findHeldIds(resources: StackResources): ReadonlySet<string> {
  return new Set(
    Object.values(resources).flatMap(({ type, outputs = {} }) =>
      Object.entries(nativeTypes).flatMap(([asset, native]) => {
        const id = outputs[`${asset}Id`];
        return type === native && typeof id === "string" ? [`${asset}/${id}`] : [];
      }),
    ),
  );
}
