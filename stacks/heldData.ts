import { tokens } from "../providers/tokens.ts";
import type { StackResources } from "./readState.ts";

/** What data consists of in QuickSight. */
export type DataKind = "data-source" | "data-set";

/** A data source or a data set that a stack's state holds. */
export interface HeldData {
  readonly kind: DataKind;
  readonly id: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** True: a resource of ours by the API, and not the native one. */
  readonly byApi: boolean;
}

/** What a stack's state calls them, and the output that says their id. */
const dataTypes: Readonly<Record<string, { readonly kind: DataKind; readonly id: string }>> = {
  "aws:quicksight/dataSource:DataSource": { kind: "data-source", id: "dataSourceId" },
  "aws:quicksight/dataSet:DataSet": { kind: "data-set", id: "dataSetId" },
  [tokens.apiDataSource]: { kind: "data-source", id: "dataSourceId" },
};

/** The data sources and data sets of a stack's state, those of row rules among them. */
export function heldData(resources: StackResources): HeldData[] {
  return Object.values(resources).flatMap(({ type, outputs = {} }) => {
    const row = dataTypes[type];
    const id = row && outputs[row.id];
    return row !== undefined && typeof id === "string"
      ? [{ kind: row.kind, id, outputs, byApi: type === tokens.apiDataSource }]
      : [];
  });
}

/** The ids of {@link heldData}, as `data-source/<id>` and `data-set/<id>`. */
export function heldIds(resources: StackResources): ReadonlySet<string> {
  return new Set(heldData(resources).map(({ kind, id }) => `${kind}/${id}`));
}
