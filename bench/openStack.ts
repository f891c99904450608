import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Person } from "@quicksight-governance/core/people";
import { createWorkspace } from "../local/engine/pulumi.ts";
import { makePeople } from "./makePeople.ts";
import { peopleVariable, readPeople } from "./readPeople.ts";
import type { GivenUp, Measured, Variant } from "./results.ts";
import { scope } from "./scope.ts";
import { credentials, type SimulatorProcess } from "./startSimulatorProcess.ts";
import { type MemoryWatch, watchMemory } from "./watchMemory.ts";

/** The name of the stack in its workspace. */
const stack = "bench";

/** A stack of one of the two programs, with a membership file of its own. */
export interface BenchStack {
  /** The path of the membership file. */
  readonly membership: string;
  /** Writes the membership file. */
  setPeople(count: number, changed?: boolean): Promise<void>;
  /** The people of the membership file. */
  readPeople(): Promise<readonly Person[]>;
  /** Runs the engine without measuring; returns what it printed. */
  run(...args: string[]): Promise<string>;
  /** Runs the engine once and measures; what it printed goes to `check`, which throws when it is not as expected. */
  measure(
    args: readonly string[],
    limitSeconds: number,
    check?: (stdout: string) => void,
  ): Promise<Measured | GivenUp>;
  /** The stack's state as `pulumi stack export` prints it. */
  exportState(): Promise<string>;
  importState(state: string): Promise<void>;
  /** The size of the state file, in bytes. */
  stateBytes(): Promise<number>;
  close(): Promise<void>;
}

/** Makes the stack in a workspace of its own; nothing is deployed yet. */
export async function openStack(
  variant: Variant,
  simulator: SimulatorProcess,
): Promise<BenchStack> {
  const folder = await mkdtemp(join(tmpdir(), "bench-stack-"));
  const membership = join(folder, "membership.csv");
  const workspace = await createWorkspace({
    program: fileURLToPath(new URL(`programs/${variant}`, import.meta.url)),
    environment: {
      AWS_ENDPOINT_URL_QUICKSIGHT: simulator.url,
      AWS_REGION: scope.identityRegion,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      [peopleVariable]: membership,
    },
    stackFiles: { [stack]: {} },
  });
  await workspace.run(["stack", "init", stack]);
  const exported = join(folder, "state.json");
  return {
    membership,
    setPeople: (count, changed) => writeFile(membership, makePeople(count, changed)),
    readPeople: () => readPeople(membership),
    run: async (...args) => (await workspace.run(args)).stdout,
    measure: (args, limitSeconds, check) =>
      measure(workspace, simulator, args, limitSeconds, check),
    exportState: async () => {
      await workspace.run(["stack", "export", "--file", exported]);
      return readFile(exported, "utf8");
    },
    importState: async (state) => {
      await writeFile(exported, state);
      await workspace.run(["stack", "import", "--file", exported]);
    },
    stateBytes: async () => {
      const backend = (workspace.environment.PULUMI_BACKEND_URL ?? "").replace("file://", "");
      const file = join(backend, ".pulumi/stacks", `bench-${variant}`, `${stack}.json`);
      return (await stat(file)).size;
    },
    close: async () => {
      await workspace.close();
      await rm(folder, { recursive: true });
    },
  };
}

type Workspace = Awaited<ReturnType<typeof createWorkspace>>;

async function measure(
  workspace: Workspace,
  simulator: SimulatorProcess,
  args: readonly string[],
  limitSeconds: number,
  check: (stdout: string) => void = () => undefined,
): Promise<Measured | GivenUp> {
  await simulator.resetCalls();
  const watch = watchMemory([simulator.pid]);
  const limit = new AbortController();
  const timer = setTimeout(() => {
    limit.abort();
    void endProcesses(watch);
  }, limitSeconds * 1000);
  const started = performance.now();
  try {
    const { code, stdout, stderr } = await workspace.run(args, { allowFailure: true });
    const seconds = (performance.now() - started) / 1000;
    if (limit.signal.aborted) return { givenUpAfterSeconds: limitSeconds, reason: "the limit" };
    if (code !== 0) {
      const output = stdout + stderr;
      if (/heap out of memory/.test(output)) {
        return { givenUpAfterSeconds: seconds, reason: "out of memory" };
      }
      throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${output.slice(-3000)}`);
    }
    check(stdout);
    // Lines with "@" say that a long run is still going on.
    const lines = stdout
      .trimEnd()
      .split("\n")
      .filter((line) => !line.startsWith("@")).length;
    return {
      runs: 1,
      seconds,
      peakMemory: await watch.stop(),
      calls: await simulator.calls(),
      lines,
    };
  } finally {
    clearTimeout(timer);
    await watch.stop();
  }
}

/** All at once: the engine ends its children when it is told to end, but is too busy to hear it in time. */
async function endProcesses(watch: MemoryWatch): Promise<void> {
  for (const { pid } of (await watch.processes()).toReversed()) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}
