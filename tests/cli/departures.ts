import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import type { ClientRequest } from "node:http";

// Preloaded into a command with `node --import`, and nothing else: what leaves it, and when a signal reaches it, goes
// to the file that DEPARTURES names, in the order in which they happen. A clock beside the command can't tell that.
const file = process.env["DEPARTURES"];
if (file === undefined)
  throw new Error("DEPARTURES must name the file that the requests are written to");

subscribe("http.client.request.start", (message) => {
  const { method, path } = (message as { readonly request: ClientRequest }).request;
  appendFileSync(file, `${method} ${path}\n`);
});
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.once(name, () => {
    appendFileSync(file, "signal\n");
  });
}
