import type { DashboardError } from "@aws-sdk/client-quicksight";
import type { Content, DataSet, RegionAssets } from "../../store/assets.ts";
import { outputColumns } from "../dataSets/outputColumns.ts";
import type { Call } from "../handler.ts";
import { dataSetKind } from "./assetKind.ts";
import { findByArn } from "./assetRecord.ts";

/** What of a definition is looked at. */
interface ReadDefinition {
  readonly DataSetIdentifierDeclarations?: readonly {
    readonly Identifier: string;
    readonly DataSetArn: string;
  }[];
  readonly CalculatedFields?: readonly {
    readonly DataSetIdentifier?: string;
    readonly Name?: string;
  }[];
}

/** A column that a definition names, and where. */
interface NamedColumn {
  readonly path: string;
  readonly dataSet: string;
  readonly column: string;
}

/**
 * What is wrong with content by the time it is built: data sets that do not exist, and, where the definition is looked at strictly, columns
 * of data sets that it does not declare or that lack them. That this ends in CREATION_FAILED, with a path into the definition for each, is
 * the API reference's (DashboardError, Entity, ValidationStrategy); which type each has, and the words, are ours. A column of a data set
 * whose columns cannot be told is not looked at.
 */
export function problemsOf(
  call: Call<unknown>,
  { dataSets, ...others }: RegionAssets,
  { dataSetArns, definition, isLenient }: Content,
): DashboardError[] {
  const assets = { dataSets, ...others };
  const find = (arn: string) => findByArn(call, dataSets, dataSetKind, arn);
  const missing = dataSetArns
    .filter((arn) => find(arn) === undefined)
    .map((arn): DashboardError => ({
      Type: "DATA_SET_NOT_FOUND",
      Message: `DataSet ${arn} not found.`,
    }));
  if (definition === undefined || isLenient) return missing;
  const { DataSetIdentifierDeclarations = [], CalculatedFields = [] }: ReadDefinition = definition;
  const declared = new Map(
    DataSetIdentifierDeclarations.map(({ Identifier, DataSetArn }) => [Identifier, DataSetArn]),
  );
  const made = new Set(
    CalculatedFields.map(({ DataSetIdentifier, Name }) => keyOf(DataSetIdentifier, Name)),
  );
  const columnsOf = (dataSet: DataSet) => outputColumns(call, assets, dataSet.definition);
  const wrong = columnsIn(definition, "").flatMap(({ path, dataSet, column }): DashboardError[] => {
    const ViolatedEntities = [{ Path: path }];
    const arn = declared.get(dataSet);
    if (arn === undefined) {
      const Message = `DataSet identifier ${dataSet} of column ${column} is not declared.`;
      return [{ Type: "SOURCE_NOT_FOUND", Message, ViolatedEntities }];
    }
    const found = find(arn);
    const columns = found && columnsOf(found);
    if (columns === undefined || made.has(keyOf(dataSet, column))) return [];
    if (columns.some(({ Name }) => Name === column)) return [];
    const Message = `Column ${column} not found in DataSet ${dataSet}.`;
    return [{ Type: "COLUMN_REPLACEMENT_MISSING", Message, ViolatedEntities }];
  });
  return [...missing, ...wrong];
}

function keyOf(dataSet: string | undefined, column: string | undefined): string {
  return JSON.stringify([dataSet, column]);
}

/** Everything in a definition that names a column by data set and name, whatever it is for (API model, `ColumnIdentifier`). */
function columnsIn(value: unknown, path: string): NamedColumn[] {
  if (typeof value !== "object" || value === null) return [];
  const { DataSetIdentifier: dataSet, ColumnName: column } = value as Record<string, unknown>;
  if (typeof dataSet === "string" && typeof column === "string") return [{ path, dataSet, column }];
  return Object.entries(value).flatMap(([name, inner]) => columnsIn(inner, `${path}/${name}`));
}
