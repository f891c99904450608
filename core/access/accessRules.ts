import { describeSpent } from "../reconcile/describeSpent.ts";
import type { Rule, Situation, SumOfDay, Tally } from "../reconcile/rule.ts";
import { describeLimits, limitOf, timesSeveral } from "../settings/limits.ts";
import type { ActualAccess } from "./actualAccess.ts";
import { countDecided } from "./decideAccess.ts";
import { memberRules, memberTally } from "./folders/memberRules.ts";
import type { GovernedAccess } from "./governedAccess.ts";
import { type AccessStep, isLowering } from "./step.ts";

type AccessRule = Rule<GovernedAccess, ActualAccess, AccessStep>;
type AccessSituation = Situation<GovernedAccess, ActualAccess, AccessStep>;

function decided({ desired, actual }: AccessSituation): number {
  return countDecided(desired, actual);
}

function revocations({ plan }: AccessSituation): number {
  return plan.steps.filter(({ kind }) => kind === "revoke").length;
}

/** Grants that came: they make no room for the limits of those that were there. */
export const accessTallies: readonly Tally<GovernedAccess, ActualAccess, AccessStep>[] = [
  {
    name: "grants-came",
    counts: (situation) => {
      const of = decided(situation);
      const count = situation.plan.steps.filter(({ kind }) => kind === "grant").length;
      return of === 0 ? [] : [{ subject: "grants", count, of }];
    },
  },
  memberTally,
];

/** How many grants there were a day ago. */
function grantsBefore({ of }: { readonly of: number }, sum: SumOfDay): number {
  return Math.max(0, of + sum("grants-revoked", "grants") - sum("grants-came", "grants"));
}

/**
 * What speaks against a plan for access. A setting that was lost in a merge, or a group that was renamed in one place only, looks
 * just like access that was taken away on purpose.
 */
export const accessRules: readonly AccessRule[] = [
  {
    name: "everything-revoked",
    counts: (situation) => {
      const [count, of] = [revocations(situation), decided(situation)];
      const gives = situation.plan.steps.some(({ kind }) => kind === "grant" || kind === "change");
      return [{ subject: "grants", count: count === of && !gives ? count : 0, of }];
    },
    limit: () => 0,
    say: ({ count }) => `all ${count} grants would be revoked; the limit is 0; is access complete?`,
  },
  {
    name: "grants-revoked",
    budget: true,
    before: grantsBefore,
    counts: (situation) => [
      { subject: "grants", count: revocations(situation), of: decided(situation) },
    ],
    limit: ({ guard }, of) => limitOf(of, timesSeveral(guard.removals)),
    say: ({ count, of, limit, spent }, { guard }) =>
      `${count} of ${of} grants would be revoked${describeSpent(spent)}; the limit is ${limit} (guard.removals: ${describeLimits(timesSeveral(guard.removals))})`,
  },
  {
    name: "grants-lowered",
    budget: true,
    before: grantsBefore,
    counts: (situation) => [
      {
        subject: "grants",
        count: situation.plan.steps.filter(isLowering).length,
        of: decided(situation),
      },
    ],
    limit: ({ guard }, of) => limitOf(of, timesSeveral(guard.removals)),
    say: ({ count, of, limit, spent }, { guard }) =>
      `${count} of ${of} grants would get a lower level${describeSpent(spent)}; the limit is ${limit} (guard.removals: ${describeLimits(timesSeveral(guard.removals))})`,
  },
  ...memberRules,
];
