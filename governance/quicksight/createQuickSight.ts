import { QuickSightClient, type QuickSightClientConfig } from "@aws-sdk/client-quicksight";

/** The SDK's current retry interface; its older one has a single `retry` method. */
type RetryStrategy = Extract<
  QuickSightClientConfig["retryStrategy"],
  { acquireInitialRetryToken: unknown }
>;
type RetryToken = Awaited<ReturnType<RetryStrategy["acquireInitialRetryToken"]>>;

/** How to reach QuickSight: everything else comes from the AWS SDK's standard environment. */
export interface QuickSightOptions {
  readonly region: string;
  /** An AWS profile; absent: the SDK's default credential chain. */
  readonly profile?: string | undefined;
  /** Another address than the SDK would find, for an endpoint that is not AWS. */
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The longest pause before a call is tried again, in milliseconds. */
const longestPause = 5000;
/** With pauses that double from 100 ms up to {@link longestPause}, twelve tries last about 40 seconds. */
const mostTries = 12;

/**
 * A QuickSight client that stays with a call until the API takes it: it retries throttling, server errors and lost
 * connections, and nothing else.
 *
 * The SDK's own strategy is not used for two reasons: its budget of retry tokens runs dry under steady throttling, so that
 * calls are lost in a large first load, and it takes LimitExceededException (a quota) for throttling.
 */
export function createQuickSight(options: QuickSightOptions): QuickSightClient {
  const { profile, ...rest } = options;
  return new QuickSightClient({
    ...rest,
    ...(profile === undefined ? {} : { profile }),
    retryStrategy: patientRetry,
  });
}

const patientRetry: RetryStrategy = {
  acquireInitialRetryToken: () => Promise.resolve(retryToken(0)),
  refreshRetryTokenForRetry: (token, { errorType, error }) => {
    const retryable = errorType !== "CLIENT_ERROR" && error?.name !== "LimitExceededException";
    const count = token.getRetryCount() + 1;
    if (!retryable || count >= mostTries) {
      return Promise.reject(error instanceof Error ? error : new Error(errorType));
    }
    return Promise.resolve(retryToken(count));
  },
  recordSuccess: () => undefined,
};

/** Exponential backoff with full jitter, so that parallel calls do not come back together. */
function retryToken(count: number): RetryToken {
  const ceiling = count === 0 ? 0 : Math.min(longestPause, 100 * 2 ** (count - 1));
  const delay = Math.round(ceiling * (0.5 + Math.random() / 2));
  return { getRetryCount: () => count, getRetryDelay: () => delay };
}
