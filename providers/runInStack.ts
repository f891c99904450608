import {
  type AnyStep,
  describeOutcome,
  describeOwner,
  isOfAccount,
  readApprovals,
  run,
  type RunOptions,
  type StopSource,
  type Subject,
  untilStopped,
} from "@quicksight-governance/core/reconcile";
import { atCancel } from "./atCancel.ts";
import { printNotices } from "./printNotices.ts";
import { printProgress } from "./printProgress.ts";
import type { ProviderContext } from "./stored.ts";
import { say } from "./say.ts";

/** Where a resource runs, as its state says. */
export interface StackPlace {
  readonly identityRegion: string;
  readonly dataRegions: readonly string[];
  /** The Region of the governance bucket. */
  readonly region: string;
  /** Empty: no lock is taken. */
  readonly lockBucket: string;
  /** See `RunOptions.isShown`. */
  readonly isShown: RunOptions<never, never>["isShown"];
  /** What stops the run besides Ctrl-C and signals. */
  readonly stops?: readonly StopSource[];
  /**
   * Whether what the run leaves alone is said.
   * @default true
   */
  readonly isNoticed?: boolean;
}

/**
 * Runs a subject for a dynamic resource: stopped by Ctrl-C and signals, with progress and notices as messages of the stack.
 *
 * @returns what did not happen, in words; empty when all was done
 * @throws {PlanRefused} when the guard refuses; nothing was written
 */
export async function runInStack<Desired, Actual, Step extends AnyStep>(
  subject: Subject<Desired, Actual, Step>,
  desired: Desired,
  place: StackPlace,
  { profile, environment }: ProviderContext,
): Promise<string> {
  const { identityRegion, dataRegions, region, lockBucket: bucket, isShown } = place;
  const namespace = subject.namespaceOf(desired);
  const title = isOfAccount(namespace) ? subject.name : namespace;
  const outcome = await untilStopped(
    (signal) =>
      run(subject, {
        desired,
        regions: { identity: identityRegion, data: dataRegions },
        connection: { profile },
        lock: bucket === "" ? undefined : { bucket, region, profile },
        owner: describeOwner("pulumi"),
        approvals: readApprovals(environment),
        isShown,
        // What names mean is in the state from now on: a note of before would give a name its old meaning when it comes back.
        meant: [],
        signal,
        onProgress: printProgress(title),
        say: (message) => {
          say(title, message);
        },
      }),
    atCancel,
    ...(place.stops ?? []),
  );
  for (const { reason } of outcome.declined) say(title, reason);
  if (place.isNoticed !== false) printNotices(title, outcome.verdict.plan.notices);
  return describeOutcome(subject, namespace, outcome);
}
