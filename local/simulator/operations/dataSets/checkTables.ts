import type { LogicalTable, LogicalTableSource, PhysicalTable } from "@aws-sdk/client-quicksight";
import type { DataSetDefinition, RegionAssets } from "../../store/assets.ts";
import { dataSetKind, dataSourceKind } from "../assets/assetKind.ts";
import { assetNotFound, findByArn } from "../assets/assetRecord.ts";
import type { Call, Checked } from "../handler.ts";
import { refuse } from "../refuse.ts";

/** Refuses tables that lead nowhere: each has one source, and that exists. */
export function checkTables(
  call: Call<unknown>,
  assets: RegionAssets,
  definition: DataSetDefinition,
): void {
  const { PhysicalTableMap, LogicalTableMap = {} } = definition;
  for (const [id, table] of Object.entries(PhysicalTableMap)) {
    checkFile(id, table, definition);
  }
  for (const table of Object.values(PhysicalTableMap)) {
    const arn = dataSourceArnOf(table);
    if (arn === undefined) {
      // AWS's words (hashicorp/terraform-provider-aws#31863).
      refuse("Invalid PhysicalTableMap");
    }
    if (findByArn(call, assets.dataSources, dataSourceKind, arn) === undefined) {
      throw assetNotFound(dataSourceKind, arn);
    }
  }
  for (const { Source } of Object.values(LogicalTableMap)) {
    checkSource(Source, definition);
    requireParent(call, assets, Source.DataSetArn);
  }
  for (const { DataSet } of Object.values(definition.DataPrepConfiguration?.SourceTableMap ?? {})) {
    requireParent(call, assets, DataSet?.DataSetArn);
  }
  if (Object.keys(PhysicalTableMap).length === 0 && !hasParent(definition)) {
    // AWS's words for this are not known.
    refuse("Invalid PhysicalTableMap");
  }
  checkSources(definition);
}

/** Tables of several data sources are joined in SPICE only (user guide, "Joining data"); the error and its words are ours. */
function checkSources(definition: DataSetDefinition): void {
  const { ImportMode, LogicalTableMap = {} } = definition;
  const isJoined = Object.values(LogicalTableMap).some(({ Source }) => Source.JoinInstruction);
  if (ImportMode !== "DIRECT_QUERY" || !isJoined) return;
  if (new Set(dataSourcesOf(definition)).size > 1) {
    refuse("Tables of several data sources can't be joined with DIRECT_QUERY.");
  }
}

/** The ARNs of the data sources that a data set's own tables come from. */
export function dataSourcesOf({ PhysicalTableMap }: DataSetDefinition): string[] {
  return Object.values(PhysicalTableMap).flatMap((table) => dataSourceArnOf(table) ?? []);
}

/** The ARN of the data source that a table comes from, if it says so. */
export function dataSourceArnOf(table: Checked<PhysicalTable>): string | undefined {
  const kind =
    table.RelationalTable ??
    table.CustomSql ??
    table.S3Source ??
    table.SaaSTable ??
    table.FileSource;
  return kind?.DataSourceArn;
}

/**
 * Refuses typed columns of a file that isn't JSON (API reference of S3Source) and direct queries on a file, which can only be
 * loaded into SPICE (user guide); the error and its words are ours. Without a format AWS takes a file for CSV
 * (hashicorp/terraform-provider-aws#41393).
 */
function checkFile(
  id: string,
  { S3Source, FileSource }: Checked<PhysicalTable>,
  { ImportMode }: DataSetDefinition,
): void {
  if ((S3Source ?? FileSource) !== undefined && ImportMode === "DIRECT_QUERY") {
    refuse(`PhysicalTable ${id} is a file, which can't be queried directly.`);
  }
  const { UploadSettings, InputColumns = [] } = S3Source ?? {};
  const typed = InputColumns.find(({ Type }) => Type !== "STRING");
  if (typed !== undefined && UploadSettings?.Format !== "JSON") {
    refuse(
      `Column ${typed.Name} of PhysicalTable ${id} is ${typed.Type}; only STRING is supported for files that aren't JSON.`,
    );
  }
}

function checkSource(
  source: Checked<LogicalTableSource>,
  { PhysicalTableMap, LogicalTableMap = {} }: DataSetDefinition,
): void {
  const { PhysicalTableId, JoinInstruction, DataSetArn } = source;
  const present = [PhysicalTableId, JoinInstruction, DataSetArn].filter((one) => one !== undefined);
  if (present.length !== 1) {
    // AWS's words (hashicorp/terraform-provider-aws#30948).
    refuse(
      "Exactly one of PhysicalTableId, JoinInstruction or DataSetArn must be set for LogicalTable",
    );
  }
  if (PhysicalTableId !== undefined && !(PhysicalTableId in PhysicalTableMap)) {
    refuse(`PhysicalTableId ${PhysicalTableId} is not in PhysicalTableMap.`);
  }
  for (const id of [JoinInstruction?.LeftOperand, JoinInstruction?.RightOperand]) {
    if (id !== undefined && !(id in LogicalTableMap)) {
      refuse(`Operand ${id} of a join is not in LogicalTableMap.`);
    }
  }
}

// That it must exist is plain; the error and the words for what a parent forbids are ours.
function requireParent(
  call: Call<unknown>,
  { dataSets }: RegionAssets,
  arn: string | undefined,
): void {
  if (arn === undefined) {
    return;
  }
  const parent = findByArn(call, dataSets, dataSetKind, arn);
  if (parent === undefined) {
    throw assetNotFound(dataSetKind, arn);
  }
  const usage = parent.definition.DataSetUsageConfiguration;
  const forbidden =
    parent.definition.ImportMode === "SPICE"
      ? usage?.DisableUseAsImportedSource
      : usage?.DisableUseAsDirectQuerySource;
  if (forbidden === true) {
    refuse(`DataSet ${arn} may not be used as a source of other data sets.`);
  }
  if (parent.useAs === "RLS_RULES") {
    refuse(`DataSet ${arn} has rules for row-level security and can't be a source.`);
  }
}

function hasParent({ LogicalTableMap = {}, DataPrepConfiguration }: DataSetDefinition): boolean {
  const isChild = ({ Source }: Checked<LogicalTable>): boolean => Source.DataSetArn !== undefined;
  const sources = Object.values(DataPrepConfiguration?.SourceTableMap ?? {});
  return (
    Object.values(LogicalTableMap).some(isChild) ||
    sources.some(({ DataSet }) => DataSet !== undefined)
  );
}
