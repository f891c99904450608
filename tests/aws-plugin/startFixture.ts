import { Agent } from "node:https";
import { fileURLToPath } from "node:url";
import { QuickSightClient } from "@aws-sdk/client-quicksight";
import { startEmulator, type Emulator } from "../../local/emulator/startEmulator.ts";
import { createWorkspace, type PulumiWorkspace } from "../../local/engine/pulumi.ts";
import { startSimulator, type Simulator } from "../../local/simulator/startSimulator.ts";

const region = "eu-west-1";

/** A stack of a fixture program on an AWS of its own. */
export interface Fixture {
  accountId: string;
  emulator: Emulator;
  simulator: Simulator;
  workspace: PulumiWorkspace;
  outputs(): Promise<Record<string, string>>;
  /** What the next `up` would do, as `update BucketPolicy data`. */
  pending(): Promise<string[]>;
  /** A client of the account's root user. */
  client<C>(service: new (configuration: object) => C): C;
  close(): Promise<void>;
}

interface Preview {
  steps: { op: string; urn: string }[];
}

/** Starts everything and makes the stack; nothing is deployed yet. */
export async function startFixture(
  folder: string,
  config: Record<string, string>,
  secrets: Record<string, string>,
): Promise<Fixture> {
  const emulator = await startEmulator({ region });
  const simulator = await startSimulator({
    region,
    accountId: emulator.accountId,
    namespaceDelayMs: 200,
    assetDelayMs: 200,
    upstream: emulator.url,
    upstreamCa: emulator.certificate,
    validateOutputs: true,
  });
  const program = fileURLToPath(new URL(folder, import.meta.url));
  const environment = {
    ...emulator.rootEnvironment,
    AWS_ENDPOINT_URL_QUICKSIGHT: simulator.url,
  };
  const settings = Object.entries(config).map(([key, value]) => [
    `aws-plugin-${folder}:${key}`,
    value,
  ]);
  const stackFiles = { test: { config: Object.fromEntries(settings) as object } };
  const workspace = await createWorkspace({ program, environment, stackFiles });
  await workspace.run(["stack", "init", "test"]);
  for (const [key, value] of Object.entries(secrets)) {
    await workspace.run(["config", "set", "--secret", key], { stdin: value });
  }
  return {
    accountId: emulator.accountId,
    emulator,
    simulator,
    workspace,
    outputs: async () => {
      const { stdout } = await workspace.run(["stack", "output", "--json"]);
      return JSON.parse(stdout) as Record<string, string>;
    },
    pending: async () => {
      const { stdout } = await workspace.run(["preview", "--json"]);
      return (JSON.parse(stdout) as Preview).steps
        .filter(({ op }) => op !== "same")
        .map(({ op, urn }) => `${op} ${urn.split("::").slice(2).join(" ").replace(/^.*:/, "")}`)
        .toSorted();
    },
    client: <C>(service: new (configuration: object) => C): C => {
      const quicksight = Object.is(service, QuickSightClient);
      return new service({
        endpoint: quicksight ? simulator.url : emulator.url,
        requestHandler: { httpsAgent: new Agent({ ca: emulator.certificate }) },
        region,
        credentials: { accessKeyId: emulator.accountId, secretAccessKey: "test" },
        forcePathStyle: true,
      });
    },
    close: async () => {
      await Promise.all([workspace.close(), emulator.close(), simulator.close()]);
    },
  };
}
