import type { Spending } from "./lock/ledger.ts";
import type { Finding, Rule, Situation, SumOfDay, Tally } from "./rule.ts";
import type { AnyStep, Guarded } from "./subject.ts";

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
  { name, rules }: Pick<Guarded<Desired, Actual, Step>, "name" | "rules">,
  situation: Situation<Desired, Actual, Step>,
  spent: readonly Spending[],
): Found[] {
  const sums = new Map<string, number>();
  for (const { subject, rule, count } of spent) {
    if (subject === name) sums.set(rule, (sums.get(rule) ?? 0) + count);
  }
  const sum: SumOfDay = (rule, subject) => sums.get(budgetKey(rule, subject)) ?? 0;
  return rules.flatMap((rule) =>
    findAgainst(rule, situation, sum).map((finding) => ({
      finding,
      sentence: `${rule.say(finding, situation.desired)} [${finding.rule}]`,
    })),
  );
}

function findAgainst<Desired, Actual, Step extends AnyStep>(
  rule: Rule<Desired, Actual, Step>,
  situation: Situation<Desired, Actual, Step>,
  sum: SumOfDay,
): Finding[] {
  return countsOf(rule, situation).flatMap(({ subject, count, of, names }) => {
    const spent = rule.budget === true ? sum(rule.name, subject) : 0;
    const before = rule.before?.({ subject, of }, sum) ?? of + spent;
    const limit = rule.limit(situation.desired, before);
    if (count === 0 || count + spent <= limit) return [];
    const finding = { rule: rule.name, subject, count, limit, of, spent };
    return [names === undefined ? finding : { ...finding, names }];
  });
}

/**
 * What a run took from the budgets in the end. A rule that resumes counts what was allowed, as that is not counted again when it
 * is done later: or else what fails and is tried again would be counted never.
 *
 * @param done the steps of the plan that were done
 */
export function spentBy<Desired, Actual, Step extends AnyStep>(
  subject: Guarded<Desired, Actual, Step>,
  situation: Situation<Desired, Actual, Step>,
  done: readonly Step[],
  at: string,
): Spending[] {
  const isResumed = ({ resumes }: { readonly resumes?: boolean }) => resumes === true;
  const { name, rules } = subject;
  return [
    ...spendingOf({ name, rules: rules.filter(isResumed) }, situation, at),
    ...spendingOf(
      { ...subject, rules: rules.filter((rule) => !isResumed(rule)) },
      { ...situation, plan: { ...situation.plan, steps: done } },
      at,
    ),
  ];
}

function countsOf<Desired, Actual, Step extends AnyStep>(
  rule: Tally<Desired, Actual, Step> & { readonly resumes?: boolean },
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

/** What a plan takes from the budgets of its rules, and what its tallies count. */
export function spendingOf<Desired, Actual, Step extends AnyStep>(
  { name, rules, tallies = [] }: Pick<Guarded<Desired, Actual, Step>, "name" | "rules" | "tallies">,
  situation: Situation<Desired, Actual, Step>,
  at: string,
): Spending[] {
  return [...rules.filter(({ budget }) => budget === true), ...tallies].flatMap((rule) =>
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
