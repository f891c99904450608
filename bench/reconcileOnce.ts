import { createClients, destroyClients } from "@quicksight-governance/core/aws";
import { reconcile } from "@quicksight-governance/core/people";
import { defaultGuard } from "@quicksight-governance/core/settings";
import { readPeople } from "./readPeople.ts";
import { scope } from "./scope.ts";
import { credentials } from "./startSimulatorProcess.ts";

// What is measured, in a process of its own: `node bench/reconcileOnce.ts ENDPOINT MEMBERSHIP_FILE` makes the namespace what
// the file says, once, and prints what it took as one line of JSON.

/** What one run took. */
export interface Run {
  /** From the start of the process to the last answer, in seconds. */
  readonly seconds: number;
  /** Of these, what passed before the first call: Node, the SDK, reading and checking the file. */
  readonly startSeconds: number;
  /** The most resident memory, in bytes. */
  readonly peakMemory: number;
  readonly failed: readonly string[];
}

const [endpoint = "", file = ""] = process.argv.slice(2);
const people = await readPeople(file);
const startSeconds = performance.now() / 1000;
const dataRegion = scope.identityRegion;
const clients = createClients({ ...scope, dataRegion }, { endpoint, credentials });
const governed = { scope, dataRegion, desired: people, guard: defaultGuard, customPermissions: [] };
const applied = await reconcile(clients, governed, []);
const seconds = performance.now() / 1000;
destroyClients(clients);
const run: Run = {
  seconds,
  startSeconds,
  peakMemory: process.resourceUsage().maxRSS * 1024,
  failed: applied.failed.map(({ reason }) => reason),
};
console.log(JSON.stringify(run));
