import { CreateGroupCommand, type QuickSightClient } from "@aws-sdk/client-quicksight";
import { createQuickSight, type QuickSightOptions } from "../../core/aws/createQuickSight.ts";
import { groupNameOf, type NamespaceScope } from "../../core/aws/scope.ts";
import { type Simulator, startSimulator } from "../../local/simulator/startSimulator.ts";

/** A simulator with the groups of a namespace, and a client for it. */
export interface SimulatedNamespace {
  readonly simulator: Simulator;
  readonly client: QuickSightClient;
  /** How a client of any Region reaches it. */
  readonly connection: Omit<QuickSightOptions, "region">;
  readonly scope: NamespaceScope;
  /** Sets fault rules; they apply from the next call on. */
  setFaults(...rules: object[]): Promise<void>;
  clearFaults(): Promise<void>;
  /** A new account, as at the start but without groups. */
  reset(): Promise<void>;
  /** Calls since the last reset that change something, by operation. */
  writes(): Record<string, number>;
  resetCalls(): Promise<void>;
  close(): Promise<void>;
}

/** Addresses of the namespace `default` of the simulated account. */
export const scope: NamespaceScope = {
  accountId: "111122223333",
  partition: "aws",
  namespace: "default",
  identityRegion: "us-east-1",
  federationRole: "quicksight-fed-users",
  groupPrefix: "quicksight-fed-",
};

/** Starts a simulator whose `default` namespace has these groups of ours and nobody in them. */
export async function simulateNamespace(...groups: string[]): Promise<SimulatedNamespace> {
  const { accountId, identityRegion } = scope;
  const simulator = await startSimulator({
    accountId,
    region: identityRegion,
    validateOutputs: true,
  });
  const connection = {
    endpoint: simulator.url,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const client = createQuickSight({ ...connection, region: identityRegion });
  for (const group of groups) {
    await client.send(
      new CreateGroupCommand({
        AwsAccountId: accountId,
        Namespace: scope.namespace,
        GroupName: groupNameOf(scope, group),
      }),
    );
  }
  const post = async (path: string, body?: unknown, method = "POST") => {
    const response = await fetch(`${simulator.url}/_sim/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  return {
    simulator,
    client,
    connection,
    scope,
    setFaults: (...rules) => post("faults", rules),
    clearFaults: () => post("faults", undefined, "DELETE"),
    reset: () => post("reset"),
    writes: () =>
      Object.fromEntries(
        Object.entries(simulator.calls()).filter(([name]) => !/^(Describe|List|Search)/.test(name)),
      ),
    resetCalls: () => post("calls"),
    close: async () => {
      client.destroy();
      await simulator.close();
    },
  };
}
