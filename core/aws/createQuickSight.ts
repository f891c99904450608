import { QuickSightClient } from "@aws-sdk/client-quicksight";
import type { Intent } from "./intent.ts";
import { mostUnderWay } from "./mostUnderWay.ts";
import { networkLimits } from "./networkLimits.ts";
import { pacedRetry } from "./pacedRetry.ts";
import { Pacer } from "./pacer.ts";
import { refuseTaking } from "./refuseTaking.ts";
import { untilAborted } from "./untilAborted.ts";

/** How to reach QuickSight: everything else comes from the AWS SDK's standard environment. */
export interface QuickSightOptions {
  readonly region: string;
  /** An AWS profile; absent: the SDK's default credential chain. */
  readonly profile?: string | undefined;
  /** Another address than the SDK would find, for an endpoint that is not AWS. */
  readonly endpoint?: string | undefined;
  readonly credentials?:
    { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

/**
 * A QuickSight client that calls as fast as the API takes it and stays with a call until the API takes it: it finds the rate
 * limit by itself, and retries throttling, server errors and lost connections, and nothing else.
 *
 * The rate is found per Region, so the clients of one Region share a pacer. When the pacer is stopped, a call of this client's
 * intent does not leave any more: the last look is taken directly before it is sent. One that reads and has left is not waited for
 * either. A client that is made for reading or giving refuses calls that take something.
 *
 * @param intent what the calls are for; absent: any, for a program that is not a run and is stopped by nobody
 */
export function createQuickSight(
  options: QuickSightOptions,
  intent?: Intent,
  pacer: Pacer = new Pacer(),
): QuickSightClient {
  const { region, profile, endpoint, credentials } = options;
  const client = new QuickSightClient({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(profile === undefined ? {} : { profile }),
    retryStrategy: pacedRetry({ pacer, intent }),
    // The SDK's default of 50 sockets would cap the rate at 50 calls per latency.
    requestHandler: {
      ...networkLimits,
      httpAgent: { maxSockets: mostUnderWay },
      httpsAgent: { maxSockets: mostUnderWay },
    },
  });
  if (intent === undefined) return client;
  client.middlewareStack.add(
    (next) => (args) => {
      pacer.signalOf(intent).throwIfAborted();
      return next(args);
    },
    // Signing takes time: of all steps this one is the nearest to the wire.
    { step: "deserialize", priority: "low", name: "stopBeforeLeaving" },
  );
  if (intent === "reading") {
    client.middlewareStack.add(
      (next) => (args) => untilAborted(pacer.signalOf(intent), () => next(args)),
      // Above the one that reads the body, as an answer may break off in its middle.
      { step: "deserialize", priority: "high", name: "stopWaiting" },
    );
  }
  if (intent !== "taking") {
    client.middlewareStack.add(
      (next, context) => (args) => {
        refuseTaking(context.commandName, args.input);
        return next(args);
      },
      { step: "initialize", name: "refuseTaking" },
    );
  }
  return client;
}
