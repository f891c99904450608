import { type ChildProcess, type ChildProcessByStdio, execFile, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { stringify } from "yaml";
import { type Simulator, startSimulator } from "../../local/simulator/startSimulator.ts";

const main = resolve("cli/main.ts");
const departures = resolve("tests/support/departures.ts");

/** The account of the simulator. */
export const accountId = "111122223333";

const running = new Set<ChildProcess>();

/** Ends the commands that are running, once: as Ctrl-C does, unless told otherwise. */
export function interruptAll(signal: NodeJS.Signals = "SIGINT"): void {
  for (const child of running) child.kill(signal);
  running.clear();
}

/** What a command printed, and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command, with an environment that has nothing of AWS but what is given. */
export function qsgov(
  args: readonly string[],
  { cwd, environment }: { cwd?: string; environment?: Record<string, string | undefined> } = {},
): Promise<Outcome> {
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS_|QUICKSIGHT_)/.test(name));
  const env = {
    ...Object.fromEntries(own),
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    ...environment,
  };
  return new Promise((settle) => {
    const child = execFile(
      process.execPath,
      [main, ...args],
      { cwd, env },
      (error, stdout, stderr) => {
        running.delete(child);
        const code = error === null ? 0 : error.code;
        settle({ code: typeof code === "number" ? code : -1, stdout, stderr });
      },
    );
    running.add(child);
  });
}

/** The hash that a command asks for; undefined where it asks for none. */
export function hashIn({ stdout }: Pick<Outcome, "stdout">): string | undefined {
  return /--approve (\w{12})/.exec(stdout)?.[1];
}

/** Runs the command, and again with the hash that it asks for: what it asked, and what came of it, which is the same where it asked nothing. */
export async function approveQsgov(
  args: readonly string[],
  options: Parameters<typeof qsgov>[1] = {},
): Promise<{ readonly asked: Outcome; readonly done: Outcome }> {
  const asked = await qsgov(args, options);
  const hash = hashIn(asked);
  const done = hash === undefined ? asked : await qsgov([...args, "--approve", hash], options);
  return { asked, done };
}

/**
 * Starts the command as {@link qsgov} does, for a test that watches it while it runs; it writes what leaves it to the file that
 * DEPARTURES of the environment names.
 */
export function startQsgov(
  args: readonly string[],
  cwd: string,
  simulator: Simulator,
  environment: { readonly DEPARTURES: string } & Readonly<Record<string, string>>,
): ChildProcessByStdio<null, Readable, Readable> {
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS_|QUICKSIGHT_)/.test(name));
  const env = {
    ...Object.fromEntries(own),
    ...environmentOf(simulator),
    ...environment,
  };
  return spawn(process.execPath, ["--import", departures, main, ...args, "--account", accountId], {
    ...{ cwd, env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** A folder of its own with files in it, and a simulator that the commands talk to. */
export interface Workplace {
  readonly directory: () => string;
  readonly simulator: () => Simulator;
  /** Writes a file of the folder: a text as it is, anything else as YAML. */
  readonly write: (name: string, content: unknown) => Promise<void>;
  /** Runs a command in the folder; `--account` is given, as there is no STS. */
  readonly run: (
    args: string,
    environment?: Record<string, string | undefined>,
  ) => Promise<Outcome>;
  readonly control: (path: string, body?: unknown) => Promise<void>;
}

/** Runs a simulator with the identity Region us-east-1 for the suite that calls this: a new account for every test. */
export function workplace(): Workplace {
  let simulator: Simulator;
  let directory: string;
  before(async () => {
    simulator = await startSimulator({
      accountId,
      region: "eu-west-1",
      identityRegion: "us-east-1",
    });
  });
  beforeEach(async () => {
    simulator.reset();
    directory = await mkdtemp(join(tmpdir(), "qsgov-"));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));
  after(() => simulator.close());
  return {
    directory: () => directory,
    simulator: () => simulator,
    write: async (name, content) => {
      const file = join(directory, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, typeof content === "string" ? content : stringify(content));
    },
    run: (args, environment) =>
      qsgov([...args.split(" "), "--account", accountId], {
        cwd: directory,
        environment: { ...environmentOf(simulator), ...environment },
      }),
    control: async (path, body) => {
      const payload = body === undefined ? {} : { body: JSON.stringify(body) };
      await fetch(`${simulator.url}/_sim/${path}`, { method: "POST", ...payload });
    },
  };
}

/** The environment in which commands talk to a simulator. */
export function environmentOf(simulator: Simulator): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_QUICKSIGHT: simulator.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
}

/** The settings that the tests begin with: three groups and a membership file beside them. */
export const tenant = {
  namespace: "default",
  account: "organization/quicksight-governance/dev",
  membership: { file: "membership.csv" },
  // What there is by default is a step of every first plan: it has tests of its own.
  identity: { selfUpgrade: "leave" },
  groups: {
    critical: { role: "READER" },
    "bi-admin": { role: "ADMIN" },
    usa: { description: "Rows of the USA" },
  },
};

/** Three people in four memberships. */
export const membership = `default,critical,Ana,ana@oktank.com
default,usa,Ana,ana@oktank.com
default,critical,Bo,bo@oktank.com
default,bi-admin,Cy,cy@oktank.com
`;
