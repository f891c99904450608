import type { DescribedAssertions } from "@quicksight-governance/core/explain";
import type { Finding } from "@quicksight-governance/core/reconcile";
import type { ErrorDocument } from "./errorDocument.ts";
import type { GovernedStep } from "./preparedSubject.ts";
import type { SubjectResult } from "./subjectResult.ts";

type VerdictWord = "nothing" | "changes" | "refused";

/** What is planned, and with `apply` what came of it. */
interface PlannedDocument {
  readonly operations: readonly GovernedStep[];
  readonly notices: readonly string[];
  /** What the guard said, also of a plan that was approved: in words, and as data. */
  readonly refusals: readonly string[];
  readonly findings: readonly Finding[];
  readonly done?: readonly GovernedStep[];
  readonly failed?: readonly { readonly operation: GovernedStep; readonly reason: string }[];
  /** Steps that AWS refused, and without which the run is whole. */
  readonly declined?: readonly { readonly operation: GovernedStep; readonly reason: string }[];
  /** Steps that were not begun, as the run was stopped. */
  readonly left?: readonly GovernedStep[];
  /** Why the run was stopped. */
  readonly stopped?: string;
}

/** One subject of a {@link PlanDocument}. */
export interface SubjectDocument extends PlannedDocument {
  readonly subject: "people" | "access" | "folders";
  /** Absent when it came to no plan, as the verdict is. */
  readonly hash?: string;
  readonly verdict?: VerdictWord;
  /** Mistakes of its settings, each with its place: all else is planned, and done. */
  readonly mistakes: readonly string[];
  /** Why it was not begun. */
  readonly notBegun?: string;
  /** Why it came to no end. */
  readonly error?: string;
}

/** What `plan --json` and `apply --json` print: all subjects together, and each; what came of the steps with `apply` only. */
export interface PlanDocument extends PlannedDocument {
  readonly command: string;
  readonly namespace: string;
  /** Why a subject came to no end. */
  readonly error?: string;
  /** Approves exactly these plans: the hash of the subject that has something to do, and where both have both, with a comma. */
  readonly hash: string;
  /** The worst of the subjects'. */
  readonly verdict: VerdictWord;
  readonly subjects: readonly SubjectDocument[];
  /** What comes of assertions; absent: there are none. */
  readonly assertions?: DescribedAssertions;
}

/** What is known of the whole. */
export interface PlannedWhole {
  readonly notices: readonly string[];
  readonly asserted: DescribedAssertions | undefined;
}

const fromBest: readonly VerdictWord[] = ["nothing", "changes", "refused"];

/**
 * What came of a command as a document for machines. Where nothing came to a plan it says why.
 *
 * @param whole what is to be said of the whole
 */
export function planDocument(
  command: "plan" | "apply",
  namespace: string,
  results: readonly SubjectResult[],
  { notices, asserted }: PlannedWhole,
): PlanDocument | ErrorDocument {
  const assertions = asserted === undefined ? {} : { assertions: asserted };
  const isRefused = (asserted?.refusals ?? []).length > 0;
  const subjects = results.map((result) => describeResult(command, result));
  const verdicts = subjects.flatMap(({ verdict = [] }) => verdict);
  const errors = subjects.flatMap(({ error = [] }) => error);
  if (verdicts.length === 0) {
    const [stopped] = subjects.flatMap((subject) => subject.stopped ?? []);
    const why = stopped === undefined ? errors : [`${stopped}; nothing was written`];
    const refused = isRefused ? ["assertions refuse this plan; nothing was written"] : [];
    return { command, error: [...refused, ...why].join("; "), namespace, subjects, ...assertions };
  }
  return {
    command,
    namespace,
    ...(errors.length === 0 ? {} : { error: errors.join("; ") }),
    hash: joinHashes(results),
    verdict: isRefused
      ? "refused"
      : (verdicts.sort((a, b) => fromBest.indexOf(b) - fromBest.indexOf(a))[0] ?? "nothing"),
    operations: subjects.flatMap(({ operations }) => operations),
    notices: [
      ...notices,
      ...subjects.flatMap((subject) => [...subject.mistakes, ...subject.notices]),
    ],
    refusals: subjects.flatMap(({ refusals }) => refusals),
    findings: subjects.flatMap(({ findings }) => findings),
    ...(command === "plan" ? {} : joinOutcomes(subjects)),
    ...{ subjects, ...assertions },
  };
}

/** What is given to `--approve` and `--expect`: the hashes of the plans that do something, else of the first. */
export function joinHashes(results: readonly SubjectResult[]): string {
  const verdicts = results.flatMap(({ verdict = [] }) => verdict);
  const doing = verdicts.filter(({ plan }) => plan.steps.length > 0);
  return (doing.length > 0 ? doing : verdicts.slice(0, 1)).map(({ hash }) => hash).join(",");
}

function describeResult(command: string, result: SubjectResult): SubjectDocument {
  const { name, verdict, outcome, mistakes, notBegun, error } = result;
  const { plan, findings = [], refusals = [] } = verdict ?? {};
  const { done = [], failed = [], declined = [], left = [], stopped } = outcome ?? {};
  const planned = {
    subject: name,
    ...(verdict === undefined ? {} : { hash: verdict.hash, verdict: wordOf(verdict) }),
    operations: plan?.steps ?? [],
    notices: plan?.notices ?? [],
    ...{ refusals, findings, mistakes },
    ...(notBegun === undefined ? {} : { notBegun }),
    ...(error === undefined ? {} : { error }),
  };
  if (command === "plan") return planned;
  return {
    ...planned,
    done,
    failed: failed.map(describeFailure),
    declined: declined.map(describeFailure),
    left,
    ...(stopped === undefined ? {} : { stopped }),
  };
}

function describeFailure({ step, reason }: { step: GovernedStep; reason: string }) {
  return { operation: step, reason };
}

function wordOf({ refusal, plan }: NonNullable<SubjectResult["verdict"]>): VerdictWord {
  if (refusal !== undefined) return "refused";
  return plan.steps.length === 0 ? "nothing" : "changes";
}

function joinOutcomes(subjects: readonly SubjectDocument[]) {
  const [stopped] = subjects.flatMap((subject) => subject.stopped ?? []);
  return {
    done: subjects.flatMap(({ done = [] }) => done),
    failed: subjects.flatMap(({ failed = [] }) => failed),
    declined: subjects.flatMap(({ declined = [] }) => declined),
    left: subjects.flatMap(({ left = [] }) => left),
    ...(stopped === undefined ? {} : { stopped }),
  };
}
