import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { Agent } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
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
  /** Changes a stack's settings for one run. */
  withSettings(
    stack: string,
    change: (settings: SampleSettings) => void,
    run: () => Promise<void>,
  ): Promise<void>;
  /** Configuration of an SDK client of the emulator; as the root user unless credentials are given. */
  emulated(credentials?: Credentials): {
    region: string;
    endpoint: string;
    credentials: Credentials;
    requestHandler: { httpsAgent: Agent };
  };
  close(): Promise<void>;
}

/** Keys that a client signs with. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** The settings that tests change, as they stand in a stack's file. */
export interface SampleSettings {
  access: object[];
  keys: Record<string, object>;
  secrets: string[];
  dataSources: Record<string, { ssl?: boolean }>;
  dataSets: Record<string, { rowRules: { group: string; values: object }[] }>;
}

/** Gives one group other rows of the revenue data set. */
export const setRows = (group: string, values: object) => (settings: SampleSettings) => {
  const rules = settings.dataSets["revenue"]?.rowRules ?? [];
  const rule = rules.find((candidate) => candidate.group === group);
  if (rule === undefined) throw new Error(`the sample has no rule for ${group}`);
  rule.values = values;
};

/** Rewrites the settings in a stack's file, and puts the file back after the run. */
async function changeSettings(
  directory: string,
  stack: string,
  change: (settings: SampleSettings) => void,
  run: () => Promise<void>,
): Promise<void> {
  const file = join(directory, `Pulumi.${stack}.yaml`);
  const right = await readFile(file, "utf8");
  const changed = parse(right) as { config: Record<string, SampleSettings> };
  const kind = stack === "dev" ? "account" : "tenant";
  const settings = changed.config[`quicksight-governance:${kind}`];
  if (settings === undefined) throw new Error(`${file} has no settings`);
  change(settings);
  await writeFile(file, stringify(changed));
  try {
    await run();
  } finally {
    await writeFile(file, right);
  }
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
    withSettings: (stack, change, body) => changeSettings(workspace.directory, stack, change, body),
    emulated: (credentials = { accessKeyId: aws.accountId, secretAccessKey: "test" }) => ({
      region: aws.region,
      endpoint: aws.rootEnvironment["AWS_ENDPOINT_URL"] ?? "",
      credentials,
      requestHandler: { httpsAgent: new Agent({ ca: aws.certificate }) },
    }),
    close: async () => {
      await workspace.close();
      await aws.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
