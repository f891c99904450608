import { nameFew } from "./nameFew.ts";
import { printable } from "../aws/printable.ts";
import { describeRefusal } from "./approval.ts";
import { findFindings, type Found } from "./findFindings.ts";
import type { UsedApproval, Spending } from "./lock/ledger.ts";
import { hashPlan } from "./hashPlan.ts";
import type { Finding } from "./rule.ts";
import { describeStep, nameStep } from "./describeStep.ts";
import type { AnyStep, Guarded, Plan } from "./subject.ts";

/** A plan and what the guard says of it. */
export interface Verdict<Step extends AnyStep> {
  readonly plan: Plan<Step>;
  /** The hash that approves exactly this plan, for a day. */
  readonly hash: string;
  /** What speaks against the plan, also when a person approved it. */
  readonly findings: readonly Finding[];
  /** The findings in words, a sentence each. */
  readonly refusals: readonly string[];
  /** The hash that allowed a plan with findings. */
  readonly approval?: string;
  /** The message of a refusal; absent when the plan may be carried out. */
  readonly refusal?: string;
  /** True when the plan is not the one that was expected: then no approval helps. */
  readonly isUnexpected?: boolean;
}

/** What a verdict hangs on besides the plan. */
export interface Judging {
  /** Hashes of refused plans that a person approved. */
  readonly approvals: readonly string[];
  /** What runs of the last 24 hours have taken from this subject. */
  readonly spent?: readonly Spending[];
  /** Approvals that runs have used up. */
  readonly used?: readonly UsedApproval[];
  /**
   * True for a line of what a step takes that a preview has shown. Absent: there was no preview, and whoever asks for the run
   * sees its plan.
   */
  readonly isShown?: ((line: string) => boolean) | undefined;
  /** Where given, a plan that does anything must have one of these hashes, whatever the guard says. */
  readonly expect?: readonly string[] | undefined;
  /** Whether there is a ledger, where a run notes what it must give back. */
  readonly canRemember: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const dayMs = 24 * 3_600_000;

/** Asks the guard about a plan. Pure, so that it also runs during `pulumi preview`. */
export function judge<Desired, Actual, Step extends AnyStep>(
  subject: Guarded<Desired, Actual, Step>,
  situation: { readonly desired: Desired; readonly actual: Actual; readonly plan: Plan<Step> },
  judging: Judging,
): Verdict<Step> {
  const { approvals, spent = [], used = [], expect, canRemember, now } = judging;
  const { desired, plan } = situation;
  const found = [
    ...findFindings(
      subject,
      situation,
      spent.filter(({ at }) => now - Date.parse(at) <= dayMs),
    ),
    ...findHidden(subject, plan, judging),
    ...findUnremembered(subject, plan, judging),
  ];
  const all = found.map(({ finding }) => finding);
  const approvable = {
    subject: subject.name,
    scope: subject.identify(desired),
    steps: plan.steps.map((step) => subject.verbatim(step)).filter((step) => step !== undefined),
    findings: all,
  };
  const spoiled = used.map((one) => one.hash);
  const { hash, approval, isUsedUp } = hashPlan(approvable, approvals, spoiled, now);
  const pinned =
    expect === undefined ||
    plan.steps.length === 0 ||
    hashPlan(approvable, expect, [], now).approval !== undefined;
  const sentences = [
    ...found.map(({ sentence }) => printable(sentence)),
    ...(pinned
      ? []
      : [`the plan is not the expected one (its hash is ${hash}, not ${expect.join(" or ")})`]),
  ];
  const verdict = { plan, hash, findings: all, refusals: sentences };
  if (sentences.length === 0) return verdict;
  if (approval !== undefined && pinned) return { ...verdict, approval };
  const taking = plan.steps.filter((step) => subject.takes(step).length > 0);
  const giving = plan.steps.filter((step) => subject.takes(step).length === 0);
  const refusal = describeRefusal({
    subject: subject.name,
    place: subject.placeOf(desired),
    refusals: sentences,
    taking: taking.map((step) => describeStep(subject, step)),
    giving: giving.map((step) => describeStep(subject, step)),
    approvals: [hash, ...approvals.filter((one) => !spoiled.includes(one))],
    isUsedUp,
    canApprove: pinned,
    canRemember,
  });
  return { ...verdict, refusal, ...(pinned ? {} : { isUnexpected: true }) };
}

/** Nothing is taken that no preview has shown. */
function findHidden<Desired, Actual, Step extends AnyStep>(
  subject: Guarded<Desired, Actual, Step>,
  plan: Plan<Step>,
  { isShown }: Judging,
): Found[] {
  if (isShown === undefined) return [];
  const lines = plan.steps.flatMap((step) => subject.takes(step));
  const hidden = lines.filter((line) => !isShown(line));
  const sentence = `${hidden.length} of ${lines.length} things that would be taken were in no preview; the limit is 0 (${nameFew(hidden)})`;
  return foundAll("unseen", subject.name, hidden.length, lines.length, sentence);
}

/** What must be given back needs a place to be noted in. */
function findUnremembered<Desired, Actual, Step extends AnyStep>(
  subject: Guarded<Desired, Actual, Step>,
  { steps }: Plan<Step>,
  { canRemember }: Judging,
): Found[] {
  if (canRemember) return [];
  const owing = steps.filter((step) => subject.needsJournal(step));
  const names = owing.map((step) => nameStep(subject, step));
  const sentence = `${owing.length} steps take something that must be given back, and without a governance bucket a run that is stopped halfway leaves no note of it; the limit is 0 (${nameFew(names)}); name the bucket (tenant.governanceBucket)`;
  return foundAll("no-ledger", subject.name, owing.length, steps.length, sentence);
}

function foundAll(
  rule: string,
  subject: string,
  count: number,
  of: number,
  sentence: string,
): Found[] {
  if (count === 0) return [];
  return [
    {
      finding: { rule, subject, count, limit: 0, of, spent: 0 },
      sentence: `${sentence} [${rule}]`,
    },
  ];
}
