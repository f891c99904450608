import { peopleSubject } from "@quicksight-governance/core/people";
import { run } from "@quicksight-governance/core/reconcile";
import { governed } from "./governed.ts";
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
const desired = governed(people);
const { failed } = await run(peopleSubject, {
  desired,
  regions: { identity: scope.identityRegion, data: desired.dataRegions },
  connection: { endpoint, credentials },
  owner: "bench",
  approvals: [],
});
const seconds = performance.now() / 1000;
const measured: Run = {
  seconds,
  startSeconds,
  peakMemory: process.resourceUsage().maxRSS * 1024,
  failed: failed.map(({ reason }) => reason),
};
console.log(JSON.stringify(measured));
