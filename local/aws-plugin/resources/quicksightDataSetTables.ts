import type {
  DataSet,
  FieldFolder,
  LogicalTable,
  PhysicalTable,
  UpdateDataSetRequest,
} from "@aws-sdk/client-quicksight";
import { fromApi, toApi, type Written } from "../apiNames.ts";
import type { Bag } from "../resource.ts";
import { isBag } from "../values.ts";

/** What the API keeps in maps by id, the released provider keeps in sets whose entries hold their id. */
export type Tables = {
  physicalTableMaps?: (Written<Omit<PhysicalTable, "$unknown">> & { physicalTableMapId: string })[];
  logicalTableMaps?: (Written<LogicalTable> & { logicalTableMapId: string })[];
  fieldFolders?: (FieldFolder & { fieldFoldersId: string })[];
};

/** Members that the released provider does not know. */
const hidden = ["Id", "SubType"];

/**
 * Members that the released provider declares and loses on the way to AWS, which fills in its own (hashicorp/
 * terraform-provider-aws#41393): `uploadSettings` of a file, and the key properties of a join.
 */
const lost = ["uploadSettings", "leftJoinKeyProperties", "rightJoinKeyProperties"];

/** The tables and folders as an update sends them. */
export function toTables({ physicalTableMaps = [], logicalTableMaps, fieldFolders }: Tables) {
  const physical = physicalTableMaps.map(({ physicalTableMapId, ...table }) => [
    physicalTableMapId,
    toApi(sentOf(table) as Written<PhysicalTable>),
  ]);
  const logical = logicalTableMaps?.map(({ logicalTableMapId, ...table }) => [
    logicalTableMapId,
    toApi<LogicalTable>(sentOf(table) as Written<LogicalTable>),
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
    physicalTableMaps: entriesOf(PhysicalTableMap, "physicalTableMapId").map(withFirstRow),
    logicalTableMaps: entriesOf(LogicalTableMap, "logicalTableMapId"),
    fieldFolders: entriesOf(FieldFolders, "fieldFoldersId"),
  };
}

function sentOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sentOf);
  if (!isBag(value)) return value;
  const sent = Object.entries(value).filter(([name]) => !lost.includes(name));
  return Object.fromEntries(sent.map(([name, entry]) => [name, sentOf(entry)]));
}

/** AWS tells no first row, which the state of the released provider holds as 0. */
function withFirstRow(table: Bag): Bag {
  const { s3Source } = table;
  if (!isBag(s3Source) || !isBag(s3Source.uploadSettings)) return table;
  const uploadSettings = { startFromRow: 0, ...s3Source.uploadSettings };
  return { ...table, s3Source: { ...s3Source, uploadSettings } };
}

function entriesOf(map: Record<string, object> | undefined, idName: string): Bag[] {
  return Object.entries(map ?? {}).map(([id, entry]) => ({
    [idName]: id,
    ...fromApi(entry, hidden),
  }));
}
