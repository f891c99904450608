import type { Api } from "../aws/api.ts";
import { Declined } from "./declined.ts";
import { describeError } from "../aws/describeError.ts";
import { mostUnderWay } from "../aws/mostUnderWay.ts";
import type {
  AnyStep,
  Dependencies,
  Failure,
  GivingStep,
  Plan,
  StepContext,
  Subject,
  TakingStep,
} from "./subject.ts";

/** What came of a plan's steps. */
export interface Performed<Step extends AnyStep> {
  readonly done: readonly Step[];
  readonly failed: readonly Failure<Step>[];
  /** Steps that AWS refused, and without which the run is whole: see {@link Declined}. */
  readonly declined: readonly Failure<Step>[];
  /** Steps that were not begun, because the run was stopped. */
  readonly left: readonly Step[];
}

/** What steps need of their run. */
export interface Performing<Desired, Step extends AnyStep> {
  readonly api: Api;
  readonly context: StepContext<Desired>;
  readonly dependencies: Dependencies<Step>;
  /** Called after each step, with the number finished so far, failures among them. */
  readonly progress?: ((finished: number, total: number, failed: number) => void) | undefined;
}

/** How long steps under way may go on giving after the signal, in milliseconds. */
const giveLimit = 3000;
/** When a run that was stopped ends at the latest, in milliseconds: what is not answered by then is left to the journal. */
const stopLimit = 4000;

/**
 * Carries out a plan, phase after phase, the steps of one side by side; the clients pace their calls. One failure never stops
 * the others: all are collected. Nothing is undone: the plan that is made afterwards does the rest.
 *
 * At the signal no step begins any more and nothing that takes leaves any more. Steps under way end: they may give back for
 * {@link giveLimit}, and after {@link stopLimit} nobody waits for them.
 */
export async function perform<Desired, Actual, Step extends AnyStep>(
  subject: Subject<Desired, Actual, Step>,
  plan: Plan<Step>,
  { api, context, dependencies, progress }: Performing<Desired, Step>,
): Promise<Performed<Step>> {
  const tally = new Tally<Step>(dependencies);
  const { signal } = context;
  const { bundle } = subject;
  const performOne = async (steps: readonly Step[]): Promise<void> => {
    if (signal.aborted) return;
    for (const step of steps) tally.begin(step);
    const own = follow(context);
    try {
      for (const step of steps) {
        const blocked = tally.dependencies.blocks(step);
        if (blocked !== undefined) throw new Error(blocked);
      }
      if (bundle !== undefined) await bundle.perform(api, steps, own);
      else for (const step of steps) await rowOf(subject, step).perform(api, step, own);
      for (const step of steps) tally.succeed(step);
    } catch (error) {
      // What has taken nothing yet was stopped in time, and did not fail.
      const isStopped = error === signal.reason && !own.owes();
      for (const step of steps) {
        if (isStopped) tally.leave(step);
        else if (error instanceof Declined) tally.decline(step, error);
        else tally.fail(step, error);
      }
    }
    progress?.(tally.finished, plan.steps.length, tally.failures);
  };
  const work = async (): Promise<void> => {
    for (const phase of subject.phases) {
      if (signal.aborted) return;
      const steps = plan.steps.filter((step) => subject.phaseOf(step) === phase);
      await inParallel(bundle?.of(steps) ?? steps.map((step) => [step]), performOne);
    }
  };
  const stopping = stopWith(api, signal);
  try {
    await Promise.race([work(), stopping.over]);
  } finally {
    stopping.end();
  }
  return tally.result(plan.steps);
}

/** The context of one step, which knows whether the step has noted something that it has not given back. */
function follow<Desired>(
  context: StepContext<Desired>,
): StepContext<Desired> & { readonly owes: () => boolean } {
  const noted = new Set<string>();
  return {
    ...context,
    note: async (key, entry) => {
      noted.add(key);
      await context.note(key, entry);
    },
    clear: async (key) => {
      await context.clear(key);
      noted.delete(key);
    },
    owes: () => noted.size > 0,
  };
}

/** Stops the clients at the signal; `over` resolves when nobody should wait any longer. */
function stopWith(api: Api, signal: AbortSignal): { over: Promise<void>; end: () => void } {
  const timers: NodeJS.Timeout[] = [];
  let stop: (() => void) | undefined;
  const over = new Promise<void>((resolve) => {
    stop = () => {
      api.stop("taking", signal.reason);
      api.stop("reading", signal.reason);
      timers.push(
        setTimeout(() => {
          api.stop("giving", signal.reason);
        }, giveLimit),
        setTimeout(resolve, stopLimit),
      );
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  return {
    over,
    end: () => {
      if (stop !== undefined) signal.removeEventListener("abort", stop);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** What is known of the steps so far. */
class Tally<Step extends AnyStep> {
  readonly dependencies: Dependencies<Step>;
  readonly #done: Step[] = [];
  readonly #failed: Failure<Step>[] = [];
  readonly #declined: Failure<Step>[] = [];
  readonly #underWay = new Set<Step>();

  constructor(dependencies: Dependencies<Step>) {
    this.dependencies = dependencies;
  }

  get finished(): number {
    return this.#done.length + this.#failed.length + this.#declined.length;
  }

  get failures(): number {
    return this.#failed.length;
  }

  begin(step: Step): void {
    this.#underWay.add(step);
  }

  succeed(step: Step): void {
    this.#underWay.delete(step);
    this.#done.push(step);
    this.dependencies.succeeded(step);
  }

  leave(step: Step): void {
    this.#underWay.delete(step);
  }

  fail(step: Step, error: unknown): void {
    this.#underWay.delete(step);
    this.#failed.push({ step, reason: describeError(error) });
    this.dependencies.failed(step, error);
  }

  decline(step: Step, { message }: Declined): void {
    this.#underWay.delete(step);
    this.#declined.push({ step, reason: message });
  }

  result(all: readonly Step[]): Performed<Step> {
    const open = [...this.#underWay].map((step) => ({
      step,
      reason: "it was under way when the run was stopped, and what came of it is not known",
      isOpen: true,
    }));
    const failed = [...this.#failed, ...open];
    const declined = [...this.#declined];
    const begun = new Set([...this.#done, ...[...failed, ...declined].map(({ step }) => step)]);
    return {
      done: [...this.#done],
      ...{ failed, declined },
      left: all.filter((step) => !begun.has(step)),
    };
  }
}

/** As many workers as calls may be under way share one list: memory stays small, however long it is. */
async function inParallel<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const work = async () => {
    for (const item of rest) await run(item);
  };
  await Promise.all(Array.from({ length: Math.min(mostUnderWay, items.length) }, work));
}

/** The row of a step's kind. The table has a row for every kind, each for its own steps. */
function rowOf<Desired, Actual, Step extends AnyStep>(
  { steps }: Pick<Subject<Desired, Actual, Step>, "steps">,
  { kind }: Step,
): GivingStep<Step, Desired> | TakingStep<Step, Desired> {
  return steps[kind as Step["kind"]] as unknown as
    GivingStep<Step, Desired> | TakingStep<Step, Desired>;
}
