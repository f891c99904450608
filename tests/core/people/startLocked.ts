import { type SimulatedNamespace, simulateNamespace } from "../../support/simulatedNamespace.ts";
import { type LockSite, startLockSite } from "../reconcile/lock/lockSite.ts";

/**
 * Starts a simulated namespace and a bucket for its lock before the tests of a `describe`, and closes both afterwards.
 *
 * @param use is given the two
 */
export function startLocked(use: (world: SimulatedNamespace, site: LockSite) => void): void {
  let close: () => Promise<void>;
  before(async () => {
    const site = await startLockSite();
    const world = await simulateNamespace();
    close = async () => {
      await world.close();
      await site.close();
    };
    use(world, site);
  });
  after(() => close());
}
