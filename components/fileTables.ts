import type * as pulumi from "@pulumi/pulumi";
import type { columnTransforms } from "./columnTransforms.ts";

/** Arguments of {@link describeFileTables}. */
export interface FileTablesArgs {
  readonly dataSourceArn: pulumi.Input<string>;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Stands for the file's content: another content, another version. Letters, digits and dashes, at most 59. */
  readonly version: string;
  /** What becomes of the columns: see `columnTransforms`. */
  readonly dataTransforms?: ReturnType<typeof columnTransforms>;
  /** What the ids of the tables begin with, where a data set has several; with `file-` and the version at most 64 characters. */
  readonly prefix?: string;
}

/**
 * A CSV file as the tables of a SPICE data set.
 *
 * The version is part of the table's id, so that a file with new content is an update of the data set, and an update imports
 * anew. Without it QuickSight would go on with the rows, or the rules, that it imported once. The logical table is declared
 * because QuickSight would make one up, and the provider would send that of the state with every update, with the id of the
 * table that is gone: the update would be refused.
 *
 * The upload settings are those that QuickSight fills in, and no first row, which it never tells: the provider does not send
 * them (hashicorp/terraform-provider-aws#41393), so that any other would be a difference, and an import, in every run.
 */
export function describeFileTables({
  dataSourceArn,
  columns,
  version,
  dataTransforms = [],
  prefix = "",
}: FileTablesArgs) {
  const physicalTableId = `${prefix}file-${version}`;
  return {
    physicalTableMaps: [
      {
        physicalTableMapId: physicalTableId,
        s3Source: {
          dataSourceArn,
          inputColumns: columns.map(({ name, type }) => ({ name, type })),
          uploadSettings: {
            format: "CSV",
            delimiter: ",",
            textQualifier: "DOUBLE_QUOTE",
            containsHeader: true,
          },
        },
      },
    ],
    logicalTableMaps: [
      {
        ...{ logicalTableMapId: `${prefix}file`, alias: "file", source: { physicalTableId } },
        ...(dataTransforms.length === 0 ? {} : { dataTransforms }),
      },
    ],
  };
}
