import { describeError } from "../aws/describeError.ts";
import { printable } from "../aws/printable.ts";
import {
  type AnyStep,
  type Failure,
  nameStep,
  type Outcome,
  PlanRefused,
  RunStopped,
  type StepTexts,
  type Subject,
  type Verdict,
} from "../reconcile/index.ts";
import type { RecordedStep, RunRecord } from "./runRecord.ts";

/** What a run knows of itself. */
export interface RunToRecord extends Pick<RunRecord, "run" | "namespace" | "naming"> {
  readonly started: Date;
  readonly ended: Date;
}

/** What came of it: an outcome, or what was thrown in its place. */
export type RunResult<Step extends AnyStep> =
  { readonly outcome: Outcome<Step> } | { readonly error: unknown };

/** Makes the record of one subject's run: pure, so that whoever runs it decides where it goes. */
export function recordRun<Desired, Actual, Step extends AnyStep>(
  subject: Pick<Subject<Desired, Actual, Step>, "name" | "steps">,
  { run, namespace, naming, started, ended }: RunToRecord,
  result: RunResult<NoInfer<Step>>,
): RunRecord {
  return {
    ...{ version: 1, run, namespace, subject: subject.name, started: started.toISOString() },
    seconds: Math.max(0, ended.getTime() - started.getTime()) / 1000,
    ...nothing,
    ...("outcome" in result ? outcomeOf(subject, result.outcome) : errorOf(result.error)),
    ...(naming === undefined ? {} : { naming: namesOf(naming) }),
  };
}

/** Callers have a whole scope. */
const namesOf = ({
  federationRole,
  groupPrefix,
  groupNames,
}: NonNullable<RunRecord["naming"]>): NonNullable<RunRecord["naming"]> => ({
  ...{ federationRole, groupPrefix },
  ...(groupNames === undefined ? {} : { groupNames }),
});

const nothing = {
  ...{ done: [], declined: [], failed: [], left: 0, unchanged: 0, throttled: 0 },
  ...{ findings: [], refusals: [], errors: [], notices: [] },
} as const satisfies Partial<RunRecord>;

function outcomeOf<Step extends AnyStep>(
  subject: { readonly steps: StepTexts<Step> },
  { done, failed, declined, left, stopped, verdict, throttled }: Outcome<Step>,
) {
  const recorded = (step: Step) => recordStep(subject, step);
  const undone = ({ step, reason }: Failure<Step>) => ({ ...recorded(step), why: reason });
  const isStopped = stopped !== undefined && left.length > 0;
  return {
    result: failed.length > 0 ? "partly" : isStopped ? "continues" : "done",
    done: done.map(recorded),
    declined: declined.map(undone),
    failed: failed.map(undone),
    ...{ left: left.length, throttled },
    ...verdictOf(verdict),
  } as const;
}

function errorOf(error: unknown) {
  // Stopped before anything was written: whoever calls again begins again.
  if (error instanceof RunStopped) return { result: "continues" } as const;
  if (error instanceof PlanRefused) {
    return { result: "refused", ...verdictOf(error.verdict) } as const;
  }
  const name = error instanceof Error ? error.name : "Error";
  return { result: "failed", errors: [{ name, message: describeError(error) }] } as const;
}

function verdictOf({ plan, findings, refusals, approval }: Verdict<AnyStep>) {
  return {
    ...{ findings, refusals, notices: plan.notices, unchanged: plan.unchanged },
    ...(approval === undefined ? {} : { approval }),
  };
}

/** As JSON has it: what is undefined is left out. */
function recordStep<Step extends AnyStep>(
  subject: { readonly steps: StepTexts<Step> },
  step: Step,
): RecordedStep {
  const asked = readLines(step.reason);
  return {
    step: JSON.parse(JSON.stringify(step)) as RecordedStep["step"],
    text: printable(nameStep(subject, step)),
    ...asked,
  };
}

/** The lines that a reason names, `lines 3, 14 of data/membership.csv`; nothing where it names none. */
export function readLines(reason: string): Pick<RecordedStep, "file" | "lines"> {
  const [, lines, file] = /^lines? (\d+(?:, \d+)*) of (.+)$/s.exec(reason) ?? [];
  if (lines === undefined || file === undefined) return {};
  return { file, lines: lines.split(", ").map(Number) };
}
