import type { Regions } from "@quicksight-governance/core/aws";
import {
  type AnyStep,
  describeOutcome,
  describeOwner,
  type Outcome,
  PlanRefused,
  run,
  RunStopped,
  type StopSource,
  type Subject,
  untilStopped,
} from "@quicksight-governance/core/reconcile";
import { bucketReports, recordRun, type RunRecord } from "@quicksight-governance/core/reports";
import { formatProblems, type Problem } from "@quicksight-governance/core/settings";
import { type Answer, answerOf } from "./answer.ts";
import { OutOfTime } from "./failures.ts";
import { keepRecord } from "./keepRecord.ts";
import { log } from "./log.ts";
import type { OpenedTenant } from "./openTenant.ts";
import type { FunctionContext, TenantRequest } from "./request.ts";

/** A run that is not done this long before Lambda ends the function stops, in milliseconds: the next call goes on. */
const reserve = 10_000;

/** What a subject is run with. */
export interface SubjectToRun<Desired> {
  readonly desired: Desired;
  readonly regions: Regions;
  readonly meant?: readonly unknown[] | undefined;
  /** Mistakes that leave all else to be done, and are said after it. */
  readonly problems?: readonly Problem[] | undefined;
  /** True when there is nothing to read, to lock and to say. */
  readonly isIdle?: boolean | undefined;
}

/** A call of a function: what was asked, of whom, and when. */
export interface Call {
  readonly request: TenantRequest;
  readonly context: FunctionContext;
  readonly started: Date;
}

/**
 * Runs a subject of a tenant and leaves a record of it in the governance bucket. What a person must look at (a refused plan, steps that failed) is
 * an answer, as calling again helps nothing; what another call may get past (the lock of another run, AWS that does not answer) is thrown,
 * and recorded by who gives up.
 */
export async function runSubject<Desired, Actual, Step extends AnyStep>(
  subject: Subject<Desired, Actual, Step>,
  { desired, regions, meant, problems = [], isIdle = false }: SubjectToRun<Desired>,
  { bucket, region, governed }: Pick<OpenedTenant, "bucket" | "region" | "governed">,
  { request, context, started }: Call,
): Promise<Answer> {
  const { namespace } = governed.scope;
  const { functionName, awsRequestId, getRemainingTimeInMillis } = context;
  const { federationRole, groupPrefix, groupNames } = governed.scope;
  const about = {
    ...{ run: request.run ?? awsRequestId, namespace, started },
    naming: { federationRole, groupPrefix, ...(groupNames === undefined ? {} : { groupNames }) },
  };
  const keep = async (record: RunRecord): Promise<RunRecord> => {
    const store = bucketReports({ bucket, region });
    try {
      await keepRecord(store, record);
      return record;
    } finally {
      store.close();
    }
  };
  try {
    const outcome = await untilStopped(
      (signal) =>
        run(subject, {
          ...{ desired, regions, meant, signal, approvals: request.approve ?? [] },
          lock: isIdle ? undefined : { bucket, region },
          owner: describeOwner(`function ${functionName}, request ${awsRequestId}`),
          say: (message) => {
            log.info(message, { namespace, subject: subject.name });
          },
        }),
      beforeTimeout(getRemainingTimeInMillis?.()),
    );
    refuseStandstill(subject.name, namespace, outcome);
    const record = recordRun(subject, { ...about, ended: new Date() }, { outcome });
    const failed = describeOutcome(subject, namespace, outcome);
    return endOf(await keep(withProblems(record, problems)), failed);
  } catch (error) {
    if (error instanceof RunStopped) throw new OutOfTime(subject.name, namespace);
    if (!(error instanceof PlanRefused)) throw error;
    const record = recordRun(subject, { ...about, ended: new Date() }, { error });
    return answerOf(await keep(record), { error: error.name, message: error.message });
  }
}

/** Whoever is called again must have got further, or it would never end. */
function refuseStandstill(
  subject: string,
  namespace: string,
  { done, failed, stopped, left }: Outcome<AnyStep>,
): void {
  if (stopped === undefined || left.length === 0) return;
  if (done.length + failed.length === 0) throw new OutOfTime(subject, namespace);
}

/** Settings that are wrong in part leave the rest done, and the whole not. */
function withProblems(record: RunRecord, problems: readonly Problem[]): RunRecord {
  if (problems.length === 0) return record;
  const errors = problems.map((problem) => ({
    name: "SettingsMistakes",
    message: formatProblems([problem]),
  }));
  const result = record.result === "done" ? "partly" : record.result;
  return { ...record, result, errors: [...record.errors, ...errors] };
}

function endOf(record: RunRecord, failed: string): Answer {
  const mistakes = record.errors.map(({ message }) => message);
  const message = [...(failed === "" ? [] : [failed]), ...mistakes].join("\n");
  const isStep = record.failed.length > 0;
  if (record.result !== "partly") return answerOf(record, { message });
  return answerOf(record, { error: isStep ? "StepsFailed" : "SettingsMistakes", message });
}

/** Stops a run shortly before Lambda would end it in the middle of something. */
function beforeTimeout(remainingMs: number | undefined): StopSource {
  return (stop) => {
    if (remainingMs === undefined) return () => undefined;
    const timer = setTimeout(
      () => {
        stop(new RunStopped("as the function's time is nearly over"));
      },
      Math.max(0, remainingMs - reserve),
    );
    return () => {
      clearTimeout(timer);
    };
  };
}
