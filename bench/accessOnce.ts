import { accessSubject } from "@quicksight-governance/core/access";
import { run } from "@quicksight-governance/core/reconcile";
import { defaultGuard } from "@quicksight-governance/core/settings";
import { type AccessSize, drawGrants } from "./drawGrants.ts";
import { scope } from "./scope.ts";
import { credentials } from "./startSimulatorProcess.ts";

// What is measured, in a process of its own: `node bench/accessOnce.ts ENDPOINT SIZE` makes access what the size comes to, once, and
// prints what it took as one line of JSON.

/** What one run took. */
export interface AccessRun {
  /** From the start of the process to the last answer, in seconds. */
  readonly seconds: number;
  /** The most resident memory, in bytes. */
  readonly peakMemory: number;
  readonly steps: number;
  readonly failed: readonly string[];
}

const [endpoint = "", size = ""] = process.argv.slice(2);
const grants = drawGrants(JSON.parse(size) as AccessSize);
const dataRegion = scope.identityRegion;
const { verdict, failed } = await run(accessSubject, {
  desired: { scope, dataRegion, grants, former: grants, guard: defaultGuard, uncertain: [] },
  regions: { identity: scope.identityRegion, data: [dataRegion] },
  connection: { endpoint, credentials },
  owner: "bench",
  approvals: [],
});
const measured: AccessRun = {
  seconds: performance.now() / 1000,
  peakMemory: process.resourceUsage().maxRSS * 1024,
  steps: verdict.plan.steps.length,
  failed: failed.map(({ reason }) => reason),
};
console.log(JSON.stringify(measured));
