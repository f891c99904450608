import { setMaxListeners } from "node:events";
import { type Intent, intents } from "./intent.ts";
import { mostUnderWay } from "./mostUnderWay.ts";
import { type Outcome, SendRate, type SentCall } from "./sendRate.ts";

/** A call that waits for its turn. */
interface Waiting {
  readonly intent: Intent;
  readonly start: (call: SentCall) => void;
  readonly fail: (reason: unknown) => void;
}

/**
 * Lets the calls of one Region go at the rate that the API takes, at most {@link mostUnderWay} at once. A call that was sent
 * before goes before those that were not; of these, giving goes before reading and reading before taking.
 */
export class Pacer {
  readonly #rate = new SendRate();
  readonly #stops: Readonly<Record<Intent, AbortController>> = {
    giving: newStop(),
    reading: newStop(),
    taking: newStop(),
  };
  readonly #first: Record<Intent, Waiting[]> = { giving: [], reading: [], taking: [] };
  #again: Waiting[] = [];
  #underWay = 0;
  #refused = 0;
  #timer: NodeJS.Timeout | undefined;

  /**
   * Waits until a call may be sent. It then counts as under way until {@link settle} is told what came of it.
   *
   * @throws the reason of {@link stop}, when calls of this intent are stopped before its turn comes
   */
  turn(intent: Intent, attempt: "first" | "again"): Promise<SentCall> {
    return new Promise((start, fail) => {
      const stopped = this.signalOf(intent);
      if (stopped.aborted) {
        fail(reasonOf(stopped.reason));
        return;
      }
      (attempt === "first" ? this.#first[intent] : this.#again).push({ intent, start, fail });
      this.#startDue();
    });
  }

  /** How many times a call was refused because there were too many. */
  get refused(): number {
    return this.#refused;
  }

  /** Notes what came of a call. */
  settle(call: SentCall, outcome: Outcome): void {
    this.#underWay -= 1;
    if (outcome === "refused") this.#refused += 1;
    this.#rate.settle(call, outcome, performance.now());
    this.#startDue();
  }

  /** From now on no call of this intent is sent: those that wait fail with the reason, and so do those that come. */
  stop(intent: Intent, reason: unknown): void {
    const stopping = this.#stops[intent];
    if (stopping.signal.aborted) return;
    stopping.abort(reasonOf(reason));
    const waiting = [...this.#first[intent], ...this.#again.filter((one) => one.intent === intent)];
    this.#first[intent] = [];
    this.#again = this.#again.filter((one) => one.intent !== intent);
    for (const { fail } of waiting) fail(stopping.signal.reason);
  }

  /** Aborted by {@link stop}, with its reason: for the last look before a call leaves, and for whatever waits beside it. */
  signalOf(intent: Intent): AbortSignal {
    return this.#stops[intent].signal;
  }

  #next(): Waiting | undefined {
    const again = this.#again.shift();
    if (again !== undefined) return again;
    for (const intent of intents) {
      const first = this.#first[intent].shift();
      if (first !== undefined) return first;
    }
    return undefined;
  }

  #startDue(): void {
    const now = performance.now();
    while (this.#underWay < mostUnderWay && this.#rate.dueAt <= now) {
      const next = this.#next();
      if (next === undefined) return;
      this.#underWay += 1;
      next.start(this.#rate.send(now));
    }
    if (this.#underWay >= mostUnderWay || this.#timer !== undefined || !this.#isWaitedFor()) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#startDue();
    }, this.#rate.dueAt - now);
  }

  #isWaitedFor(): boolean {
    return this.#again.length > 0 || intents.some((intent) => this.#first[intent].length > 0);
  }
}

function newStop(): AbortController {
  const stop = new AbortController();
  // Every call under way listens.
  setMaxListeners(0, stop.signal);
  return stop;
}

function reasonOf(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error("the run was stopped");
}
