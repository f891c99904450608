import { nameSome } from "../../aws/nameSome.ts";
import { ownValue } from "../../aws/ownValue.ts";
import { cleanText } from "../../settings/cleanText.ts";
import type { DataSetSettings } from "../../settings/dataSettings.ts";
import type { Problem } from "../../settings/problem.ts";
import { showText } from "../../settings/showText.ts";
import type { RuleSubject } from "../../settings/ruleSubject.ts";
import type { Entitlement, EntitlementTable } from "./entitlement.ts";
import { foldRules, type FoldedRule } from "./foldRules.ts";

type DataSets = Readonly<Record<string, DataSetSettings>>;
type RowRules = NonNullable<DataSetSettings["rowRules"]>;

/** Somebody of the roster, by what a rule may call them. */
export interface EntitledPerson {
  readonly session: string;
  readonly email: string;
  readonly user?: string | undefined;
}

/** What rules are made from. */
export interface EntitlingInputs {
  /** Absent: the tenant has none, or it cannot be used. */
  readonly table?: EntitlementTable | undefined;
  readonly people: readonly EntitledPerson[];
  /** The tenant's groups, by their names in the settings. */
  readonly groups: readonly string[];
  /** The group of the settings that a file means, whatever the case; the name is in lower case. */
  readonly findGroup: (name: string) => string | undefined;
}

/** Data sets with their rules, all for groups and people that there are. */
export interface Entitled {
  readonly dataSets: Record<string, DataSetSettings>;
  /** By data set why its rules cannot be made. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  readonly notices: readonly string[];
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
  const find = personFinder(inputs.people);
  const entitled = Object.entries(dataSets).map(([name, set]): [string, DataSetSettings] => {
    const where = `tenant.dataSets.${name}`;
    const { rowRules, entitled: mapping } = set;
    if (mapping !== undefined) {
      const found = rulesOf(`${where}.entitled`, mapping, inputs, find);
      if (found.problems.length > 0) problems.set(name, found.problems);
      notices.push(...found.notices);
      return [name, { ...set, rowRules: found.rules }];
    }
    if (rowRules === undefined) return [name, set];
    const unknown: string[] = [];
    const rules = rowRules.flatMap((rule) => settle(rule, find, unknown));
    notices.push(...describeUnknown(`${where}.rowRules`, unknown));
    return [name, { ...set, rowRules: rules }];
  });
  return { dataSets: Object.fromEntries(entitled), problems, notices };
}

/** Whom a rule is for, by session name; nobody where they are not on the roster. */
function settle<Rule extends RuleSubject>(rule: Rule, find: Find, unknown: string[]): Rule[] {
  if (rule.person === undefined) return [rule];
  const person = find(rule.person);
  if (person !== undefined) return [{ ...rule, person }];
  unknown.push(rule.person);
  return [];
}

function rulesOf(
  where: string,
  mapping: NonNullable<DataSetSettings["entitled"]>,
  { table, groups, findGroup }: EntitlingInputs,
  find: Find,
): { rules: RowRules; problems: Problem[]; notices: string[] } {
  if (table === undefined) return { rules: [], problems: [], notices: [] };
  const missing = Object.keys(mapping).filter((term) => !table.terms.includes(term));
  const problems = missing.map((term): Problem => ({
    where: `${where}.${term}`,
    message: `is not a term of the entitlement table; it has ${nameSome(table.terms) || "none"}`,
  }));
  const known = new Set(Object.keys(mapping));
  const unknown: string[] = [];
  const useless = new Map<string, number>();
  const rules = table.rows.flatMap((row): FoldedRule[] => {
    const group = row.group && findGroup(cleanText(row.group).toLowerCase());
    if (row.group !== undefined && group === undefined) {
      problems.push(unknownGroup(row, groups));
      return [];
    }
    const unmapped = Object.keys(row.values).find((term) => !known.has(term));
    if (unmapped !== undefined) {
      useless.set(unmapped, (useless.get(unmapped) ?? 0) + 1);
      return [];
    }
    return settle(ruleOf({ ...row, group }, mapping), find, unknown);
  });
  return {
    rules: foldRules(rules).map(({ values, ...whom }) => ({ ...whom, values: asWritten(values) })),
    problems,
    notices: [...describeUnknown(where, unknown), ...describeUseless(where, useless)],
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

/** One value as a text, as people write rules, so that a data set may go from one to the other and nothing changes. */
function asWritten(values: FoldedRule["values"]): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(values).map(([column, [first = "", ...others]]) => [
      column,
      others.length === 0 ? first : [first, ...others],
    ]),
  );
}

function unknownGroup({ where, group = "" }: Entitlement, groups: readonly string[]): Problem {
  const message = `is not a group of this tenant (got ${showText(group)}); use one of ${nameSome(groups)}`;
  return { where, message };
}

function describeUnknown(where: string, unknown: readonly string[]): string[] {
  const names = [...new Set(unknown)];
  if (names.length === 0) return [];
  const are = names.length === 1 ? "is" : "are";
  return [`${where}: ${nameSome(names)} ${are} not in the membership file; nobody has these rules`];
}

function describeUseless(where: string, useless: ReadonlyMap<string, number>): string[] {
  return [...useless].map(([term, count]) => {
    const rows = count === 1 ? "1 row" : `${count.toLocaleString("en-US")} rows`;
    return `${where}: ${rows} of the entitlement table limit${count === 1 ? "s" : ""} ${term}, for which it has no column, and so give${count === 1 ? "s" : ""} nothing here; map ${term} to a column`;
  });
}

type Find = (name: string) => string | undefined;

/** Session names as they are, emails and names of the directory in any case, where they are one person's. */
function personFinder(people: readonly EntitledPerson[]): Find {
  const sessions = new Set(people.map(({ session }) => session));
  const others = new Map<string, string | undefined>();
  const name = (key: string, session: string) => {
    others.set(key, others.has(key) && others.get(key) !== session ? undefined : session);
  };
  for (const { session, email, user } of people) {
    for (const key of new Set([session, email, user ?? email].map((one) => one.toLowerCase()))) {
      name(key, session);
    }
  }
  return (given) => (sessions.has(given) ? given : others.get(given.toLowerCase()));
}
