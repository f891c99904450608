import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { CreateGroupCommand } from "@aws-sdk/client-quicksight";
import { createQuickSight, groupNameOf } from "@quicksight-governance/core/aws";
import { groups } from "./makePeople.ts";
import { scope } from "./scope.ts";

/** How the simulator answers. */
export interface Conditions {
  /** Requests a second for the whole account. @default no limit */
  readonly rate?: number;
  /** How long every call takes at least, in milliseconds. */
  readonly latencyMs: number;
}

/** A QuickSight simulator in a process of its own, so that it does not share a core with what is measured. */
export interface SimulatorProcess {
  readonly url: string;
  readonly pid: number;
  /** Counts anew. */
  resetCalls(): Promise<void>;
  /** Calls that reached the API since the last reset. */
  calls(): Promise<number>;
  /** Calls that were refused for being above the rate since the last reset. */
  refused(): Promise<number>;
  /** Everything in the account. */
  state(): Promise<unknown>;
  close(): Promise<void>;
}

/** How clients sign: the simulator takes any keys. */
export const credentials = { accessKeyId: "bench", secretAccessKey: "bench" };

/** Starts a simulator whose namespace has the groups of the organisation and nobody in them. */
export async function startSimulatorProcess(conditions: Conditions): Promise<SimulatorProcess> {
  const { rate, latencyMs } = conditions;
  const main = fileURLToPath(new URL("../local/simulator/main.ts", import.meta.url));
  const limits = rate === undefined ? [] : ["--rate", String(rate)];
  const child = spawn(
    process.execPath,
    [main, "--port", "0", "--latency-ms", String(latencyMs), ...limits],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = once(child, "exit");
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    ended.then(() => [""]),
  ]);
  const url = /http:\S+/.exec(String(line[0]))?.[0];
  if (url === undefined || child.pid === undefined) throw new Error("the simulator does not start");
  const get = async (path: string) => (await fetch(`${url}/_sim/${path}`)).json();
  const total = async (path: string) =>
    Object.values((await get(path)) as Record<string, number>).reduce((sum, n) => sum + n, 0);
  await createGroups(url);
  return {
    url,
    pid: child.pid,
    resetCalls: async () => {
      await fetch(`${url}/_sim/calls`, { method: "POST" });
    },
    calls: () => total("calls"),
    refused: () => total("throttled"),
    state: () => get("state"),
    close: async () => {
      child.kill();
      await ended;
    },
  };
}

async function createGroups(endpoint: string): Promise<void> {
  const client = createQuickSight({ region: scope.identityRegion, endpoint, credentials });
  await Promise.all(
    groups.map((group) =>
      client.send(
        new CreateGroupCommand({
          AwsAccountId: scope.accountId,
          Namespace: scope.namespace,
          GroupName: groupNameOf(scope, group),
        }),
      ),
    ),
  );
  client.destroy();
}
