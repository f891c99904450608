import { SendRate } from "../../../core/aws/sendRate.ts";

/** An API with a rate limit, and clients that call it, all in simulated time. */
export interface Load {
  /** Calls a second that the API accepts at a moment, in seconds; it keeps those of one second for a burst. */
  readonly limit: (second: number) => number;
  /** How long an answer takes, in milliseconds. */
  readonly latency: number;
  /** When each client begins, in seconds. */
  readonly starts?: readonly number[];
  /** Calls of each client; it has 600 under way at most. */
  readonly calls?: number;
  /** Ends the load, in seconds. */
  readonly until?: number;
}

/** What a client reached, second by second. */
export interface Reached {
  readonly accepted: number[];
  readonly refused: number[];
}

/** The answers to calls, by the millisecond they come at. */
type Answers = Map<number, (() => void)[]>;

/** Runs a load to its end; says when that was, in seconds, and what each client reached. */
export function simulateLoad(load: Load): { seconds: number; clients: Reached[] } {
  const { limit, starts = [0], until = 3600, calls = Infinity } = load;
  const answers: Answers = new Map();
  const clients = starts.map((start) => startClient(start * 1000, calls, load.latency));
  let tokens = limit(0);
  const take = () => (tokens >= 1 ? ((tokens -= 1), true) : false);
  let now = 0;
  for (
    ;
    now < until * 1000 && clients.some((client) => client.waiting + client.underWay > 0);
    now++
  ) {
    const rate = limit(now / 1000);
    tokens = Math.min(rate, tokens + rate / 1000);
    for (const answer of answers.get(now) ?? []) answer();
    answers.delete(now);
    // Nobody is always first.
    const inTurn = now % 2 === 0 ? clients : clients.toReversed();
    for (const client of inTurn) client.send(now, take, answers);
  }
  return { seconds: now / 1000, clients: clients.map((client) => client.reached) };
}

function startClient(start: number, calls: number, latency: number) {
  const rate = new SendRate();
  const reached: Reached = { accepted: [], refused: [] };
  const client = { waiting: calls, underWay: 0, reached, send };
  function send(now: number, take: () => boolean, answers: Answers): void {
    while (now >= start && client.waiting > 0 && client.underWay < 600 && rate.dueAt <= now) {
      const call = rate.send(now);
      const outcome = take() ? "accepted" : "refused";
      client.waiting -= 1;
      client.underWay += 1;
      const answer = () => {
        client.underWay -= 1;
        if (outcome === "refused") client.waiting += 1;
        rate.settle(call, outcome, at);
      };
      // Latencies differ by up to a fifth.
      const at = now + Math.max(1, Math.round(latency * (0.9 + ((call.number * 7) % 20) / 100)));
      answers.set(at, [...(answers.get(at) ?? []), answer]);
      const second = Math.floor(now / 1000);
      reached[outcome][second] = (reached[outcome][second] ?? 0) + 1;
    }
  }
  return client;
}
