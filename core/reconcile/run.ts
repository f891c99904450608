import { type Api, openApi, type Regions } from "../aws/api.ts";
import type { QuickSightOptions } from "../aws/createQuickSight.ts";
import { describeError } from "../aws/describeError.ts";
import { spendingOf, spentBy } from "./findFindings.ts";
import type { Judging, Verdict } from "./judge.ts";
import type { Lock } from "./lock/lock.ts";
import type { LockPlace } from "./lock/lockPlace.ts";
import { withLock } from "./lock/withLock.ts";
import { openNotes } from "./openNotes.ts";
import { perform, type Performed, type Performing } from "./perform.ts";
import { PlanRefused } from "./planRefused.ts";
import type { Proposal } from "./consider.ts";
import { propose } from "./propose.ts";
import { stepNames } from "./resume.ts";
import type { AnyStep, Subject } from "./subject.ts";

/** A run as its callers ask for it: the dynamic resources, the function, the command line. */
export interface RunOptions<Desired, Step extends AnyStep> {
  readonly desired: Desired;
  readonly regions: Regions;
  /** How QuickSight is reached, but for the Region. */
  readonly connection?: Omit<QuickSightOptions, "region"> | undefined;
  /**
   * Where the namespace's lock is; absent: none is taken. Then two runs at once are possible, nothing is remembered from run to
   * run, and a plan that would have to remember is refused.
   */
  readonly lock?: Omit<LockPlace, "namespace"> | undefined;
  /** Who runs this, for whoever finds the lock held. */
  readonly owner: string;
  /** Hashes of refused plans that a person approved. */
  readonly approvals: readonly string[];
  /** See {@link Judging.isShown}. */
  readonly isShown?: Judging["isShown"];
  /** See {@link Judging.expect}. */
  readonly expect?: readonly string[] | undefined;
  /**
   * What names in the settings mean that no stack has published: kept in the ledger, in place of what it had for this subject, for the
   * runs to come; of a stack, which remembers them itself, nothing. Absent: what it has stays.
   */
  readonly meant?: readonly unknown[] | undefined;
  /** Aborted when the run is to stop: Ctrl-C, SIGTERM, the time that a function has left. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the plan before anything is written, also with one that is refused. */
  readonly onPlan?: ((verdict: Verdict<Step>) => void | Promise<void>) | undefined;
  readonly onProgress?: Performing<never, never>["progress"];
  /** Called with what a person should know and no result says: whom the run waits for. */
  readonly say?: ((message: string) => void) | undefined;
  /**
   * Milliseconds since 1970.
   * @default Date.now
   */
  readonly now?: (() => number) | undefined;
}

/** What came of a run. */
export interface Outcome<Step extends AnyStep> extends Performed<Step> {
  readonly verdict: Verdict<Step>;
  /** Why the run stopped before its end; absent when it did not. */
  readonly stopped?: string;
  /** How many times QuickSight refused a call because there were too many. */
  readonly throttled: number;
}

/**
 * Makes something what it should be: lock, journal, read, plan, guard, approval, perform, and what came of it. The one way to
 * change anything, for every subject and every caller.
 *
 * @throws {PlanRefused} when the guard refuses, {LockBusy} when another run goes on for too long, {RunStopped} when the signal
 * came before anything was written; nothing was written
 */
export async function run<Desired, Actual, Step extends AnyStep>(
  subject: Subject<Desired, Actual, Step>,
  options: RunOptions<Desired, Step>,
): Promise<Outcome<Step>> {
  const { lock, owner, now, say = () => undefined } = options;
  if (lock === undefined) return carryOut(subject, options, undefined);
  const namespace = subject.namespaceOf(options.desired);
  let outcome: Outcome<Step> | undefined;
  try {
    return await withLock(
      { ...lock, namespace },
      owner,
      async (_signal, held) => {
        outcome = await carryOut(subject, options, held);
        return outcome;
      },
      {
        signal: options.signal,
        // The ledger forgets by the clock that it is written by.
        ...(now === undefined ? {} : { now }),
        onWait: (holder) => {
          say(`waiting for ${holder.owner}, who has held the lock since ${holder.since}`);
        },
      },
    );
  } catch (error) {
    if (outcome === undefined) throw error;
    // What was done is done, although the lock could not be released: it ends by itself.
    say(describeError(error));
    return outcome;
  }
}

