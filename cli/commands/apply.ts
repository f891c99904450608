import { describeOwner, PlanRefused, RunStopped } from "@quicksight-governance/core/reconcile";
import { untilAborted } from "@quicksight-governance/core/aws";
import { explainError } from "../explainError.ts";
import { exitCode, type ExitCode } from "../exitCode.ts";
import { findApplyCode } from "../findExitCode.ts";
import { openReport, type Report } from "../openReport.ts";
import { output } from "../output.ts";
import { parseTenantOptions, type TenantOptions } from "../parseTenantOptions.ts";
import { type PreparedRun, prepareRun } from "../prepareRun.ts";
import type { PreparedSubject, ShownPlan } from "../preparedSubject.ts";
import { showProgress } from "../showProgress.ts";
import { hasWritten, type SubjectResult } from "../subjectResult.ts";

const noLock =
  "no lock: the governance bucket is not known, so see to it that nothing else writes to this namespace meanwhile; what runs of the last 24 hours took is not counted (set tenant.governanceBucket)";

/** What the run of a subject needs. */
interface Applying {
  readonly options: TenantOptions;
  readonly prepared: PreparedRun;
  readonly report: Report;
  readonly signal: AbortSignal;
  /** What came of the subjects before it. */
  readonly results: readonly SubjectResult[];
}

/** `qsgov apply`: plan, guard, apply; people before access, each as a run of its own. */
export async function apply(args: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const options = parseTenantOptions("apply", args);
  const prepared = await untilAborted(signal, () => prepareRun(options));
  const { notices: before, bucket, subjects } = prepared;
  const notices = bucket === undefined ? [...before, noLock] : before;
  const asserted = await untilAborted(signal, () => prepared.judge(signal));
  const inputs = { command: "apply", args, json: options.json, notices, asserted } as const;
  const report = openReport(prepared, inputs);
  if ((asserted?.refusals ?? []).length > 0) {
    const notBegun = "assertions refuse what it would do";
    report.end(subjects.map(({ name, mistakes }) => ({ name, mistakes, notBegun })));
    return exitCode.refused;
  }
  const results: SubjectResult[] = [];
  for (const subject of subjects) {
    const obstacle = findObstacle(results, signal);
    results.push(
      obstacle === undefined
        ? await carryOut(subject, { options, prepared, report, signal, results })
        : skip(subject, obstacle, report),
    );
  }
  report.end(results);
  return findApplyCode(results);
}

/** Why a subject is not begun. */
interface Obstacle {
  /** As the rest of a sentence. */
  readonly why: string;
  /** Where the whole was stopped: by what. */
  readonly stopped?: string;
}

/**
 * What keeps the next subject from being begun; undefined when nothing does. As with `pulumi up`: a group that somebody could not
 * be taken out of is given nothing new.
 */
function findObstacle(
  results: readonly SubjectResult[],
  signal: AbortSignal,
): Obstacle | undefined {
  const last = results.at(-1);
  if (last === undefined) return undefined;
  const { name, verdict, outcome } = last;
  const { reason } = signal as { readonly reason: unknown };
  const stopped = outcome?.stopped ?? (reason instanceof Error ? reason.message : undefined);
  if (stopped !== undefined) return { why: `${stopped}; run it again to finish`, stopped };
  if (last.notBegun !== undefined) return { why: last.notBegun };
  const first = `${name} come first, and`;
  if (verdict?.refusal !== undefined) return { why: `${first} the guard refuses their plan` };
  const failed = outcome?.failed.length ?? 0;
  return failed === 0 ? undefined : { why: `${first} not all of theirs is done` };
}

function skip(subject: PreparedSubject, { why, stopped }: Obstacle, report: Report): SubjectResult {
  const { name, mistakes, isIdle } = subject;
  report.skip(subject, why);
  const result = { name, mistakes, notBegun: why };
  if (stopped === undefined || isIdle) return result;
  return { ...result, outcome: { done: [], failed: [], declined: [], left: [], stopped } };
}

async function carryOut(
  subject: PreparedSubject,
  { options, prepared: { access, bucket }, report, signal, results }: Applying,
): Promise<SubjectResult> {
  const { name, mistakes } = subject;
  const { approvals, expect, json } = options;
  const progress = showProgress(json);
  let seen: ShownPlan | undefined;
  const resultOf = (rest: Partial<SubjectResult>) => ({
    ...{ name, mistakes, verdict: seen?.verdict },
    ...rest,
  });
  try {
    const { outcome, summary } = await subject.run({
      connection: { profile: access.profile },
      lock: bucket === undefined ? undefined : { ...access, bucket },
      owner: describeOwner("qsgov apply"),
      ...{ approvals, expect, signal },
      onPlan: (plan) => {
        seen = plan;
        report.show(subject, plan);
      },
      onProgress: progress.report,
      say: (message) => {
        output.say(message);
      },
    });
    progress.end();
    report.conclude(summary);
    return resultOf({ outcome });
  } catch (error) {
    progress.end();
    if (error instanceof PlanRefused) return resultOf({});
    if (error instanceof RunStopped) {
      const what = results.some(hasWritten)
        ? `nothing was written for ${name}`
        : "nothing was written";
      output.say(`qsgov: ${error.message}; ${what}`);
      const left = seen?.verdict.plan.steps ?? [];
      return resultOf({
        outcome: { done: [], failed: [], declined: [], left, stopped: error.message },
      });
    }
    // What was done before is done, and must be said.
    if (results.length === 0) throw error;
    output.say(`qsgov: ${name}: ${explainError(error)}`);
    return resultOf({ error: explainError(error) });
  }
}
