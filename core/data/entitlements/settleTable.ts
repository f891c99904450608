import { nameSome } from "../../aws/nameSome.ts";
import { explainRuleName } from "../../settings/checkRowRules.ts";
import { cleanText } from "../../settings/cleanText.ts";
import type { Problem } from "../../settings/problem.ts";
import { describeSubject, subjectKey } from "../../settings/ruleSubject.ts";
import { showText } from "../../settings/showText.ts";
import type { EntitlingInputs } from "./entitle.ts";
import type { Entitlement, EntitlementTable } from "./entitlement.ts";
import { explainRulePerson, type RulePeople } from "./rulePeople.ts";

/** The table with groups and people as the settings and the roster have them; for all data sets alike. */
export interface SettledTable extends EntitlementTable {
  /** What is wrong with whom rows are for, each once. */
  readonly problems: readonly Problem[];
}

/** Finds whom every row is for. What is wrong with one group or person is named at its first row, with how many more there are. */
export function settleTable(
  { rows, terms }: EntitlementTable,
  inputs: EntitlingInputs,
  people: RulePeople,
): SettledTable {
  const wrong = new Map<string, { where: string; message: string; count: number }>();
  const refuse = (key: string, where: string, message: string) => {
    const known = wrong.get(key);
    if (known === undefined) wrong.set(key, { where, message, count: 1 });
    else known.count += 1;
  };
  const settled = rows.flatMap((row): Entitlement[] => {
    const { group: name, person, ...rest } = row;
    const whom =
      name === undefined
        ? { person: people.find(person ?? "") }
        : { group: inputs.findGroup(cleanText(name).toLowerCase()) };
    if (Object.values(whom)[0] === undefined) {
      if (name !== undefined) refuse(name, row.where, unknownGroup(name, inputs));
      return [];
    }
    const message = explainWhom(whom, inputs);
    if (message !== undefined) refuse(subjectKey(whom), row.where, message);
    return message === undefined ? [{ ...whom, ...rest }] : [];
  });
  const problems = [...wrong.values()].map(({ where, message, count }): Problem => {
    const more = count === 2 ? "1 more row has it" : `${(count - 1).toLocaleString("en-US")} more rows have it`;
    return { where, message: count === 1 ? message : `${message}; ${more}` };
  });
  return { rows: settled, terms, problems };
}

/** Why nobody may have a rule who is found. */
function explainWhom(
  { group, person = "" }: { readonly group?: string | undefined; readonly person?: string | undefined },
  { fullNames, federationRole, newcomers }: EntitlingInputs,
): string | undefined {
  if (group === undefined) return explainRulePerson(person, federationRole);
  if (group === newcomers) {
    return `newcomers open the landing page and nothing else (tenant.landing.newcomers is ${group}); give it to another group`;
  }
  return explainRuleName(describeSubject(group), fullNames.get(group) ?? "");
}

function unknownGroup(name: string, { fullNames }: EntitlingInputs): string {
  return `is not a group of this tenant (got ${showText(name)}); use one of ${nameSome([...fullNames.keys()])}`;
}
