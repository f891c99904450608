/** A call that was sent: how many were sent before it, and when, in milliseconds of the caller's clock. */
export interface SentCall {
  readonly number: number;
  readonly at: number;
}

/** What came of a sent call: `refused` for the rate, `lost` without an answer, else `accepted`, whatever the answer says. */
export type Outcome = "accepted" | "refused" | "lost";

// docs/pacing.md says where each number comes from.
/** Calls a second at the start: enough for a load of a hundred people, little enough for an account that takes five. */
const startRate = 200;
const leastRate = 1;
/** How far below the limit the rate goes after a refusal; other clients of the account get through meanwhile. */
const retreat = 0.9;
/** The most that one sample raises the rate. */
const mostGrowth = 2;
/** So many milliseconds of calls make up for a late timer at once. */
const lateness = 100;
/** A sample has at least so many calls, and lasts so long in milliseconds: as long as no limit is known, and then. */
const fewestSampled = 7;
const [shortSample, longSample] = [100, 200];
/** A sample is judged after so many milliseconds, though some of its calls are not answered. */
const longestSample = 10_000;

/**
 * How fast to call an API that does not publish its rate limit: the decisions alone, without a clock or timers.
 *
 * It learns from samples: calls sent one after the other, judged when they are answered. A sample with refusals shows the
 * limit, and the rate goes to 90 % of it. Samples without refusals raise the rate: in small steps up to the limit, then by 5,
 * 10, 20, 40, 80 and 100 %, until the next refusal. APIs count in token buckets, which keep for a while what was not used, so
 * that all of the limit is used all the same. The steps grow with the root of the rate, not with the rate: so clients that
 * share a limit move towards equal parts.
 */
export class SendRate {
  #rate = startRate;
  #growth = mostGrowth;
  /** How many calls a second the API was seen to accept; absent until it refuses one. */
  #limit: number | undefined;
  /** Whether the limit is the first guess, that no sample has corrected. */
  #isGuess = false;
  #dueAt = -Infinity;
  #sent = 0;
  #sample = newSample(0, shortSample);
  /** Begins when a refusal changes the rate. */
  #run = { first: 0, startedAt: 0 };

  /** When the next call may be sent. */
  get dueAt(): number {
    return this.#dueAt;
  }

  /** Notes that a call is sent. */
  send(now: number): SentCall {
    this.#dueAt = Math.max(this.#dueAt, now - lateness) + 1000 / this.#rate;
    if (this.#sent === this.#run.first) this.#run.startedAt = now;
    if (this.#sent === this.#sample.first) this.#sample.startedAt = now;
    if (this.#sample.end === Infinity && this.#isLongEnough(now)) this.#sample.end = this.#sent;
    return { number: this.#sent++, at: now };
  }

  /** Notes what came of a call, once for each. */
  settle(call: SentCall, outcome: Outcome, now: number): void {
    if (outcome === "refused" && this.#isFirstRefusal(call)) {
      const guess = this.#guessLimit(call);
      if (guess < this.#rate) {
        this.#isGuess = this.#limit === undefined;
        this.#setLimit(guess, guess, now);
        return;
      }
    }
    const sample = this.#sample;
    if (call.number >= sample.first && call.number < sample.end) {
      sample.answered += 1;
      if (outcome !== "lost") sample[outcome] += 1;
    }
    const isAnswered = sample.first + sample.answered === Math.min(sample.end, this.#sent);
    const isOver = now - sample.startedAt > longestSample;
    if (isOver || (isAnswered && this.#isLongEnough(now))) this.#judge(now);
  }

  #isLongEnough(now: number): boolean {
    const { first, startedAt, lasts } = this.#sample;
    return this.#sent - first >= fewestSampled && now - startedAt >= lasts;
  }

  #judge(now: number): void {
    const { first, startedAt, accepted, refused } = this.#sample;
    if (refused > 0) {
      // Few calls say little, and those of a slow client among fast ones are refused most.
      const least = this.#limit === undefined ? 0.25 : 0.7;
      const limit = this.#rate * Math.max(least, accepted / (accepted + refused));
      // What corrects the first guess is uncertain too: the next samples should soon try more.
      this.#setLimit(limit, this.#isGuess ? limit : limit * retreat, now);
      this.#isGuess = false;
      return;
    }
    // Callers that do not use the rate say nothing about a faster one; those that a busy machine holds up use part of it.
    const seconds = (now - startedAt) / 1000;
    const most = (4 * (this.#sent - first)) / seconds;
    if (accepted > 0 && most > this.#rate) this.#raise(most, seconds);
    this.#startSample(now);
  }

  #raise(most: number, seconds: number): void {
    if (this.#rate < (this.#limit ?? 0)) {
      const step = Math.max(0.25 * Math.sqrt(this.#rate), 0.05 * this.#rate * seconds);
      this.#rate = Math.min(most, this.#rate + step);
      return;
    }
    this.#rate = Math.min(most, this.#rate * this.#growth);
    this.#growth = Math.min(mostGrowth, 2 * this.#growth - 1);
  }

  /** A rate well above what is known has gone too far at the first refusal: no need for a whole sample of them. */
  #isFirstRefusal(call: SentCall): boolean {
    return call.number >= this.#run.first && this.#rate > (this.#limit ?? 0) * 1.15;
  }

  /**
   * The limit lies between the last one and a rate that was too fast. If none is known, the API is taken for a token bucket
   * that had a second's worth of calls in it; the next samples correct that.
   */
  #guessLimit(call: SentCall): number {
    const seconds = 1 + (call.at - this.#run.startedAt) / 1000;
    const least = this.#limit === undefined ? this.#rate / 8 : Math.sqrt(this.#limit * this.#rate);
    return Math.max(least, (call.number - this.#run.first) / seconds);
  }

  #setLimit(limit: number, rate: number, now: number): void {
    const wasKnown = this.#limit !== undefined;
    this.#limit = limit;
    this.#rate = Math.max(leastRate, rate);
    this.#growth = 1.05;
    this.#run = { first: this.#sent, startedAt: now };
    this.#startSample(now, wasKnown ? longSample : shortSample);
    this.#dueAt = now + 1000 / this.#rate;
  }

  #startSample(now: number, lasts = this.#limit === undefined ? shortSample : longSample): void {
    this.#sample = newSample(this.#sent, lasts);
    this.#dueAt = Math.min(this.#dueAt, now + 1000 / this.#rate);
  }
}

function newSample(first: number, lasts: number) {
  const counts = { answered: 0, accepted: 0, refused: 0 };
  return { ...counts, first, end: Infinity, startedAt: Infinity, lasts };
}
