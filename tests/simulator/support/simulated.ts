import assert from "node:assert/strict";
import { QuickSightClient } from "@aws-sdk/client-quicksight";
import { startSimulator } from "../../../local/simulator/startSimulator.ts";
import type {
  AskedRight,
  Simulator,
  SimulatorOptions,
} from "../../../local/simulator/startSimulator.ts";

/** The account of the simulator. */
export const AwsAccountId = "111122223333";

/** The default namespace of that account, as inputs name it; the SDK's paginators write into theirs. */
export const inDefault = Object.freeze({ AwsAccountId, Namespace: "default" });

/** What the tests of one suite talk to. */
export interface Simulated {
  readonly url: () => string;
  /** A real client of the SDK that does not retry. */
  readonly client: () => QuickSightClient;
  /** A client of another Region or caller, or one that retries. */
  readonly clientWith: (options: {
    region?: string;
    maxAttempts?: number;
    accessKeyId?: string;
  }) => QuickSightClient;
  readonly reset: (changes: SimulatorOptions) => void;
  /** Other options until the next test, with everything that there is. */
  readonly change: Simulator["change"];
  readonly calls: () => Readonly<Record<string, number>>;
  readonly rights: () => readonly AskedRight[];
  /** Calls a control route and returns what it answers. */
  readonly control: (method: string, path: string, body?: unknown) => Promise<ControlAnswer>;
}

/** The answer of a control route. */
export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Runs a simulator for the suite that calls this: a new account for every test, and every answer checked
 * against the API model.
 */
export function simulated(options: SimulatorOptions = {}): Simulated {
  let simulator: Simulator;
  let clients: QuickSightClient[] = [];
  before(async () => {
    const atOnce = { namespaceDelayMs: 0, assetDelayMs: 0, ingestionDelayMs: 0 };
    simulator = await startSimulator({ ...atOnce, ...options, validateOutputs: true });
  });
  beforeEach(() => {
    simulator.reset();
  });
  afterEach(() => {
    assert.deepEqual(simulator.violations(), []);
  });
  after(async () => {
    clients.forEach((client) => {
      client.destroy();
    });
    await simulator.close();
  });
  const clientWith: Simulated["clientWith"] = ({
    region = "eu-west-1",
    maxAttempts = 1,
    accessKeyId = "test",
  }) => {
    const client = new QuickSightClient({
      endpoint: simulator.url,
      region,
      maxAttempts,
      credentials: { accessKeyId, secretAccessKey: "test" },
    });
    clients = [...clients, client];
    return client;
  };
  let shared: QuickSightClient | undefined;
  return {
    url: () => simulator.url,
    client: () => (shared ??= clientWith({})),
    clientWith,
    reset: (changes) => {
      simulator.reset(changes);
    },
    change: (changes) => {
      simulator.change(changes);
    },
    calls: () => simulator.calls(),
    rights: () => simulator.rights(),
    control: async (method, path, body) => {
      const response = await fetch(simulator.url + path, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
  };
}
