import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deployerPolicies } from "../local/demo/deployerPolicies.ts";
import { furnish } from "../local/demo/furnish.ts";
import { stackFiles } from "../local/demo/stackFiles.ts";
import { createWorkspace, type PulumiWorkspace } from "../local/engine/pulumi.ts";
import { startLocalAws } from "../local/startLocalAws.ts";
import { makePeople } from "./makePeople.ts";
import { median } from "./median.ts";
import type { TenantResult } from "./results.ts";

const stack = "dev-default";
const runs = 3;

/** What the engine must say of each step, so that no wrong state is measured. */
const expected: Record<TenantResult["step"], RegExp> = {
  "no change": /\d+ unchanged\n/,
  "one change": /quicksight:Roster: \(update\)/,
};

/**
 * `pulumi preview --diff` of a whole tenant stack: the sample's, with its groups, access, data sources and data sets, with
 * everything that the program checks beforehand, and with so many people in place of its own.
 */
export async function measureTenant(people: number): Promise<TenantResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "bench-tenant-"));
  const membership = join(folder, "membership.csv");
  await writeFile(membership, makeSamplePeople(people, false));
  // Without the lags of AWS, of which nobody knows how long they are: they would be part of what is measured.
  const aws = await startLocalAws({ simulator: { membershipDelayMs: 0, searchDelayMs: 0 } });
  try {
    await furnish(aws);
    const workspace = await createWorkspace({
      program: fileURLToPath(new URL("..", import.meta.url)),
      environment: await aws.createDeployer(deployerPolicies(aws)),
      stackFiles: stackFiles(membership),
    });
    try {
      for (const each of ["dev", stack]) {
        await workspace.run(["stack", "init", each]);
        await workspace.run(["up", "--yes", "--skip-preview", "--stack", each]);
      }
      const rows: TenantResult[] = [];
      for (const step of ["no change", "one change"] as const) {
        await writeFile(membership, makeSamplePeople(people, step === "one change"));
        for (const refresh of [false, true]) {
          const measured = await preview(workspace, refresh, expected[step]);
          rows.push({ people, step, refresh, ...measured });
        }
      }
      return rows;
    } finally {
      await workspace.close();
    }
  } finally {
    await aws.close();
    await rm(folder, { recursive: true });
  }
}

async function preview(workspace: PulumiWorkspace, refresh: boolean, said: RegExp) {
  const seconds: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    const args = ["preview", "--diff", `--refresh=${refresh}`, "--stack", stack];
    const { stdout } = await workspace.run(args);
    seconds.push((performance.now() - started) / 1000);
    if (!said.test(stdout)) {
      throw new Error(
        `the preview of the tenant is not what it should be:\n${stdout.slice(-2000)}`,
      );
    }
  }
  return { runs, seconds: median(seconds) };
}

/** The same organisation in groups that the sample has: teams become readers of a dashboard, regions countries. */
function makeSamplePeople(people: number, changed: boolean): string {
  return makePeople(people, changed)
    .replaceAll(/,team-\d,/g, ",critical,")
    .replaceAll(/,region-[024],/g, ",usa,")
    .replaceAll(/,region-[13],/g, ",gbr,");
}
