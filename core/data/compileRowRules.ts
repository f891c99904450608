import Papa from "papaparse";
import { ownValue } from "../aws/ownValue.ts";

/** Which rows a group sees: for each column its values, a column that is left out: all of them. */
export interface RowRule {
  /** The ARN of the group. */
  readonly groupArn: string;
  readonly values: Readonly<Record<string, string | readonly string[]>>;
}

/** A rules data set as a file. */
export interface CompiledRules {
  /** The columns, `GroupARN` first: what the rules data set has to declare. */
  readonly columns: readonly string[];
  /** CSV with a header. */
  readonly csv: string;
}

/**
 * The rules of a data set as QuickSight reads them in format VERSION_2: a row per rule, `GroupARN` for who, the other columns
 * named as in the data set they filter. An empty field means all values, several values are separated by commas (AWS user
 * guide, "Using row-level security with user-based rules").
 *
 * ARNs and not names, because names repeat from namespace to namespace. Rules and columns come out sorted, so that the order
 * in the settings never matters.
 */
export function compileRowRules(rules: readonly RowRule[]): CompiledRules {
  const filtered = [...new Set(rules.flatMap(({ values }) => Object.keys(values)))].sort();
  const columns = ["GroupARN", ...filtered];
  const rows = rules
    .map(({ groupArn, values }) => [
      groupArn,
      ...filtered.map((column) => [ownValue(values, column) ?? ""].flat().sort().join(",")),
    ])
    .sort((a, b) => (a.join("\n") < b.join("\n") ? -1 : 1));
  return { columns, csv: `${Papa.unparse([columns, ...rows], { newline: "\n" })}\n` };
}
