import type { Spending } from "./lock/ledger.ts";
import type { Finding, Rule, Situation } from "./rule.ts";
import type { AnyStep, Subject } from "./subject.ts";

/** What speaks against a plan, as data and in words: how many, the limit, and at the end the rule's name in brackets. */
export interface Found {
  readonly finding: Finding;
  readonly sentence: string;
}

/**
 * Asks every rule of a subject.
 *
 * @param spent what runs of the last 24 hours have taken
 */
export function findFindings<Desired, Actual, Step extends AnyStep>(
  { name, rules }: Pick<Subject<Desired, Actual, Step>, "name" | "rules">,
  situation: Situation<Desired, Actual, Step>,
  spent: readonly Spending[],
): Found[] {
  const sums = new Map<string, number>();
  for (const { subject, rule, count } of spent) {
    if (subject === name) sums.set(rule, (sums.get(rule) ?? 0) + count);
  }
  return rules.flatMap((rule) =>
    findAgainst(rule, situation, sums).map((finding) => ({
      finding,
      sentence: `${rule.say(finding, situation.desired)} [${finding.rule}]`,
    })),
  );
}

function findAgainst<Desired, Actual, Step extends AnyStep>(
  rule: Rule<Desired, Actual, Step>,
  situation: Situation<Desired, Actual, Step>,
  sums: ReadonlyMap<string, number>,
): Finding[] {
  return countsOf(rule, situation).flatMap(({ subject, count, of, names }) => {
    const spent = rule.budget === true ? (sums.get(budgetKey(rule.name, subject)) ?? 0) : 0;
    const before = rule.before?.(of, spent) ?? of + spent;
    const limit = rule.limit(situation.desired, before);
    if (count === 0 || count + spent <= limit) return [];
    const finding = { rule: rule.name, subject, count, limit, of, spent };
    return [names === undefined ? finding : { ...finding, names }];
  });
}

function countsOf<Desired, Actual, Step extends AnyStep>(
  rule: Rule<Desired, Actual, Step>,
  situation: Situation<Desired, Actual, Step>,
) {
  const { plan, isBegun } = situation;
  if (rule.resumes !== true || isBegun === undefined) return rule.counts(situation);
  const steps = plan.steps.filter((step) => !isBegun(step));
  return rule.counts({ ...situation, plan: { ...plan, steps } });
}

/** Under which name the takings of a rule are added up. */
export function budgetKey(rule: string, subject: string): string {
  return `${rule} ${subject}`;
}

/** What a plan takes from the budgets of its rules. */
export function spendingOf<Desired, Actual, Step extends AnyStep>(
  { name, rules }: Pick<Subject<Desired, Actual, Step>, "name" | "rules">,
  situation: Situation<Desired, Actual, Step>,
  at: string,
): Spending[] {
  return rules
    .filter(({ budget }) => budget === true)
    .flatMap((rule) =>
      countsOf(rule, situation)
        .filter(({ count }) => count > 0)
        .map(({ subject, count }) => ({
          at,
          subject: name,
          rule: budgetKey(rule.name, subject),
          count,
        })),
    );
}
