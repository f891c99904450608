import assert from "node:assert/strict";
import type { SimulatedNamespace } from "./simulatedNamespace.ts";

/**
 * Starts a simulated world before each test of a `describe` and closes it afterwards; then no answer may have been other than the
 * API's model has it.
 *
 * @param use is given the world of each test
 */
export function startEach<World extends SimulatedNamespace>(
  start: () => Promise<World>,
  use: (world: World) => void,
): void {
  let world: World;
  beforeEach(async () => {
    world = await start();
    use(world);
  });
  afterEach(async () => {
    const violations = world.simulator.violations();
    await world.close();
    assert.deepEqual(violations, []);
  });
}
