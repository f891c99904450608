import type * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link describeFileTable}. */
export interface FileTableArgs {
  readonly dataSourceArn: pulumi.Input<string>;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Stands for the file's content: another content, another version. Letters, digits and dashes, at most 59. */
  readonly version: string;
}

/**
 * A CSV file as the table of a SPICE data set.
 *
 * The version is part of the table's id, so that a file with new content is an update of the data set, and an update imports
 * anew. Without it QuickSight would go on with the rows, or the rules, that it imported once.
 */
export function describeFileTable({ dataSourceArn, columns, version }: FileTableArgs) {
  return {
    physicalTableMapId: `file-${version}`,
    s3Source: {
      dataSourceArn,
      inputColumns: [...columns],
      uploadSettings: {
        format: "CSV",
        delimiter: ",",
        textQualifier: "DOUBLE_QUOTE",
        containsHeader: true,
        startFromRow: 1,
      },
    },
  };
}
