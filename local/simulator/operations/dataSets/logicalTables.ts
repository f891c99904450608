import type { LogicalTable } from "@aws-sdk/client-quicksight";
import type { DataSetDefinition } from "../../store/assets.ts";
import type { Checked } from "../handler.ts";

/** The longest alias that the API model takes; the names of tables may be longer. */
const maxAlias = 64;

/**
 * The logical tables of a data set that declares none: one for each physical table, with its id, called as the table is
 * (hashicorp/terraform-provider-aws#30705). They are then part of the data set, as if they had been declared.
 *
 * What a table without a name of its own is called, and that long names are cut, is not confirmed. The new data preparation has no
 * logical tables.
 */
export function logicalTablesOf({
  PhysicalTableMap,
  LogicalTableMap,
  DataPrepConfiguration,
}: DataSetDefinition): DataSetDefinition["LogicalTableMap"] {
  const tables = Object.entries(PhysicalTableMap);
  if (LogicalTableMap !== undefined || DataPrepConfiguration !== undefined || tables.length === 0) {
    return LogicalTableMap;
  }
  return Object.fromEntries(
    tables.map(([id, { RelationalTable, CustomSql }]): [string, Checked<LogicalTable>] => {
      const Alias = (RelationalTable?.Name ?? CustomSql?.Name ?? id).slice(0, maxAlias);
      return [id, { Alias, Source: { PhysicalTableId: id } }];
    }),
  );
}