async function carryOut<Desired, Actual, Step extends AnyStep>(
  subject: Subject<Desired, Actual, Step>,
  options: RunOptions<Desired, Step>,
  lock: Lock | undefined,
): Promise<Outcome<Step>> {
  const { regions, connection } = options;
  const signal = anySignal([options.signal, lock?.signal]);
  const api = openApi(regions, connection);
  const stopReading = () => {
    api.stop("reading", signal.reason);
    options.say?.(`${reasonOf(signal)}: nothing further begins, what is under way ends`);
  };
  signal.addEventListener("abort", stopReading, { once: true });
  try {
    signal.throwIfAborted();
    const proposal = await propose(subject, api, options, lock?.ledger).catch((error: unknown) => {
      // A reading that was stopped fails in many ways; why it was stopped is what a person needs.
      signal.throwIfAborted();
      throw error;
    });
    // A subject may go on without what it could not read; without what was not read any more nobody may.
    signal.throwIfAborted();
    const { verdict } = proposal;
    await options.onPlan?.(verdict);
    if (verdict.refusal !== undefined) throw new PlanRefused(verdict);
    signal.throwIfAborted();
    const performed = await write(subject, options, { api, proposal, lock, signal });
    return { verdict, ...performed, throttled: api.throttled() };
  } finally {
    signal.removeEventListener("abort", stopReading);
    api.close();
  }
}

async function write<Desired, Actual, Step extends AnyStep>(
  subject: Subject<Desired, Actual, Step>,
  { onProgress, now = Date.now, meant }: RunOptions<Desired, Step>,
  {
    api,
    proposal,
    lock,
    signal,
  }: {
    readonly api: Api;
    readonly proposal: Proposal<Desired, Actual, Step>;
    readonly lock: Lock | undefined;
    readonly signal: AbortSignal;
  },
): Promise<Performed<Step> & { readonly stopped?: string }> {
  const at = new Date(now()).toISOString();
  const notes = openNotes(subject.name, lock, at);
  const { situation, spent, verdict } = proposal;
  const { desired, actual, plan } = situation;
  const journal = lock?.ledger.journal[subject.name] ?? {};
  // Before anything is taken: a run that is killed must not take again tomorrow's share today.
  const { approval } = verdict;
  const steps = stepNames(subject, plan.steps);
  const spending = spendingOf(subject, situation, at);
  await notes.begin({ spent, spending, approval, plan, steps, meant });
  const performed = await perform(subject, plan, {
    api,
    context: {
      ...{ desired, journal, at, signal },
      ...{ note: notes.note, remember: notes.note, clear: notes.clear },
    },
    dependencies: subject.dependencies(desired, actual),
    progress: onProgress,
  });
  const open = performed.failed.filter(({ isOpen }) => isOpen === true).map(({ step }) => step);
  const taken = new Set([...performed.done, ...open]);
  // What was declined is no rest that the next run must finish.
  const over = new Set([...taken, ...performed.declined.map(({ step }) => step)]);
  await notes.end(
    spentBy(subject, situation, [...taken], at),
    stepNames(
      subject,
      plan.steps.filter((step) => !over.has(step)),
    ),
  );
  return signal.aborted ? { ...performed, stopped: reasonOf(signal) } : performed;
}

/** Whoever stops a run says in a sentence of their own why. */
function reasonOf({ reason }: AbortSignal): string {
  return reason instanceof Error ? reason.message : describeError(reason);
}

function anySignal(signals: readonly (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}
