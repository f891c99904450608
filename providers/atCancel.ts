import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { RunStopped, type StopSource } from "@quicksight-governance/core/reconcile";

/** Node tells here of every call that its HTTP/2 servers get (Node documentation, "diagnostics_channel", HTTP/2). */
const channel = "http2.server.stream.start";
/** The engine calls this when a person presses Ctrl-C (Pulumi's provider protocol, `ResourceProvider.Cancel`). */
const cancelPath = "/pulumirpc.ResourceProvider/Cancel";

/**
 * Stops a run at Ctrl-C in `pulumi up`. The engine takes the signal for itself and tells its providers by a call; the SDK's
 * host of dynamic providers answers that call and hands it to nobody, so it is seen where all calls come in.
 */
export const atCancel: StopSource = (stop) => {
  const onStream = (message: unknown) => {
    if (pathOf(message) === cancelPath) stop(new RunStopped("by Ctrl-C"));
  };
  subscribe(channel, onStream);
  return () => {
    unsubscribe(channel, onStream);
  };
};

function pathOf(message: unknown): string | undefined {
  const { headers } = message as { readonly headers?: Readonly<Record<string, unknown>> };
  const path = headers?.[":path"];
  return typeof path === "string" ? path : undefined;
}
