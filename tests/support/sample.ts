import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deployerPolicy } from "../../local/demo/deployerPolicy.ts";
import { furnish } from "../../local/demo/furnish.ts";
import { stackFiles, stacks } from "../../local/demo/stackFiles.ts";
import {
  createWorkspace,
  type PulumiResult,
  type PulumiWorkspace,
} from "../../local/engine/pulumi.ts";
import { type LocalAws, startLocalAws } from "../../local/startLocalAws.ts";

/** What the sample's secret holds: it must turn up nowhere. */
export const databasePassword = "tq7-never-to-be-seen-Zk2";

/** The sample organisation on AWS on this machine, with the real engine and a membership file of its own. */
export interface Sample {
  readonly aws: LocalAws;
  readonly workspace: PulumiWorkspace;
  /** Runs `pulumi up` for a stack, without asking. */
  up(stack: string, environment?: Record<string, string>): Promise<PulumiResult>;
  /** Runs `pulumi preview --diff` for a stack. */
  preview(stack: string): Promise<PulumiResult>;
  /** Replaces the membership file. */
  writeMembership(text: string): Promise<void>;
  /** Forgets the calls counted so far. */
  resetCalls(): Promise<void>;
  /** Calls since then that change something. */
  writes(): Record<string, number>;
  close(): Promise<void>;
}

/** Starts the sample with its stacks made but not deployed; the caller has the deployer's rights and no more. */
export async function startSample(): Promise<Sample> {
  const directory = await mkdtemp(join(tmpdir(), "sample-"));
  const membership = join(directory, "membership.csv");
  await writeFile(membership, await readFile("data/membership.csv"));
  const aws = await startLocalAws({ simulator: { validateOutputs: true } });
  await furnish(aws, databasePassword);
  const environment = await aws.createDeployer(deployerPolicy(aws));
  const workspace = await createWorkspace({
    program: ".",
    environment,
    stackFiles: stackFiles(membership),
  });
  for (const stack of stacks) await workspace.run(["stack", "init", stack]);
  const run = (args: string[], more: Record<string, string> = {}) =>
    workspace.run(args, { allowFailure: true, environment: more });
  return {
    aws,
    workspace,
    up: (stack, more) => run(["up", "--yes", "--skip-preview", "--stack", stack], more),
    preview: (stack) => run(["preview", "--diff", "--stack", stack]),
    writeMembership: (text) => writeFile(membership, text),
    resetCalls: async () => {
      await fetch(`${aws.simulator.url}/_sim/calls`, { method: "POST" });
    },
    writes: () =>
      Object.fromEntries(
        Object.entries(aws.simulator.calls()).filter(
          ([operation]) => !/^(Describe|List|Search|Get)/.test(operation),
        ),
      ),
    close: async () => {
      await workspace.close();
      await aws.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
