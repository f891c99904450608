import { nameSome } from "../aws/nameSome.ts";
import { checkGroup } from "./checkGroup.ts";
import { groupNames } from "./groupNames.ts";
import type { DataSetSettings } from "./dataSettings.ts";
import { type OutputColumn, outputColumns } from "./outputColumns.ts";
import type { Problem } from "./problem.ts";
import { countRules, fieldsOf, mostRules } from "./ruleFields.ts";
import { describeSubject, subjectKey } from "./ruleSubject.ts";
import { showText } from "./showText.ts";
import type { TenantSettings } from "./tenantSettings.ts";

type RowRule = NonNullable<DataSetSettings["rowRules"]>[number];

/** Columns of rules that say whom a rule is for, in both formats (QuickSight user guide); in any case, as files are edited by hand. */
const subjectColumns = new Set(["userarn", "grouparn", "username", "groupname"]);

/** What is wrong with the row rules of a data set that can be told without knowing who is in which group. */
export function checkRowRules(
  where: string,
  dataSet: DataSetSettings,
  settings: TenantSettings,
): Problem[] {
  const { rowRules = [] } = dataSet;
  const columns = outputColumns(dataSet);
  const fullNames = groupNames(settings.groups, settings.identity.groupPrefix);
  return [
    ...rowRules.flatMap((rule, index) => {
      const place = `${where}.rowRules[${index}]`;
      return [
        ...(rule.group === undefined
          ? []
          : [
              ...checkGroup(`${place}.group`, rule.group, settings),
              ...checkFullName(`${place}.group`, rule.group, fullNames.get(rule.group) ?? ""),
            ]),
        ...Object.keys(rule.values).flatMap((column) =>
          checkColumn(`${place}.values.${column}`, column, columns),
        ),
      ];
    }),
    ...checkRepeated(where, rowRules),
    ...checkCounts(where, rowRules),
  ];
}

/**
 * Why rules cannot be for a group or a person who is called so in QuickSight; undefined where they can. A comma parts the values of a field,
 * and nothing says that it does not in the one that says whom a rule is for: `Sales, EMEA` could be `Sales`.
 */
export function explainRuleName(who: string, name: string): string | undefined {
  if (!/[",]/.test(name)) return undefined;
  return `${who} is called ${showText(name)} in QuickSight, which takes a comma or a double quote in rules for the begin or end of a value: they could be those of another group; use a group without`;
}

function checkFullName(where: string, group: string, name: string): Problem[] {
  const message = explainRuleName(`group ${group}`, name);
  return message === undefined ? [] : [{ where, message }];
}

/** What is wrong with a column that rules filter on. */
export function checkColumn(
  where: string,
  column: string,
  columns: readonly OutputColumn[],
): Problem[] {
  const found = columns.find(({ name }) => name === column);
  if (found === undefined) return [{ where, message: unknownColumn(columns) }];
  const problems: Problem[] = [];
  if (found.type !== "STRING") {
    // AWS user guide, "Using row-level security": rules work on text fields only.
    const message =
      found.type === undefined
        ? `rules work on STRING columns only, and nobody says what ${column} comes to; give it type: STRING if it is text`
        : `rules work on STRING columns only (${column} is ${found.type}); use another column`;
    problems.push({ where, message });
  }
  if (subjectColumns.has(column.toLowerCase())) {
    const message =
      "QuickSight reads a column of this name in rules as whom they are for, and its values as people or groups; give it another name (as: another name)";
    problems.push({ where, message });
  }
  return problems;
}

/** What a data set has, for somebody who named a column that it does not have. */
export function unknownColumn(columns: readonly OutputColumn[]): string {
  return `is not a column of the data set; it has ${nameSome(columns.map(({ name }) => name))}`;
}

/** Rules that change nothing: nobody reads them as what they are, and whoever takes one away thinks that it took something. */
function checkRepeated(where: string, rules: readonly RowRule[]): Problem[] {
  const first = new Map<string, number>();
  rules.forEach((rule, index) => {
    const content = contentOf(rule);
    if (!first.has(content)) first.set(content, index);
  });
  return rules.flatMap((rule, index) => {
    const place = `${where}.rowRules[${index}]`;
    const same = first.get(contentOf(rule)) ?? index;
    if (same !== index) {
      return [
        { where: place, message: `says the same as rowRules[${same}]; remove one of the two` },
      ];
    }
    const all = first.get(contentOf({ ...rule, values: {} })) ?? index;
    return all === index
      ? []
      : [
          {
            where: place,
            message: `has no effect, as rowRules[${all}] gives ${describeSubject(subjectKey(rule))} every row; remove one of the two`,
          },
        ];
  });
}

/** The same text for rules that let the same people see the same. */
function contentOf({ values, ...whom }: RowRule): string {
  const columns = Object.entries(values).map(([column, value]) => [column, ...fieldsOf(value)]);
  return JSON.stringify([
    subjectKey(whom),
    ...columns.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
  ]);
}

function checkCounts(where: string, rules: readonly RowRule[]): Problem[] {
  return [...Map.groupBy(rules, subjectKey)].flatMap(([key, own]) => {
    const count = own.reduce((sum, { values }) => sum + countRules(values), 0);
    if (count <= mostRules) return [];
    return [
      {
        where: `${where}.rowRules`,
        message: `${describeSubject(key)} has ${count.toLocaleString("en-US")} rules, and QuickSight takes ${mostRules} for a person, own and of all groups; give several values in one rule as a list, or filter on a column that has fewer values`,
      },
    ];
  });
}
