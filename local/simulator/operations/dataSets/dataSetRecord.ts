import type { DataSet as ApiDataSet, DataSetSummary } from "@aws-sdk/client-quicksight";
import type { DataSet, DataSetDefinition, RegionAssets } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import type { Call } from "../handler.ts";
import { refuse } from "../refuse.ts";
import { checkColumnRules } from "./checkColumnRules.ts";
import { checkRowRules } from "./checkRowRules.ts";
import { checkTables } from "./checkTables.ts";
import { checkTransform } from "./checkTransform.ts";
import { logicalTablesOf } from "./logicalTables.ts";
import { outputColumns } from "./outputColumns.ts";
import { withUploadSettings } from "./uploadSettings.ts";

/**
 * The definition in an input, once it has passed every check.
 *
 * It is taken as it is: what an update leaves out is gone, the rules about rows and columns included. AWS
 * documents that updates are not partial; that this goes for the rules is inferred from that.
 */
export function readDefinition(
  call: Call<DataSetDefinition>,
  store: Store,
  assets: RegionAssets,
  id: string,
): DataSetDefinition {
  const { input } = call;
  const definition: DataSetDefinition = {
    PhysicalTableMap: withUploadSettings(input.PhysicalTableMap),
    LogicalTableMap: logicalTablesOf(input),
    ImportMode: input.ImportMode,
    ColumnGroups: input.ColumnGroups,
    FieldFolders: input.FieldFolders,
    RowLevelPermissionDataSet: input.RowLevelPermissionDataSet,
    RowLevelPermissionTagConfiguration: input.RowLevelPermissionTagConfiguration,
    ColumnLevelPermissionRules: input.ColumnLevelPermissionRules,
    DataSetUsageConfiguration: input.DataSetUsageConfiguration,
    DatasetParameters: input.DatasetParameters,
    PerformanceConfiguration: input.PerformanceConfiguration,
    DataPrepConfiguration: input.DataPrepConfiguration,
    SemanticModelConfiguration: input.SemanticModelConfiguration,
  };
  checkTables(call, assets, definition);
  outputColumns(call, assets, definition, { onTransform: checkTransform });
  checkRowRules(call, assets, id, definition);
  checkColumnRules(call, store, assets, definition);
  return definition;
}

/** Refuses to show or change what the API can't; that it can't be changed either is not confirmed. */
export function refuseUndescribable({ undescribable }: DataSet): void {
  if (undescribable !== undefined) refuse(undescribable);
}

/** A data set as the API shows it. */
export function describeDataSetRecord(
  call: Call<unknown>,
  assets: RegionAssets,
  dataSet: DataSet,
): ApiDataSet {
  return {
    ...dataSet.definition,
    Arn: dataSet.arn,
    DataSetId: dataSet.id,
    Name: dataSet.name,
    CreatedTime: new Date(dataSet.createdAt),
    LastUpdatedTime: new Date(dataSet.updatedAt),
    OutputColumns: outputColumns(call, assets, dataSet.definition)?.slice(),
    ConsumedSpiceCapacityInBytes: 0,
    UseAs: dataSet.useAs,
  };
}

/** A data set as lists show it. */
export function summarizeDataSet(dataSet: DataSet): DataSetSummary {
  const { definition } = dataSet;
  return {
    Arn: dataSet.arn,
    DataSetId: dataSet.id,
    Name: dataSet.name,
    CreatedTime: new Date(dataSet.createdAt),
    LastUpdatedTime: new Date(dataSet.updatedAt),
    ImportMode: definition.ImportMode,
    RowLevelPermissionDataSet: definition.RowLevelPermissionDataSet,
    RowLevelPermissionTagConfigurationApplied:
      definition.RowLevelPermissionTagConfiguration !== undefined,
    ColumnLevelPermissionRulesApplied: definition.ColumnLevelPermissionRules !== undefined,
    UseAs: dataSet.useAs,
  };
}
