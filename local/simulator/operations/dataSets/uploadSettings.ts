import type { UploadSettings } from "@aws-sdk/client-quicksight";
import type { DataSetDefinition } from "../../store/assets.ts";

/** What AWS takes a file to be when nobody says; it tells no first row (hashicorp/terraform-provider-aws#41393). */
const filledIn: UploadSettings = {
  Format: "CSV",
  Delimiter: ",",
  TextQualifier: "DOUBLE_QUOTE",
  ContainsHeader: true,
};

/**
 * The physical tables with the upload settings that AWS fills in for files without any; they are then part of the data set. That
 * settings which are given are not filled up is not confirmed.
 */
export function withUploadSettings(
  tables: DataSetDefinition["PhysicalTableMap"],
): DataSetDefinition["PhysicalTableMap"] {
  return Object.fromEntries(
    Object.entries(tables).map(([id, table]) => {
      const { S3Source } = table;
      if (S3Source === undefined || S3Source.UploadSettings !== undefined) return [id, table];
      return [id, { ...table, S3Source: { ...S3Source, UploadSettings: { ...filledIn } } }];
    }),
  );
}
