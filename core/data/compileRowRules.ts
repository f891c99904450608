import Papa from "papaparse";
import { ownValue } from "../aws/ownValue.ts";
import { fieldsOf, type RuleValues } from "../settings/ruleFields.ts";

/** Which rows somebody sees: for each column its values, a column that is left out: all of them. */
export interface RowRule {
  /** The ARN of a group or of a user. */
  readonly principalArn: string;
  readonly values: RuleValues;
}

/** A rules data set as a file. */
export interface CompiledRules {
  /** The columns, `GroupARN` first, then `UserARN` where a rule is for somebody: what the rules data set has to declare. */
  readonly columns: readonly string[];
  /** CSV with a header. */
  readonly csv: string;
}

/**
 * The rules of a data set as QuickSight reads them in format VERSION_2: a row per rule, `GroupARN` or `UserARN` for who, the other columns
 * named as in the data set they filter. An empty field means all values, several values are separated by commas, terms with spaces
 * are in quotes (AWS user guide, "Using row-level security with user-based rules"). A list that is too long for a field takes several
 * rows, which let the same be seen: somebody sees what any of their rules gives.
 *
 * ARNs and not names, because names repeat from namespace to namespace. Rules and columns come out sorted, so that the order
 * in the settings never matters.
 */
export function compileRowRules(rules: readonly RowRule[]): CompiledRules {
  const filtered = [...new Set(rules.flatMap(({ values }) => Object.keys(values)))].sort();
  const hasPeople = rules.some(({ principalArn }) => isUser(principalArn));
  const columns = ["GroupARN", ...(hasPeople ? ["UserARN"] : []), ...filtered];
  const rows = rules
    .flatMap(({ principalArn: arn, values }) =>
      combine(
        hasPeople ? (isUser(arn) ? ["", arn] : [arn, ""]) : [arn],
        filtered.map((column) => fieldsOf(ownValue(values, column) ?? "")),
      ),
    )
    // A text for each row, and not for each comparison: one table may give a hundred thousand rows.
    .map((row) => ({ row, text: row.join("\n") }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ row }) => row);
  const quotes = (field: unknown) => /\s/.test(String(field));
  return { columns, csv: `${Papa.unparse([columns, ...rows], { newline: "\n", quotes })}\n` };
}

function isUser(arn: string): boolean {
  return /^[^/]+:user\//.test(arn);
}

/** Every row that begins like this and goes on with one of the fields of each column. */
function combine(beginning: string[], fields: readonly (readonly string[])[]): string[][] {
  return fields.reduce<string[][]>(
    (rows, choices) => rows.flatMap((row) => choices.map((field) => [...row, field])),
    [beginning],
  );
}
