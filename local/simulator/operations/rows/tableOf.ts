import type { LogicalTable } from "@aws-sdk/client-quicksight";
import type { DataSet, RegionAssets } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { dataSetKind } from "../assets/assetKind.ts";
import { findByArn } from "../assets/assetRecord.ts";
import type { Call, Checked } from "../handler.ts";
import { isOwner } from "./isOwner.ts";
import type { Reader } from "./reader.ts";
import { type Columns, filterRows, rulesOf } from "./rowRules.ts";
import { transform } from "./transform.ts";

/** Who reads, and where. */
export interface Reading {
  readonly call: Call<unknown>;
  readonly store: Store;
  readonly assets: RegionAssets;
  readonly reader: Reader;
}

/** The output of a data set. */
export interface Table extends Columns {
  /** What would need an engine of queries. */
  readonly notEvaluated: readonly string[];
  /** Why no rule limits the rows. */
  readonly allRows?: string | undefined;
}

/** Deeper chains of data sets are not followed, so that a circle of them ends. */
const maxDepth = 20;

/**
 * What a data set shows to somebody, by its own rules. Whether those of a data set that it is on hold for it as well AWS says nowhere: here
 * they do not, so that who counts on them is not proved right.
 */
export function tableOf(reading: Reading, dataSet: DataSet): Table {
  const table = outputOf(reading, dataSet);
  const rules = rulesOf(dataSet);
  const past = whyPast(reading, dataSet, rules);
  if (rules === undefined || past !== undefined) return { ...table, allRows: past };
  const { call, assets, reader } = reading;
  const source = findByArn(call, assets.dataSets, dataSetKind, rules.Arn);
  return { ...table, rows: filterRows(table, rules, source && rowsIn(source), reader) };
}

/** Why the rules of a data set do not hold for somebody. */
function whyPast(
  { store, assets, reader }: Reading,
  dataSet: DataSet,
  rules: ReturnType<typeof rulesOf>,
): string | undefined {
  if (rules === undefined) return "no rules";
  if (rules.Status === "DISABLED") return "the rules are DISABLED";
  return isOwner(store, assets, dataSet, reader.arn)
    ? `an owner of DataSet ${dataSet.id}`
    : undefined;
}

/** What was last loaded, or what the database holds now where it is asked each time. */
function rowsIn({ definition, spiceRows, sourceRows }: DataSet): Columns | undefined {
  const [columns, ...rows] = (definition.ImportMode === "SPICE" ? spiceRows : sourceRows) ?? [];
  return columns && { columns, rows };
}

/** What a data set holds, whoever looks at it. */
export function outputOf(
  reading: Pick<Reading, "call" | "assets">,
  dataSet: DataSet,
  depth = 0,
): Table {
  const { LogicalTableMap, PhysicalTableMap, DataPrepConfiguration } = dataSet.definition;
  const own = rowsIn(dataSet);
  const tables = Object.values(LogicalTableMap ?? {});
  const [table, ...others] = tables;
  const parent = parentOf(reading, table);
  if (parent !== undefined && others.length === 0 && depth < maxDepth) {
    return transform(outputOf(reading, parent, depth + 1), table);
  }
  if (own === undefined) return unknown(`no rows of data set ${dataSet.id} are known`);
  const isPlain = others.length === 0 && Object.keys(PhysicalTableMap).length === 1;
  const whole = { ...own, notEvaluated: [] };
  // Of joins and of the new preparation what was given is what comes out.
  return isPlain && DataPrepConfiguration === undefined ? transform(whole, table) : whole;
}

function parentOf(
  { call, assets }: Pick<Reading, "call" | "assets">,
  table: Checked<LogicalTable> | undefined,
) {
  const arn = table?.Source.DataSetArn;
  return arn === undefined ? undefined : findByArn(call, assets.dataSets, dataSetKind, arn);
}

function unknown(what: string): Table {
  return { columns: [], rows: [], notEvaluated: [what] };
}
