import { QuickSightClient } from "@aws-sdk/client-quicksight";
import { mostUnderWay } from "./mostUnderWay.ts";
import { pacedRetry } from "./pacedRetry.ts";

/** The longest that a connection takes to be made, in milliseconds; a slower one is tried again. */
const connectionLimit = 10_000;
/** The longest that an answer stays out, in milliseconds: a connection that died silently must not hold a run for ever. */
const silenceLimit = 120_000;

/** How to reach QuickSight: everything else comes from the AWS SDK's standard environment. */
export interface QuickSightOptions {
  readonly region: string;
  /** An AWS profile; absent: the SDK's default credential chain. */
  readonly profile?: string | undefined;
  /** Another address than the SDK would find, for an endpoint that is not AWS. */
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Once aborted, the client sends nothing any more: for a run that must stop at once. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A QuickSight client that calls as fast as the API takes it and stays with a call until the API takes it: it finds the rate
 * limit by itself, and retries throttling, server errors and lost connections, and nothing else.
 *
 * The rate is found per client, so a program has one client per Region.
 */
export function createQuickSight(options: QuickSightOptions): QuickSightClient {
  const { profile, signal, ...rest } = options;
  return new QuickSightClient({
    ...rest,
    ...(profile === undefined ? {} : { profile }),
    retryStrategy: pacedRetry(undefined, signal),
    // The SDK's default of 50 sockets would cap the rate at 50 calls per latency.
    requestHandler: {
      connectionTimeout: connectionLimit,
      socketTimeout: silenceLimit,
      httpAgent: { maxSockets: mostUnderWay },
      httpsAgent: { maxSockets: mostUnderWay },
    },
  });
}
