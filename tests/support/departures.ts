import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import { ClientRequest } from "node:http";

// Preloaded into a command with `node --import`, and nothing else: what leaves it, and when a signal reaches it, goes
// to the file that DEPARTURES names, in the order in which they happen. A clock beside the command can't tell that. In
// `pulumi up` the engine takes Ctrl-C for itself, and every provider gets a call, one after the other: that of a process which has
// deleted nobody says nothing about the one that does.
const file = process.env["DEPARTURES"];
if (file === undefined)
  throw new Error("DEPARTURES must name the file that the requests are written to");

// What a request takes may stand in its body alone, and the channel hands out no bodies: those are seen where they are written.
const bodies = new WeakMap<ClientRequest, Buffer[]>();
for (const name of ["write", "end"] as const) {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on the request below
  const original = ClientRequest.prototype[name] as (...args: unknown[]) => unknown;
  Object.defineProperty(ClientRequest.prototype, name, {
    value(this: ClientRequest, ...args: unknown[]) {
      const [chunk] = args;
      if (typeof chunk === "string" || chunk instanceof Uint8Array) {
        bodies.set(this, [...(bodies.get(this) ?? []), Buffer.from(chunk)]);
      }
      return original.apply(this, args);
    },
  });
}

/** True for an update of permissions that takes any. */
function revokes(request: ClientRequest): boolean {
  const text = Buffer.concat(bodies.get(request) ?? []).toString();
  if (!text.includes('"RevokePermissions"')) return false;
  const { RevokePermissions = [] } = JSON.parse(text) as { RevokePermissions?: unknown[] };
  return RevokePermissions.length > 0;
}

let hasDeleted = false;
subscribe("http.client.request.start", (message) => {
  const { request } = message as { readonly request: ClientRequest };
  const { method, path } = request;
  hasDeleted ||= method === "DELETE";
  appendFileSync(file, `${revokes(request) ? "REVOKE" : method} ${path}\n`);
});
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.once(name, () => {
    appendFileSync(file, "signal\n");
  });
}
subscribe("http2.server.stream.start", (message) => {
  const { headers } = message as { readonly headers: Readonly<Record<string, unknown>> };
  if (hasDeleted && headers[":path"] === "/pulumirpc.ResourceProvider/Cancel") {
    appendFileSync(file, "signal\n");
  }
});
