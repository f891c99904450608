import assert from "node:assert/strict";
import { type LockSite, startLockSite } from "../reconcile/lock/lockSite.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import { criticalOnly, hashIn, reconcileIn } from "./reconcileAccess.ts";
import { dashboards, govern, type SimulatedAssets, simulateAssets } from "./simulatedAssets.ts";

describe("access over several runs with a lock", () => {
  let world: SimulatedAssets;
  let site: LockSite;
  before(async () => {
    [world, site] = await Promise.all([simulateAssets(), startLockSite()]);
  });
  after(async () => {
    await Promise.all([world.close(), site.close()]);
  });

  it("counts what earlier runs took, and takes each approval once", async () => {
    const lock = site.place(scope.namespace);
    const ids = dashboards.slice(0, 8).map(({ id }) => id);
    const keep = (count: number, approvals: string[] = []) =>
      reconcileIn(world, govern(criticalOnly("viewer", ...ids.slice(0, count))), {
        lock,
        approvals,
      });
    await keep(8);
    await keep(6);
    await keep(5);
    const refused: unknown = await keep(3).catch((error: unknown) => error);
    assert.match(
      String(refused),
      /2 of 5 grants would be revoked after 3 in the last 24 hours; the limit is 4 /,
    );
    const approvals = [hashIn(refused)];
    assert.equal((await keep(3, approvals)).done.length, 2);
    await keep(5);
    await assert.rejects(keep(3, approvals), /the approval given was used up by an earlier run/);
  });
});
