import { type PeopleStep, peopleSubject } from "@quicksight-governance/core/people";
import {
  describeOutcome,
  describeOwner,
  type Outcome,
  PlanRefused,
  run,
  RunStopped,
  untilStopped,
  type Verdict,
} from "@quicksight-governance/core/reconcile";
import { exitCode, type ExitCode } from "../exitCode.ts";
import { parseTenantOptions } from "../parseTenantOptions.ts";
import { planDocument } from "../planDocument.ts";
import { prepareRun } from "../prepareRun.ts";
import { printVerdict } from "../printVerdict.ts";
import { showProgress } from "../showProgress.ts";

const noLock =
  "no lock: the governance bucket is not known, so see to it that nothing else writes to this namespace meanwhile; what runs of the last 24 hours took is not counted (set tenant.governanceBucket)";

/** `qsgov apply`: plan, guard, apply. */
export async function apply(args: readonly string[]): Promise<ExitCode> {
  const options = parseTenantOptions("apply", args);
  const { governed, access, bucket, notices, title } = await prepareRun(options);
  const before = bucket === undefined ? [...notices, noLock] : notices;
  const { scope, dataRegions } = governed;
  const { namespace } = scope;
  const progress = showProgress(options.json);
  const print = (verdict: Verdict<PeopleStep>, outcome: Omit<Outcome<PeopleStep>, "verdict">) => {
    const notices = [...before, ...verdict.plan.notices];
    const document = planDocument("apply", namespace, verdict, notices, outcome);
    console.log(JSON.stringify(document, null, 2));
  };
  let seen: Verdict<PeopleStep> | undefined;
  try {
    const outcome = await untilStopped((signal) =>
      run(peopleSubject, {
        desired: governed,
        regions: { identity: scope.identityRegion, data: dataRegions },
        connection: { profile: access.profile },
        lock: bucket === undefined ? undefined : { ...access, bucket },
        owner: describeOwner("qsgov apply"),
        approvals: options.approvals,
        expect: options.expect,
        signal,
        onPlan: (verdict) => {
          seen = verdict;
          if (!options.json)
            printVerdict(title, verdict, [...before, ...verdict.plan.notices], args);
        },
        onProgress: progress.report,
        say: (message) => {
          console.error(message);
        },
      }),
    );
    progress.end();
    if (options.json) print(outcome.verdict, outcome);
    else if (outcome.verdict.plan.steps.length > 0)
      console.log(`\n${summarize(namespace, outcome)}`);
    if (outcome.stopped !== undefined) return exitCode.stopped;
    return outcome.failed.length === 0 ? exitCode.done : exitCode.partly;
  } catch (error) {
    progress.end();
    if (error instanceof RunStopped) {
      console.error(`qsgov: ${error.message}; nothing was written`);
      return exitCode.stopped;
    }
    if (!(error instanceof PlanRefused)) throw error;
    if (options.json && seen !== undefined) print(seen, { done: [], failed: [], left: [] });
    return exitCode.refused;
  }
}

function summarize(namespace: string, outcome: Outcome<PeopleStep>): string {
  const problem = describeOutcome(peopleSubject, namespace, outcome);
  if (problem !== "") return problem;
  const count = outcome.done.length;
  return count === 1 ? "1 operation done" : `all ${count} operations done`;
}
