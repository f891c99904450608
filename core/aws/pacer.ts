import { mostUnderWay } from "./mostUnderWay.ts";
import { type Outcome, SendRate, type SentCall } from "./sendRate.ts";

type Start = (call: SentCall) => void;

/**
 * Lets calls go at the rate that the API takes, at most {@link mostUnderWay} at once. A call that was sent before goes
 * before those that were not.
 */
export class Pacer {
  readonly #rate = new SendRate();
  readonly #first: Start[] = [];
  readonly #again: Start[] = [];
  #underWay = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Waits until a call may be sent. It then counts as under way until {@link settle} is told what came of it. */
  turn(attempt: "first" | "again"): Promise<SentCall> {
    return new Promise((start) => {
      (attempt === "first" ? this.#first : this.#again).push(start);
      this.#startDue();
    });
  }

  /** Notes what came of a call. */
  settle(call: SentCall, outcome: Outcome): void {
    this.#underWay -= 1;
    this.#rate.settle(call, outcome, performance.now());
    this.#startDue();
  }

  #startDue(): void {
    const now = performance.now();
    while (this.#underWay < mostUnderWay && this.#rate.dueAt <= now) {
      const start = this.#again.shift() ?? this.#first.shift();
      if (start === undefined) return;
      this.#underWay += 1;
      start(this.#rate.send(now));
    }
    const waiting = this.#again.length + this.#first.length;
    if (waiting === 0 || this.#underWay >= mostUnderWay || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#startDue();
    }, this.#rate.dueAt - now);
  }
}
