import { setTimeout as sleep } from "node:timers/promises";
import type { QuickSightClientConfig } from "@aws-sdk/client-quicksight";
import type { Intent } from "./intent.ts";
import { Pacer } from "./pacer.ts";
import type { SentCall } from "./sendRate.ts";

/** The SDK's current retry interface; its older one has a single `retry` method. */
type RetryStrategy = Extract<
  QuickSightClientConfig["retryStrategy"],
  { acquireInitialRetryToken: unknown }
>;
type RetryToken = Awaited<ReturnType<RetryStrategy["acquireInitialRetryToken"]>>;
type RetryErrorInfo = Parameters<RetryStrategy["refreshRetryTokenForRetry"]>[1];

/** The longest pause after a server error or a lost connection, in milliseconds. */
const longestPause = 5000;
/** With pauses that double from 100 ms up to {@link longestPause}, twelve tries last about 40 seconds. */
const mostFailures = 12;
/** A call on its way through the SDK. The SDK waits for the delay of a token; here the waiting is done before. */
class PacedToken implements RetryToken {
  /** Absent of a call that was stopped while it waited to be sent again: its client refuses it, and says why. */
  readonly sent: SentCall | undefined;
  readonly tries: number;
  /** Server errors and lost connections so far. */
  readonly failures: number;

  constructor(sent: SentCall | undefined, tries = 0, failures = 0) {
    this.sent = sent;
    this.tries = tries;
    this.failures = failures;
  }

  getRetryCount(): number {
    return this.tries;
  }

  getRetryDelay(): number {
    return 0;
  }
}

/** How {@link pacedRetry} calls. */
export interface Pacing {
  /** Shared by the clients of one Region: they have one rate. Absent: one of its own. */
  readonly pacer?: Pacer | undefined;
  /** @default "reading" */
  readonly intent?: Intent | undefined;
  /**
   * For how long calls are refused, without one being accepted, until they are given up, in milliseconds.
   * @default 600000
   */
  readonly patience?: number | undefined;
}

/**
 * Makes the retry strategy of one client. Every call waits for its turn at the rate that the API takes, the first time and
 * again:
 *
 * - a throttled call is tried again as long as the API accepts any call of the client now and then;
 * - after a server error or a lost connection a call is tried up to 12 times, with exponential backoff;
 * - any other error is the answer, also LimitExceededException, which is a quota and not a rate, although the SDK counts it
 *   as throttling (`THROTTLING_ERROR_CODES` in smithy-lang/smithy-typescript).
 *
 * The SDK's own adaptive mode (`AdaptiveRetryStrategy`) is not used: against a limit of 500 calls a second it reaches 310, and
 * when throttled from the start it loses calls, because its budget of retries runs dry.
 */
export function pacedRetry({
  pacer = new Pacer(),
  intent = "reading",
  patience = 10 * 60_000,
}: Pacing = {}): RetryStrategy {
  let refusedSince: number | undefined;

  const retry = async (
    { sent, tries, failures }: PacedToken,
    { errorType, error }: RetryErrorInfo,
  ): Promise<RetryToken> => {
    const reason = error ?? new Error(errorType);
    if (sent === undefined) throw reason;
    if (errorType === "CLIENT_ERROR" || reason.name === "LimitExceededException") {
      refusedSince = undefined;
      pacer.settle(sent, "accepted");
      throw reason;
    }
    if (errorType === "THROTTLING") {
      pacer.settle(sent, "refused");
      refusedSince ??= performance.now();
      if (performance.now() - refusedSince > patience) throw reason;
      // A call that was refused was not done, so that why it was stopped is the whole answer. The SDK would drop what is thrown
      // here, and answer with the refusal.
      const again = await pacer.turn(intent, "again").catch(() => undefined);
      return new PacedToken(again, tries + 1, failures);
    }
    pacer.settle(sent, error?.$metadata?.httpStatusCode === undefined ? "lost" : "accepted");
    if (failures + 1 >= mostFailures) throw reason;
    // A pause must not keep a run alive that was stopped: it ends with what failed, as what came of it is not known.
    await sleep(pauseAfter(failures), undefined, { signal: pacer.signalOf(intent) }).catch(() => {
      throw reason;
    });
    return new PacedToken(await pacer.turn(intent, "again"), tries + 1, failures + 1);
  };

  return {
    acquireInitialRetryToken: async () => new PacedToken(await pacer.turn(intent, "first")),
    refreshRetryTokenForRetry: (token, info) => retry(asPaced(token), info),
    recordSuccess: (token) => {
      refusedSince = undefined;
      const { sent } = asPaced(token);
      if (sent !== undefined) pacer.settle(sent, "accepted");
    },
  };
}

function asPaced(token: RetryToken): PacedToken {
  if (token instanceof PacedToken) return token;
  throw new TypeError("the token is not one of this retry strategy");
}

/** Exponential backoff with jitter, in milliseconds, so that calls that failed together do not come back together. */
function pauseAfter(failures: number): number {
  return Math.min(longestPause, 100 * 2 ** failures) * (0.5 + Math.random() / 2);
}
