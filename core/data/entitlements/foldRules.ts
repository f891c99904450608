import { subjectKey, type RuleSubject } from "../../settings/ruleSubject.ts";

/** Rows that somebody sees: in each column one of its values, in a column that is left out any. */
export interface FoldedRule extends RuleSubject {
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/**
 * As few rules as one passage over the columns finds that let the same be seen: what differs in one column only is one rule with the
 * values of both, and whoever sees every row has no other rule. QuickSight counts rules for a person, and takes 999.
 */
export function foldRules(rules: readonly FoldedRule[]): FoldedRule[] {
  return [...Map.groupBy(rules, subjectKey).values()].flatMap((own) => {
    // As nearly all people have, and there may be a hundred thousand.
    if (own.length === 1) return own.map(sortValues);
    const all = own.find(({ values }) => Object.keys(values).length === 0);
    if (all !== undefined) return [all];
    const columns = [...new Set(own.flatMap(({ values }) => Object.keys(values)))].sort();
    return columns.reduce(foldColumn, own.map(sortValues));
  });
}

function sortValues({ values, ...whom }: FoldedRule): FoldedRule {
  const columns = Object.entries(values)
    .map(([column, some]) => [column, [...new Set(some)].sort()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...whom, values: Object.fromEntries(columns) };
}

/** Joins what is the same but for the values of a column. One that does not limit it takes in all others. */
function foldColumn(rules: readonly FoldedRule[], column: string): FoldedRule[] {
  const rest = ({ values }: FoldedRule) =>
    JSON.stringify(Object.entries(values).filter(([name]) => name !== column));
  return [...Map.groupBy(rules, rest).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const free = same.find(({ values }) => !Object.hasOwn(values, column));
    if (free !== undefined) return [free];
    const values = same.flatMap((rule) => rule.values[column] ?? []);
    return [sortValues({ ...first, values: { ...first.values, [column]: values } })];
  });
}
