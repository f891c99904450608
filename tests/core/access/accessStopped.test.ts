import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { readAccess } from "../../../core/access/readAccess.ts";
import { defaultGuard } from "../../../core/settings/guardSettings.ts";
import { RunStopped } from "../../../core/reconcile/runStopped.ts";
import { createDashboard } from "../../simulator/support/assets.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import { criticalOnly, reconcileIn } from "./reconcileAccess.ts";
import { govern, permission, type SimulatedAssets, simulateAssets } from "./simulatedAssets.ts";

describe("stopping a run for access", () => {
  let world: SimulatedAssets;
  beforeEach(async () => {
    world = await simulateAssets();
  });
  afterEach(async () => {
    await world.close();
  });

  it("lets no call leave that takes something after the signal, and the next run finishes", async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `more-${index}`);
    for (const id of ids) {
      await createDashboard(world.data, id, {
        Permissions: [permission("dashboard", "critical"), permission("dashboard", "power-reader")],
      });
    }
    const removals = { percent: 100, atLeast: 0, atMost: 1000 };
    const desired = govern(criticalOnly("viewer", "sales-critical"), [], {
      guard: { ...defaultGuard, removals },
    });
    // Throttled, so that calls wait for their first turn and for another one.
    const operation = "UpdateDashboardPermissions";
    await world.setFaults({ operation, every: 2, error: "ThrottlingException" });
    const controller = new AbortController();
    const late: string[] = [];
    const onRequest = (message: unknown) => {
      const { request } = message as { readonly request: ClientRequest };
      // Other tests of this process may have left readings that are tried again, against worlds of their own.
      const isOurs = request.getHeader("host") === new URL(world.simulator.url).host;
      if (controller.signal.aborted && isOurs && request.method !== "GET") {
        late.push(request.method);
      }
    };
    subscribe("http.client.request.start", onRequest);
    const outcome = await reconcileIn(world, desired, {
      signal: controller.signal,
      onProgress: () => {
        controller.abort(new RunStopped("by a test"));
      },
    });
    assert.match(outcome.stopped ?? "", /stopped by a test/);
    assert.ok(outcome.done.length > 0 && outcome.left.length > 0);
    assert.equal(
      outcome.done.length + outcome.failed.length + outcome.left.length,
      outcome.verdict.plan.steps.length,
    );
    await sleep(100);
    unsubscribe("http.client.request.start", onRequest);
    assert.deepEqual(late, []);
    await world.clearFaults();

    assert.deepEqual((await reconcileIn(world, desired)).failed, []);
    const { assets } = await readAccess(world.data, scope, ["dashboard"]);
    const open = assets.flatMap(({ id, grants }) => grants.map(({ group }) => `${group} ${id}`));
    assert.deepEqual(open, ["critical sales-critical"]);
  });

  it("does nothing at all when the signal was there before", async () => {
    const signal = AbortSignal.abort(new RunStopped("by a test"));
    const desired = govern(criticalOnly("viewer", "sales-critical"));
    await world.resetCalls();
    await assert.rejects(reconcileIn(world, desired, { signal }), { name: "RunStopped" });
    assert.deepEqual(world.writes(), {});
  });
});
