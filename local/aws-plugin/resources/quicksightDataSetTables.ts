import type {
  DataSet,
  FieldFolder,
  LogicalTable,
  PhysicalTable,
  UpdateDataSetRequest,
} from "@aws-sdk/client-quicksight";
import { fromApi, toApi, type Written } from "../apiNames.ts";
import type { Bag } from "../resource.ts";

/** What the API keeps in maps by id, the released provider keeps in sets whose entries hold their id. */
export type Tables = {
  physicalTableMaps?: (Written<Omit<PhysicalTable, "$unknown">> & { physicalTableMapId: string })[];
  logicalTableMaps?: (Written<LogicalTable> & { logicalTableMapId: string })[];
  fieldFolders?: (FieldFolder & { fieldFoldersId: string })[];
};

/** Members that the released provider does not know. */
const hidden = ["Id", "SubType"];

/** The tables and folders as an update sends them. */
export function toTables({ physicalTableMaps = [], logicalTableMaps, fieldFolders }: Tables) {
  const physical = physicalTableMaps.map(({ physicalTableMapId, ...table }) => [
    physicalTableMapId,
    toApi(table as Written<PhysicalTable>),
  ]);
  const logical = logicalTableMaps?.map(({ logicalTableMapId, ...table }) => [
    logicalTableMapId,
    toApi<LogicalTable>(table),
  ]);
  // The API writes the members of a folder in lower case.
  const folders = fieldFolders?.map(({ fieldFoldersId, ...folder }) => [fieldFoldersId, folder]);
  return {
    PhysicalTableMap: Object.fromEntries(physical) as UpdateDataSetRequest["PhysicalTableMap"],
    ...(logical?.length
      ? { LogicalTableMap: Object.fromEntries(logical) as UpdateDataSetRequest["LogicalTableMap"] }
      : {}),
    ...(folders?.length
      ? { FieldFolders: Object.fromEntries(folders) as UpdateDataSetRequest["FieldFolders"] }
      : {}),
  };
}

/** Back again. */
export function fromTables({ PhysicalTableMap, LogicalTableMap, FieldFolders }: DataSet): Bag {
  return {
    physicalTableMaps: entriesOf(PhysicalTableMap, "physicalTableMapId"),
    logicalTableMaps: entriesOf(LogicalTableMap, "logicalTableMapId"),
    fieldFolders: entriesOf(FieldFolders, "fieldFoldersId"),
  };
}

function entriesOf(map: Record<string, object> | undefined, idName: string): Bag[] {
  return Object.entries(map ?? {}).map(([id, entry]) => ({
    [idName]: id,
    ...fromApi(entry, hidden),
  }));
}
