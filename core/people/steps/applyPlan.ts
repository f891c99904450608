import type { GovernedNamespace } from "../governedNamespace.ts";
import { describeOperation } from "../plan/describeOperation.ts";
import {
  isMakingAdmin,
  isTakingAdmin,
  type Operation,
  phaseOf,
  phases,
  type Plan,
} from "../plan/operation.ts";
import type { QuickSightClients } from "../../aws/createClients.ts";
import { mostUnderWay } from "../../aws/mostUnderWay.ts";
import { applyOperation, type Note } from "./applyOperation.ts";
import { describeError } from "../../aws/describeError.ts";

/** An operation that did not happen, and why. */
export interface Failure {
  readonly operation: Operation;
  readonly reason: string;
}

/** What came of a plan. */
export interface Applied {
  readonly done: readonly Operation[];
  readonly failed: readonly Failure[];
}

/** How a plan is applied. */
export interface ApplyOptions {
  /** Called after each operation, with the number finished so far. */
  readonly onProgress?: ((finished: number, total: number) => void) | undefined;
  /** Once aborted, no further operation begins: what is left is reported as failed, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Keeps what a run that is killed must leave to the next: see the lock's notes. Absent: nothing is kept. */
  readonly journal?: Journal | undefined;
}

/** Where a run notes the leavers whom it has deleted and not registered again yet. */
export type Journal = (unfinished: readonly string[]) => Promise<void>;

/**
 * Applies a plan, phase after phase (giving before taking), the operations of one in parallel; the client paces its calls.
 * One person's failure never stops the others: every failure is collected, and what depends on it (the groups of a person
 * who could not be registered) is reported as not done instead of being tried.
 *
 * Nothing is undone: applying the plan that is made afterwards does the rest.
 */
export async function applyPlan(
  clients: QuickSightClients,
  governed: GovernedNamespace,
  plan: Plan,
  options: ApplyOptions = {},
): Promise<Applied> {
  const done: Operation[] = [];
  const failed: Failure[] = [];
  const absent = new Set<string>();
  const note = await openNotes(governed, plan, options.journal);

  const applyOne = async (operation: Operation): Promise<void> => {
    try {
      options.signal?.throwIfAborted();
      if ("email" in operation && absent.has(operation.email)) {
        throw new Error("the person could not be registered");
      }
      if (isTakingAdmin(operation) && failed.some((one) => isMakingAdmin(one.operation))) {
        throw new Error("not done, as somebody else could not be made admin");
      }
      await applyOperation(clients, governed, operation, { note, signal: options.signal });
      done.push(operation);
    } catch (error) {
      failed.push({ operation, reason: describeError(error) });
      if (operation.kind === "register" || operation.kind === "downgrade") {
        absent.add(operation.email);
      }
    }
    options.onProgress?.(done.length + failed.length, plan.operations.length);
  };

  for (const phase of phases) {
    await inParallel(
      plan.operations.filter((operation) => phaseOf(operation) === phase),
      applyOne,
    );
  }
  return { done, failed };
}

/** As many workers as calls may be under way share one list: memory stays small, however long it is. */
async function inParallel<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const work = async () => {
    for (const item of rest) await run(item);
  };
  await Promise.all(Array.from({ length: Math.min(mostUnderWay, items.length) }, work));
}

/**
 * Notes for the journal: only leavers need them, as everybody else is in the roster of the next run as well. What an earlier
 * run has left is noted until it is done, and no longer when it has become pointless.
 */
async function openNotes(
  { unfinished = [] }: GovernedNamespace,
  { leavers, operations }: Plan,
  journal: Journal | undefined,
): Promise<Note> {
  if (journal === undefined) return () => Promise.resolve();
  const ours = new Set(leavers);
  const registered = new Set(
    operations.flatMap((operation) => (operation.kind === "register" ? [operation.email] : [])),
  );
  const open = new Set(unfinished.filter((email) => registered.has(email)));
  let running = Promise.resolve();
  let queued: Promise<void> | undefined;
  // While one write is under way, all that is noted meanwhile goes into the next.
  const store = () => {
    queued ??= running
      .catch(() => undefined)
      .then(() => {
        queued = undefined;
        running = journal([...open]);
        return running;
      });
    return queued;
  };
  if (unfinished.length > open.size) await store();
  return async (email, state) => {
    if (state === "deleted" && ours.has(email)) open.add(email);
    else if (state === "deleted" || !open.delete(email)) return;
    await store();
  };
}

/** Failures shown at most: those of a lost connection may be as many as people. */
const mostShown = 50;

/** The failures of a run for the person who must deal with them, one line each. */
export function describeFailures(namespace: string, { done, failed }: Applied): string {
  const total = done.length + failed.length;
  const rest = failed.length - mostShown;
  return [
    `${failed.length} of ${total} operations failed in namespace ${namespace}; the other ${done.length} are done, and the next run goes on from there:`,
    ...failed
      .slice(0, mostShown)
      .map(({ operation, reason }) => `  ${describeOperation(operation)}: ${reason}`),
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
  ].join("\n");
}
