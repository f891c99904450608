import { nameSome } from "../../aws/nameSome.ts";
import { ownValue } from "../../aws/ownValue.ts";
import type { DataSetSettings } from "../../settings/dataSettings.ts";
import type { Problem } from "../../settings/problem.ts";
import type { Entitlement, EntitlementTable } from "./entitlement.ts";
import { foldRules, type FoldedRule } from "./foldRules.ts";
import { type EntitledPerson, explainRulePerson, rulePeople } from "./rulePeople.ts";
import { type SettledTable, settleTable } from "./settleTable.ts";
import type { WrittenRule } from "./writtenRules.ts";

type DataSets = Readonly<Record<string, DataSetSettings>>;
type RowRules = NonNullable<DataSetSettings["rowRules"]>;

/** What rules are made from. */
export interface EntitlingInputs {
  /** Absent: the tenant has none, or it cannot be used. */
  readonly table?: EntitlementTable | undefined;
  readonly people: readonly EntitledPerson[];
  /** Whole names of the tenant's groups in QuickSight, by their names in the settings. */
  readonly fullNames: ReadonlyMap<string, string>;
  /** The group of the settings that a file means, whatever the case; the name is in lower case. */
  readonly findGroup: (name: string) => string | undefined;
  /** Begins the user names of the tenant's people. */
  readonly federationRole: string;
  /** The group of people who registered themselves, who are given nothing by `tenant.landing`. */
  readonly newcomers?: string | undefined;
}

/** Data sets with their rules, all for groups and people that there are. */
export interface Entitled {
  readonly dataSets: Record<string, DataSetSettings>;
  /** By data set why its rules cannot be made. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  readonly notices: readonly string[];
  /** By data set its rules as they are written, made when they are asked for: there may be many. None for one without rules, or with problems. */
  readonly writtenOf: (dataSet: string) => readonly WrittenRule[];
}

/**
 * Makes the row rules of every data set that maps terms of the entitlement table to its columns, and finds whom rules for people are for.
 *
 * Nothing is opened by what is left out: a row that limits a term for which a data set has no column gives nothing there, and a term that
 * the table does not have is a mistake, as rows would be free in its column. A rule for somebody who is not on the roster is dropped, since
 * nobody sees anything by it.
 */
export function entitle(dataSets: DataSets, inputs: EntitlingInputs): Entitled {
  const problems = new Map<string, readonly Problem[]>();
  const notices: string[] = [];
  const written = new Map<string, () => readonly WrittenRule[]>();
  const people = rulePeople(inputs.people);
  const table = inputs.table && settleTable(inputs.table, inputs, people);
  notices.push(...people.notices("tenant.entitlements"));
  const entitled = Object.entries(dataSets).map(([name, set]): [string, DataSetSettings] => {
    const where = `tenant.dataSets.${name}`;
    const { rowRules, entitled: mapping } = set;
    if (mapping === undefined && rowRules === undefined) return [name, set];
    const made =
      mapping === undefined
        ? settleRules(`${where}.rowRules`, rowRules ?? [], inputs)
        : rulesOf(`${where}.entitled`, mapping, table);
    if (made.problems.length > 0) problems.set(name, made.problems);
    else written.set(name, made.written);
    notices.push(...made.notices);
    return [name, { ...set, rowRules: made.rules }];
  });
  return { dataSets: Object.fromEntries(entitled), problems, notices, writtenOf: (name) => written.get(name)?.() ?? [] };
}

/** The rules of a data set, and what is to be said of them. */
interface MadeRules {
  readonly rules: RowRules;
  readonly written: () => readonly WrittenRule[];
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
}

/** Rules of a data set's own: for people by session name, without those who are not on the roster. */
function settleRules(
  where: string,
  rowRules: RowRules,
  { people, federationRole }: EntitlingInputs,
): MadeRules {
  const { find, notices } = rulePeople(people);
  const problems: Problem[] = [];
  const settled = rowRules.flatMap((rule, index) => {
    if (rule.person === undefined) return [{ rule, index }];
    const person = find(rule.person);
    if (person === undefined) return [];
    const message = explainRulePerson(person, federationRole);
    if (message !== undefined) problems.push({ where, message });
    return message === undefined ? [{ rule: { ...rule, person }, index }] : [];
  });
  const written = () =>
    settled.map(({ rule: { values, ...whom }, index }): WrittenRule => ({
      ...{ ...whom, where: `${where}[${index}]` },
      values: asLists(values),
    }));
  return { rules: settled.map(({ rule }) => rule), written, problems, notices: notices(where) };
}

function rulesOf(
  where: string,
  mapping: NonNullable<DataSetSettings["entitled"]>,
  table: SettledTable | undefined,
): MadeRules {
  if (table === undefined) return { rules: [], written: () => [], problems: [], notices: [] };
  const missing = Object.keys(mapping).filter((term) => !table.terms.includes(term));
  const unknownTerms = missing.map((term): Problem => ({
    where: `${where}.${term}`,
    message: `is not a term of the entitlement table; it has ${nameSome(table.terms) || "none"}`,
  }));
  const known = new Set(Object.keys(mapping));
  const useless = new Map<string, number>();
  const usable = table.rows.filter((row) => {
    const unmapped = Object.keys(row.values).find((term) => !known.has(term));
    if (unmapped !== undefined) useless.set(unmapped, (useless.get(unmapped) ?? 0) + 1);
    return unmapped === undefined;
  });
  return {
    written: () =>
      usable.map((row): WrittenRule => ({
        ...{ ...ruleOf(row, mapping), where: row.where, terms: asLists(row.values) },
      })),
    rules: foldRules(usable.map((row) => ruleOf(row, mapping))).map(({ values, ...whom }) => ({ ...whom, values: asWritten(values) })),
    problems: [...unknownTerms, ...table.problems],
    notices: describeUseless(where, useless),
  };
}

function ruleOf(
  { group, person, values }: Entitlement,
  mapping: Readonly<Record<string, string>>,
): FoldedRule {
  const columns = Object.entries(values).map(
    ([term, some]) => [ownValue(mapping, term) ?? "", [some].flat()] as const,
  );
  const whom = group === undefined ? { person } : { group };
  return { ...whom, values: Object.fromEntries(columns) };
}

function asLists(values: Entitlement["values"]): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(values).map(([name, some]) => [name, [some].flat()]));
}

/** One value as a text, as people write rules, so that a data set may go from one to the other and nothing changes. */
function asWritten(values: FoldedRule["values"]): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(values).map(([column, [first = "", ...others]]) => [
      column,
      others.length === 0 ? first : [first, ...others],
    ]),
  );
}

function describeUseless(where: string, useless: ReadonlyMap<string, number>): string[] {
  return [...useless].map(([term, count]) => {
    const rows = count === 1 ? "1 row" : `${count.toLocaleString("en-US")} rows`;
    return `${where}: ${rows} of the entitlement table limit${count === 1 ? "s" : ""} ${term}, for which it has no column, and so give${count === 1 ? "s" : ""} nothing here; map ${term} to a column`;
  });
}
