import { type DynamicHost, startDynamicHost } from "../../support/dynamicHost.ts";
import type { SimulatedNamespace } from "../../support/simulatedNamespace.ts";

/** A simulator and a host that calls it. */
export interface Hosted<World extends SimulatedNamespace> {
  readonly world: World;
  readonly host: DynamicHost;
  readonly close: () => Promise<void>;
}

/** Starts a host for a simulated world, configured as the engine configures it for a stack without a profile. */
export async function hosted<World extends SimulatedNamespace>(
  world: World,
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<Hosted<World>> {
  const host = await startDynamicHost({ endpoint: world.simulator.url, environment });
  await host.configure({ "aws:region": "eu-west-1" });
  return {
    world,
    host,
    close: async () => {
      await host.close();
      await world.close();
    },
  };
}
