import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { Agent } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { parse, stringify } from "yaml";
import { createQuickSight } from "../../core/aws/createQuickSight.ts";
import { deployerPolicies } from "../../local/demo/deployerPolicies.ts";
import { furnish } from "../../local/demo/furnish.ts";
import { stackFiles, stacks } from "../../local/demo/stackFiles.ts";
import {
  createWorkspace,
  type PulumiResult,
  type PulumiWorkspace,
} from "../../local/engine/pulumi.ts";
import { type LocalAws, startLocalAws } from "../../local/startLocalAws.ts";
import { deployerRights, type DeployerRights } from "./deployerRights.ts";
import { rememberPublished } from "./rememberPublished.ts";

/** What the sample's secret holds: it must turn up nowhere. */
export const databasePassword = "tq7-never-to-be-seen-Zk2";

/** The sample organisation on AWS on this machine, with the real engine and a membership file of its own. */
export interface Sample {
  readonly aws: LocalAws;
  readonly workspace: PulumiWorkspace;
  /** Everything that {@link Sample.up} and {@link Sample.preview} printed so far. */
  readonly printed: string[];
  /** Runs `pulumi up` for a stack, without asking. */
  up(stack: string, environment?: Record<string, string>): Promise<PulumiResult>;
  /** Runs `pulumi preview --diff` for a stack. */
  preview(stack: string): Promise<PulumiResult>;
  /** The membership file as it is now. */
  readMembership(): Promise<string>;
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
  /** Gives the deployer rights beside those of its stacks: `remember` takes them again. */
  addRights: DeployerRights["add"];
  /** A client of QuickSight for the account's root user, which is closed with the sample; of the data Region unless another is given. */
  quickSight(region?: string): QuickSightClient;
  /**
   * Remembers everything, the deployer's rights as well, for tests that share a sample: each begins by calling what this returns, and
   * so finds the sample
   * as it was, whatever ran before.
   */
  remember(): Promise<() => Promise<void>>;
  /** Ends something of a test's own together with the sample. */
  atClose(end: () => void): void;
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
  federation: object;
  parameterPrefix: string;
  serviceRole: string | undefined;
  access: object[];
  keys: Record<string, object>;
  alarms?: { emails: string[] };
  hourly?: object;
  secrets: string[];
  dataSources: Record<string, { ssl?: boolean; file?: string; type?: string; name?: string }>;
  dataSets: Record<
    string,
    {
      source?: string;
      table?: object;
      rowRules: { group: string; values: object }[];
    }
  >;
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

/** What differs from the sample as it stands in the repository. */
export interface StartOptions {
  /** Stack settings by stack name, in place of the repository's own with a membership file that tests may write. */
  readonly stackFiles?: Record<string, string>;
  /** Each stack is run by a user who has its policy and no other, and the rights that they are asked for are noted. */
  readonly deployerOfEach?: boolean;
  /** Several suites share it: `closeSamples` leaves it open. */
  readonly staysOpen?: boolean;
}

/** Samples that are not closed yet. */
const open = new Set<Pick<Sample, "close">>();

/** Closes every sample that is open and does not stay so: what a suite does at its end, also when its sample did not start. */
export async function closeSamples(): Promise<void> {
  for (const sample of open) await sample.close();
}

/** Starts the sample with its stacks made but not deployed; the caller has the deployer's rights and no more. */
export async function startSample(options: StartOptions = {}): Promise<Sample> {
  const ends: (() => void | Promise<void>)[] = [];
  const closing = {
    close: async () => {
      open.delete(closing);
      for (const end of ends.splice(0).reverse()) await end();
    },
  };
  if (options.staysOpen !== true) open.add(closing);
  try {
    return { ...(await furnishSample(options, ends)), ...closing };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

/** @param ends what was started: to be ended, the last first, also when the rest does not start */
async function furnishSample(
  options: StartOptions,
  ends: (() => void | Promise<void>)[],
): Promise<Omit<Sample, "close">> {
  const directory = await mkdtemp(join(tmpdir(), "sample-"));
  ends.push(() => rm(directory, { recursive: true, force: true }));
  const membership = join(directory, "membership.csv");
  await writeFile(membership, await readFile("data/membership.csv"));
  const { deployerOfEach: noteRights = false } = options;
  const aws = await startLocalAws({ simulator: { validateOutputs: true }, noteRights });
  ends.push(() => aws.close());
  await furnish(aws, databasePassword);
  const environment = await aws.createDeployer(deployerPolicies(aws));
  const created = await createWorkspace({
    program: ".",
    environment,
    stackFiles: options.stackFiles ?? stackFiles(membership),
  });
  ends.push(() => created.close());
  const workspace = noteRights ? await asDeployerOfEach(created, aws) : created;
  for (const stack of stacks) await workspace.run(["stack", "init", stack]);
  const printed: string[] = [];
  const run = async (args: string[], more: Record<string, string> = {}) => {
    const result = await workspace.run(args, { allowFailure: true, environment: more });
    printed.push(result.stdout, result.stderr);
    return result;
  };
  const emulated: Sample["emulated"] = (credentials = rootOf(aws)) => ({
    region: aws.region,
    endpoint: aws.rootEnvironment["AWS_ENDPOINT_URL"] ?? "",
    credentials,
    requestHandler: { httpsAgent: new Agent({ ca: aws.certificate }) },
  });
  const rights = deployerRights(emulated);
  return {
    aws,
    workspace,
    printed,
    addRights: rights.add,
    up: (stack, more) => run(["up", "--yes", "--skip-preview", "--stack", stack], more),
    preview: (stack) => run(["preview", "--diff", "--stack", stack]),
    readMembership: () => readFile(membership, "utf8"),
    writeMembership: (text) => writeFile(membership, text),
    resetCalls: () => control(aws, "POST", "calls"),
    writes: () => writesOf(aws),
    withSettings: (stack, change, body) => changeSettings(workspace.directory, stack, change, body),
    emulated,
    quickSight: (region = aws.region) => {
      const client = createQuickSight({
        ...{ region, endpoint: aws.simulator.url, credentials: rootOf(aws) },
      });
      ends.push(() => {
        client.destroy();
      });
      return client;
    },
    remember: async () => {
      const putBack = await remember({ aws, workspace, directory, emulated });
      const takeRights = rights.remember();
      return async () => {
        await putBack();
        await takeRights();
      };
    },
    atClose: (end) => {
      ends.push(end);
    },
  };
}

/** The workspace with each stack run by a user of its own, `quicksight-governance-<stack>`. */
async function asDeployerOfEach(workspace: PulumiWorkspace, aws: LocalAws) {
  const deployers = new Map<string, Record<string, string>>();
  for (const [stack, policy] of Object.entries(deployerPolicies(aws))) {
    const user = `quicksight-governance-${stack}`;
    deployers.set(stack, await aws.createDeployer({ deploy: policy }, user));
  }
  const run: PulumiWorkspace["run"] = (args, options = {}) => {
    const stack = args[args.indexOf("--stack") + 1] ?? "";
    const environment = { ...deployers.get(stack), ...options.environment };
    return workspace.run(args, { ...options, environment });
  };
  return { ...workspace, run };
}

/** Starts the sample with all its stacks deployed. */
export async function startDeployedSample(options: StartOptions = {}): Promise<Sample> {
  const sample = await startSample(options);
  try {
    for (const stack of stacks) {
      const { code, stdout, stderr } = await sample.up(stack);
      if (code !== 0) throw new Error(`${stack} is not deployed:\n${stdout}${stderr}`);
    }
    return sample;
  } catch (error) {
    await sample.close();
    throw error;
  }
}

const rootOf = ({ accountId }: LocalAws) => ({ accessKeyId: accountId, secretAccessKey: "test" });

async function control(aws: LocalAws, method: "POST" | "DELETE", route: string): Promise<void> {
  await fetch(`${aws.simulator.url}/_sim/${route}`, { method });
}

function writesOf(aws: LocalAws): Record<string, number> {
  const calls = Object.entries(aws.simulator.calls());
  return Object.fromEntries(
    calls.filter(([operation]) => !/^(Describe|List|Search|Get)/.test(operation)),
  );
}

/**
 * Remembers QuickSight, what is published, the engine's states, and the files of stacks and membership. Roles, keys and
 * secrets are not among them: a test that changes one puts it back itself.
 */
async function remember({
  aws,
  workspace,
  directory,
  emulated,
}: Pick<Sample, "aws" | "workspace" | "emulated"> & { directory: string }) {
  const state = fileURLToPath(workspace.environment["PULUMI_BACKEND_URL"] ?? "");
  const copies = await mkdtemp(join(directory, "remembered-"));
  const folders = [
    { from: state, to: join(copies, "state") },
    { from: workspace.directory, to: join(copies, "project") },
  ];
  for (const { from, to } of folders) await cp(from, to, { recursive: true });
  const membership = join(directory, "membership.csv");
  const text = await readFile(membership);
  const putQuickSight = aws.simulator.snapshot();
  const bucket = `quicksight-governance-${aws.accountId}-${aws.region}`;
  const putPublished = await rememberPublished(emulated(), {
    bucket,
    path: "/quicksight-governance",
  });
  return async () => {
    for (const { from, to } of folders) {
      await rm(from, { recursive: true, force: true });
      await cp(to, from, { recursive: true });
    }
    await writeFile(membership, text);
    putQuickSight();
    await putPublished();
    await control(aws, "DELETE", "faults");
    await control(aws, "POST", "calls");
  };
}
