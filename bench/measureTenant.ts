import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deployerPolicy } from "../local/demo/deployerPolicy.ts";
import { furnish } from "../local/demo/furnish.ts";
import { stackFiles } from "../local/demo/stackFiles.ts";
import { createWorkspace, type PulumiWorkspace } from "../local/engine/pulumi.ts";
import { startLocalAws } from "../local/startLocalAws.ts";
import { makePeople } from "./makePeople.ts";
import { median } from "./median.ts";
import type { TenantResult } from "./results.ts";

const stack = "dev-default";
const runs = 3;

/**
 * `pulumi preview --diff` of a whole tenant stack: the sample's, with its groups, access, data sources and data sets, with
 * everything that the program checks beforehand, and with so many people in place of its own.
 */
export async function measureTenant(people: number): Promise<TenantResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "bench-tenant-"));
  const membership = join(folder, "membership.csv");
  await writeFile(membership, makeSamplePeople(people, false));
  const aws = await startLocalAws();
  try {
    await furnish(aws);
    const workspace = await createWorkspace({
      program: fileURLToPath(new URL("..", import.meta.url)),
      environment: await aws.createDeployer(deployerPolicy(aws)),
      stackFiles: stackFiles(membership),
    });
    try {
      for (const each of ["dev", stack]) {
        await workspace.run(["stack", "init", each]);
        await workspace.run(["up", "--yes", "--skip-preview", "--stack", each]);
      }
      const unchanged = await preview(workspace, /\d+ unchanged\n/);
      await writeFile(membership, makeSamplePeople(people, true));
      const changed = await preview(workspace, /quicksight:Roster: \(update\)/);
      return [
        { people, step: "no change", ...unchanged },
        { people, step: "one change", ...changed },
      ];
    } finally {
      await workspace.close();
    }
  } finally {
    await aws.close();
    await rm(folder, { recursive: true });
  }
}

async function preview(workspace: PulumiWorkspace, expected: RegExp) {
  const seconds: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    const { stdout } = await workspace.run(["preview", "--diff", "--stack", stack]);
    seconds.push((performance.now() - started) / 1000);
    if (!expected.test(stdout)) {
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
