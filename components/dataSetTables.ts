import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import {
  type CalculatedSettings,
  type ColumnSettings,
  onClauseOf,
  outputColumns,
  readColumns,
} from "@quicksight-governance/core/settings";
import { columnTransforms, ownTransforms, sharedTransforms } from "./columnTransforms.ts";
import { cutToBytes } from "./cutToBytes.ts";
import { describeFileTables } from "./fileTables.ts";

/** What a data set reads: exactly one of a table, a query, and the file of its source, or another data set. */
export interface ReadFrom {
  /** Of the data set that it is on, if any. */
  readonly parentArn?: pulumi.Input<string> | undefined;
  readonly sourceArn: pulumi.Input<string>;
  readonly table?:
    | {
        readonly catalog?: string | undefined;
        readonly schema?: string | undefined;
        readonly name: string;
      }
    | undefined;
  readonly sql?: string | undefined;
  /** Stands for the file's content. */
  readonly fileVersion?: string | undefined;
}

/** What is joined to what a data set reads. */
export interface Join {
  readonly from: ReadFrom;
  readonly type: "INNER" | "LEFT" | "RIGHT" | "OUTER";
  /** A column of the tables before, by its name in the data set, to a column of this one, by its name there. */
  readonly on: Readonly<Record<string, string>>;
  readonly columns: readonly ColumnSettings[];
}

/** What is needed of a data set to describe its tables. */
export interface DataSetTablesArgs {
  readonly displayName: string;
  readonly from: ReadFrom;
  readonly joins?: readonly Join[] | undefined;
  readonly columns: readonly ColumnSettings[];
  readonly calculated?: CalculatedSettings | undefined;
}

/** The tables of a data set as the native resource takes them. */
interface Tables {
  readonly physicalTableMaps: aws.types.input.quicksight.DataSetPhysicalTableMap[];
  readonly logicalTableMaps: aws.types.input.quicksight.DataSetLogicalTableMap[];
}

/** One table, with the id of its logical table. */
interface Table extends Tables {
  readonly id: string;
}

/** What becomes of one table. */
interface TableArgs {
  readonly displayName: string;
  readonly transforms: ReturnType<typeof columnTransforms>;
  readonly shown: readonly { readonly name: string }[];
  /** What its ids begin with. */
  readonly prefix?: string;
}

/**
 * Describes the tables of a data set.
 *
 * Of joins each table casts and names its own columns, as QuickSight's console does it, so that no two columns of a join are called the same and
 * its clause can name them; what is calculated, described and shown is up to the last join. Key properties (which side has a row only once) would
 * make queries faster; the released provider loses them on the way.
 */
export function describeTables(args: DataSetTablesArgs): Tables {
  const { from, joins = [], columns, calculated } = args;
  if (joins.length === 0) {
    const transforms = columnTransforms({ columns, calculated });
    const shown = outputColumns(args);
    const { displayName } = args;
    const { id: _, ...tables } = describeTable(from, columns, { displayName, transforms, shown });
    return tables;
  }
  const named = readColumns(args);
  const namedOf = (index: number) => named.filter(({ table }) => table === index);
  const tables = [{ from, columns }, ...joins].map((one, index) =>
    describeTable(one.from, one.columns, {
      // No two are called the same.
      displayName: `${cutToBytes(args.displayName, 60)}${index === 0 ? "" : ` ${index}`}`,
      transforms: ownTransforms(namedOf(index)),
      ...{ shown: namedOf(index), prefix: index === 0 ? "" : `joined-${index}-` },
    }),
  );
  const idOf = (index: number) => tables[index]?.id ?? "";
  const joined = joins.map(({ type, on }, index) => ({
    logicalTableMapId: `join-${index + 1}`,
    alias: `Join ${index + 1}`,
    source: {
      joinInstruction: {
        leftOperand: index === 0 ? idOf(0) : `join-${index}`,
        rightOperand: idOf(index + 1),
        type,
        onClause: onClauseOf(on, named, index + 1),
      },
    },
    ...(index === joins.length - 1 ? { dataTransforms: sharedTransforms(args) } : {}),
  }));
  return {
    physicalTableMaps: tables.flatMap(({ physicalTableMaps }) => physicalTableMaps),
    logicalTableMaps: [...tables.flatMap(({ logicalTableMaps }) => logicalTableMaps), ...joined],
  };
}

/** Another data set: its columns are those that this one shows. */
function describeParent(
  dataSetArn: pulumi.Input<string>,
  { displayName, transforms, shown, prefix }: Required<TableArgs>,
): Table {
  const project = { projectOperation: { projectedColumns: shown.map(({ name }) => name) } };
  const isProjected = transforms.some((one) => "projectOperation" in one);
  const id = `${prefix}parent`;
  return {
    id,
    physicalTableMaps: [],
    logicalTableMaps: [
      {
        ...{ logicalTableMapId: id, alias: cutToBytes(displayName, 64) },
        source: { dataSetArn },
        dataTransforms: isProjected ? transforms : [...transforms, project],
      },
    ],
  };
}

/**
 * The logical table is declared for tables and queries as it is for files: a data set that goes from a file to a table would be sent the
 * one of the file from the state, and be refused.
 */
function describeTable(
  from: ReadFrom,
  columns: readonly ColumnSettings[],
  { displayName, transforms, shown, prefix = "" }: TableArgs,
): Table {
  const dataSourceArn = from.sourceArn;
  const inputColumns = columns.map(({ name, type }) => ({ name, type }));
  const physicalTableMapId = `${prefix}table`;
  // As QuickSight calls it where nobody declares it.
  const logicalTableMaps = (alias: string) => [
    {
      ...{ logicalTableMapId: physicalTableMapId, alias },
      source: { physicalTableId: physicalTableMapId },
      ...(transforms.length === 0 ? {} : { dataTransforms: transforms }),
    },
  ];
  if (from.parentArn !== undefined) {
    return describeParent(from.parentArn, { displayName, transforms, shown, prefix });
  }
  if (from.sql !== undefined) {
    const { sql: sqlQuery } = from;
    // The provider takes less than QuickSight, and what people read is the name of the data set.
    const name = cutToBytes(displayName, 64);
    const customSql = { dataSourceArn, name, sqlQuery, columns: inputColumns };
    return {
      id: physicalTableMapId,
      physicalTableMaps: [{ physicalTableMapId, customSql }],
      logicalTableMaps: logicalTableMaps(name),
    };
  }
  if (from.table !== undefined) {
    const { name, schema, catalog } = from.table;
    const place = { ...(catalog && { catalog }), ...(schema && { schema }), name };
    const relationalTable = { dataSourceArn, ...place, inputColumns };
    return {
      id: physicalTableMapId,
      physicalTableMaps: [{ physicalTableMapId, relationalTable }],
      logicalTableMaps: logicalTableMaps(cutToBytes(name, 64)),
    };
  }
  const version = from.fileVersion ?? "1";
  const file = {
    dataSourceArn,
    columns: inputColumns,
    version,
    dataTransforms: transforms,
    prefix,
  };
  return { id: `${prefix}file`, ...describeFileTables(file) };
}
