import type {
  ColumnDataType,
  InputColumn,
  LogicalTable,
  OutputColumn,
  PhysicalTable,
  TransformOperation,
} from "@aws-sdk/client-quicksight";
import type { DataSetDefinition, RegionAssets } from "../../store/assets.ts";
import { dataSetKind } from "../assets/assetKind.ts";
import { findByArn } from "../assets/assetRecord.ts";
import type { Call, Checked } from "../handler.ts";
import { checkJoin } from "./checkJoin.ts";

type Columns = readonly OutputColumn[];

/** How far a data set is from the one that was asked about, and what looks at each operation with the columns before it; with it joins are checked too. */
interface Following {
  readonly depth?: number;
  readonly onTransform?: (columns: Columns, operation: Checked<TransformOperation>) => void;
}

/** Deeper chains of data sets or joins are not followed, so that a circle of them ends. */
const maxDepth = 20;

/**
 * The columns that a data set shows; `undefined` when that can't be told, as with the new data preparation.
 *
 * They are those of the logical tables that no join uses up, or of the physical ones if there is no
 * logical table. How AWS renames columns of the same name in a join is not simulated.
 */
export function outputColumns(
  call: Call<unknown>,
  assets: RegionAssets,
  definition: DataSetDefinition,
  { depth = 0, onTransform }: Following = {},
): Columns | undefined {
  const { PhysicalTableMap, LogicalTableMap, DataPrepConfiguration } = definition;
  if (DataPrepConfiguration !== undefined || depth > maxDepth) {
    return undefined;
  }
  if (LogicalTableMap === undefined) {
    return joined(Object.values(PhysicalTableMap).map(columnsOfPhysical));
  }
  const used = new Set(
    Object.values(LogicalTableMap).flatMap(({ Source: { JoinInstruction: join } }) =>
      join === undefined ? [] : [join.LeftOperand, join.RightOperand],
    ),
  );
  const roots = Object.keys(LogicalTableMap).filter((id) => !used.has(id));
  return joined(roots.map((id) => columnsOf(LogicalTableMap[id], depth)));

  function columnsOf(table: Checked<LogicalTable> | undefined, level: number): Columns | undefined {
    if (table === undefined || level > maxDepth) {
      return undefined;
    }
    const columns = columnsOfSource(table.Source, level);
    return columns === undefined
      ? undefined
      : (table.DataTransforms ?? []).reduce((before, operation) => {
          onTransform?.(before, operation);
          return transformed(before, operation);
        }, columns);
  }

  function columnsOfSource(
    { PhysicalTableId, JoinInstruction, DataSetArn }: Checked<LogicalTable>["Source"],
    level: number,
  ): Columns | undefined {
    if (JoinInstruction !== undefined) {
      const { LeftOperand, RightOperand } = JoinInstruction;
      const sides = [LeftOperand, RightOperand].map((id) =>
        columnsOf(LogicalTableMap?.[id], level + 1),
      );
      if (onTransform !== undefined) checkJoin(JoinInstruction, sides);
      return joined(sides);
    }
    if (DataSetArn !== undefined) {
      const parent = findByArn(call, assets.dataSets, dataSetKind, DataSetArn);
      return parent && outputColumns(call, assets, parent.definition, { depth: level + 1 });
    }
    const physical = PhysicalTableMap[PhysicalTableId ?? ""];
    return physical && columnsOfPhysical(physical);
  }
}

function columnsOfPhysical(table: Checked<PhysicalTable>): Columns | undefined {
  const { RelationalTable, CustomSql, S3Source, SaaSTable, FileSource } = table;
  const columns =
    RelationalTable?.InputColumns ??
    CustomSql?.Columns ??
    S3Source?.InputColumns ??
    SaaSTable?.InputColumns ??
    FileSource?.InputColumns;
  return columns?.map(({ Name, Type, SubType }) => ({ Name, Type: outputType(Type), SubType }));
}

function outputType(type: Checked<InputColumn>["Type"]): ColumnDataType {
  switch (type) {
    case "INTEGER":
    case "DECIMAL":
    case "DATETIME":
      return type;
    case "BIT":
    case "BOOLEAN":
      return "INTEGER";
    default:
      return "STRING";
  }
}

function joined(parts: readonly (Columns | undefined)[]): Columns | undefined {
  const all: OutputColumn[] = [];
  const names = new Set<string | undefined>();
  for (const part of parts) {
    if (part === undefined) {
      return undefined;
    }
    for (const column of part) {
      if (!names.has(column.Name)) {
        names.add(column.Name);
        all.push(column);
      }
    }
  }
  return all;
}

function transformed(columns: Columns, operation: Checked<TransformOperation>): Columns {
  const {
    CreateColumnsOperation,
    RenameColumnOperation,
    ProjectOperation,
    CastColumnTypeOperation,
  } = operation;
  if (CreateColumnsOperation !== undefined) {
    const created = CreateColumnsOperation.Columns;
    return [...columns, ...created.map(({ ColumnName }) => ({ Name: ColumnName }))];
  }
  if (RenameColumnOperation !== undefined) {
    const { ColumnName, NewColumnName } = RenameColumnOperation;
    return columns.map((column) =>
      column.Name === ColumnName ? { ...column, Name: NewColumnName } : column,
    );
  }
  if (CastColumnTypeOperation !== undefined) {
    const { ColumnName, NewColumnType: Type } = CastColumnTypeOperation;
    return columns.map((column) => (column.Name === ColumnName ? { ...column, Type } : column));
  }
  const kept = ProjectOperation && new Set(ProjectOperation.ProjectedColumns);
  return kept ? columns.filter(({ Name }) => kept.has(Name ?? "")) : columns;
}
