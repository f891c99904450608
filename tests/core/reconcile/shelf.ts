import { run, type Outcome, type RunOptions } from "../../../core/reconcile/run.ts";
import type { Dependencies, StepTable, Subject } from "../../../core/reconcile/subject.ts";
import type { MemoryBucket } from "../../support/memoryBucket.ts";

/** Things by name, and how many of each: the plain data that the invented subject keeps. */
export type Things = Readonly<Record<string, number>>;

/** How a shelf should be. */
export interface DesiredShelf {
  readonly namespace: string;
  readonly things: Things;
  /** The most that may be dropped in 24 hours. */
  readonly mostDropped: number;
}

interface Named {
  readonly name: string;
  readonly reason: string;
}

/** A change of a shelf. */
export type ShelfStep =
  | (Named & { readonly kind: "add"; readonly to: number; readonly restores?: boolean })
  | (Named & { readonly kind: "raise"; readonly from: number; readonly to: number })
  | (Named & { readonly kind: "lower"; readonly from: number; readonly to: number })
  | (Named & { readonly kind: "drop"; readonly from: number });

/** Where a step is: before it does anything, between taking and giving back, at its end. */
export type Point = "begin" | "taken" | "end";

/** A shelf in memory, and what happens to those who change it. */
export interface Shelf {
  readonly things: Map<string, number>;
  /** What was done, in order: `begin add a`, `end add a`. */
  readonly log: string[];
  readonly subject: Subject<DesiredShelf, Things, ShelfStep>;
  /** Called at every point of every step; what it throws is the step's failure. */
  disturb: (point: Point, step: ShelfStep, signal: AbortSignal) => void | Promise<void>;
}

const reason = "as desired";

/** A shelf with these things. Less of a thing can only be had by taking it off and putting it there anew. */
export function shelfWith(things: Things = {}): Shelf {
  const kept = new Map(Object.entries(things));
  const log: string[] = [];
  const shelf: Shelf = {
    things: kept,
    log,
    disturb: () => undefined,
    subject: {
      name: "shelf",
      read: () => Promise.resolve(Object.fromEntries(kept)),
      plan: planShelf,
      rules: [
        {
          name: "dropped",
          budget: true,
          counts: ({ plan, actual }) => {
            const count = plan.steps.filter(({ kind }) => kind === "drop").length;
            return [{ subject: "things", count, of: Object.keys(actual).length }];
          },
          limit: ({ mostDropped }) => mostDropped,
          say: ({ count, spent, limit }) =>
            `${count} things would be dropped after ${spent}; the limit is ${limit}`,
        },
      ],
      steps: tableOf(kept, async (point, step, signal) => {
        log.push(`${point} ${step.kind} ${step.name}`);
        await shelf.disturb(point, step, signal);
      }),
      phases: ["add", "raise", "lower", "drop"],
      phaseOf: ({ kind }) => kind,
      takes: (step) =>
        step.kind === "lower" || step.kind === "drop" ? [`${step.kind} ${step.name}`] : [],
      needsJournal: ({ kind }) => kind === "lower",
      dependencies: followShelf,
      identify: ({ namespace, mostDropped }) => ({ namespace, mostDropped }),
      verbatim: ({ kind, name }) => ({ kind, name }),
      placeOf: ({ namespace }) => `namespace ${namespace}`,
      namespaceOf: ({ namespace }) => namespace,
    },
  };
  return shelf;
}

/** How a shelf named `default` should be; anything may be dropped unless a limit is given. */
export function shelfOf(things: Things, mostDropped = 100): DesiredShelf {
  return { namespace: "default", things, mostDropped };
}

/** Runs the subject of a shelf, without a lock unless there is a bucket. No call goes to QuickSight. */
export function runShelf(
  subject: Shelf["subject"],
  desired: DesiredShelf,
  {
    bucket,
    ...options
  }: Partial<RunOptions<DesiredShelf, ShelfStep>> & { bucket?: MemoryBucket } = {},
): Promise<Outcome<ShelfStep>> {
  return run(subject, {
    desired,
    regions: { identity: "us-east-1", data: ["us-east-1"] },
    connection: {
      endpoint: "http://127.0.0.1:1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    },
    lock: bucket?.place,
    owner: "a test",
    approvals: [],
    ...options,
  });
}

const planShelf: Shelf["subject"]["plan"] = ({ things }, actual, journal) => {
  const steps: ShelfStep[] = [];
  for (const [name, to] of Object.entries(things)) {
    const from = actual[name];
    const restores = Object.hasOwn(journal, name) ? { restores: true } : {};
    if (from === undefined) steps.push({ kind: "add", name, to, reason, ...restores });
    else if (from !== to)
      steps.push({ kind: from < to ? "raise" : "lower", name, from, to, reason });
  }
  for (const [name, from] of Object.entries(actual)) {
    if (!Object.hasOwn(things, name)) steps.push({ kind: "drop", name, from, reason });
  }
  const settled = Object.keys(journal).filter(
    (name) => Object.hasOwn(actual, name) || !Object.hasOwn(things, name),
  );
  const unchanged = Object.keys(things).length - steps.filter(({ kind }) => kind !== "drop").length;
  return { steps, notices: [], unchanged, settled };
};

function tableOf(
  kept: Map<string, number>,
  at: (point: Point, step: ShelfStep, signal: AbortSignal) => Promise<void>,
): StepTable<ShelfStep, DesiredShelf> {
  const put = async (step: Extract<ShelfStep, { to: number }>, signal: AbortSignal) => {
    await at("begin", step, signal);
    kept.set(step.name, step.to);
    await at("end", step, signal);
  };
  return {
    add: {
      takes: false,
      describe: ({ name, to }) => `+ ${to} ${name}`,
      perform: async (_api, step, { signal, clear }) => {
        await put(step, signal);
        if (step.restores === true) await clear(step.name);
      },
    },
    raise: {
      takes: false,
      describe: ({ name, from, to }) => `~ ${name} from ${from} to ${to}`,
      perform: (_api, step, { signal }) => put(step, signal),
    },
    lower: {
      takes: true,
      describe: ({ name, from, to }) => `-+ ${name} from ${from} to ${to}`,
      perform: async (_api, step, { note, clear, signal }) => {
        await at("begin", step, signal);
        await note(step.name, { to: step.to });
        kept.delete(step.name);
        await at("taken", step, signal);
        kept.set(step.name, step.to);
        await clear(step.name);
        await at("end", step, signal);
      },
    },
    drop: {
      takes: true,
      describe: ({ name, from }) => `- ${from} ${name}`,
      perform: async (_api, step, { signal }) => {
        await at("begin", step, signal);
        kept.delete(step.name);
        await at("end", step, signal);
      },
    },
  };
}

/** Nothing is dropped when something else could not be added. */
function followShelf(): Dependencies<ShelfStep> {
  let missing: string | undefined;
  return {
    blocks: ({ kind }) =>
      kind === "drop" && missing !== undefined ? `${missing} could not be added` : undefined,
    succeeded: () => undefined,
    failed: ({ kind, name }) => {
      if (kind === "add") missing = name;
    },
  };
}
