import { createHash } from "node:crypto";
import { spendingOf } from "./findFindings.ts";
import type { Begun, Ledger, Spending } from "./lock/ledger.ts";
import type { Situation } from "./rule.ts";
import type { AnyStep, Guarded } from "./subject.ts";

/** Characters of a name: 48 bits tell a hundred thousand steps apart, and so many names are less than a megabyte. */
const nameLength = 8;

/** The names by which a later run knows these steps again; none for steps that follow from others, which no rule counts. */
export function stepNames<Step extends AnyStep>(
  subject: { readonly verbatim: (step: Step) => unknown },
  steps: readonly Step[],
): string[] {
  return steps.map((step) => stepName(subject, step)).filter((name) => name !== undefined);
}

/** A digest of what a hash says of a step. */
function stepName<Step extends AnyStep>(
  { verbatim }: { readonly verbatim: (step: Step) => unknown },
  step: Step,
): string | undefined {
  const said = verbatim(step);
  if (said === undefined) return undefined;
  return createHash("sha256").update(JSON.stringify(said)).digest("base64url").slice(0, nameLength);
}

/**
 * What the guard must know of an earlier run that did not get to its end: which steps it was allowed already, and what was
 * really taken. A run that was killed is counted whole in the ledger; what it was to take and is to be taken now is still
 * there. Otherwise the rest would count twice, and whoever was allowed 25 removals and killed after ten could not finish.
 */
export function resume<Desired, Actual, Step extends AnyStep>(
  subject: Guarded<Desired, Actual, Step>,
  situation: Situation<Desired, Actual, Step>,
  { begun, spent }: Pick<Ledger, "begun" | "spent">,
): { readonly situation: Situation<Desired, Actual, Step>; readonly spent: readonly Spending[] } {
  const last = begun[subject.name];
  if (last === undefined || last.steps.length === 0) return { situation, spent };
  const names = new Set(last.steps);
  const isBegun = (step: Step) => names.has(stepName(subject, step) ?? "");
  return {
    situation: { ...situation, isBegun },
    spent: last.counted ? withoutRest(subject, situation, isBegun, { spent, at: last.at }) : spent,
  };
}

function withoutRest<Desired, Actual, Step extends AnyStep>(
  { name, rules, tallies = [] }: Guarded<Desired, Actual, Step>,
  situation: Situation<Desired, Actual, Step>,
  isBegun: (step: Step) => boolean,
  { spent, at }: Pick<Ledger, "spent"> & Pick<Begun, "at">,
): Spending[] {
  const { plan } = situation;
  const rest = spendingOf(
    { name, tallies, rules: rules.filter(({ resumes }) => resumes !== true) },
    { ...situation, plan: { ...plan, steps: plan.steps.filter(isBegun) } },
    at,
  );
  return spent.flatMap((one) => {
    const isOf = (other: Spending) =>
      one.subject === other.subject && one.at === other.at && one.rule === other.rule;
    const count = one.count - (rest.find(isOf)?.count ?? 0);
    return count > 0 ? [{ ...one, count }] : [];
  });
}
