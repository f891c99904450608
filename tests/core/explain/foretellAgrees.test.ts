import assert from "node:assert/strict";
import fc from "fast-check";
import { diffAccess, type AccessChange } from "../../../core/explain/diffAccess.ts";
import { foretell } from "../../../core/explain/foretell.ts";
import type { Snapshot } from "../../../core/explain/snapshot.ts";
import { type OwnedWorld, simulateOwned } from "../assets/ownedWorld.ts";
import { randomTenant } from "./randomTenant.ts";
import { applyTenant, buildTenant, dataRegion, governedOf, readTenant } from "./tenantWorld.ts";

/** `FORETOLD_TENANTS=1000` is the proof; fewer show a fault that comes in with a change. */
const numRuns = Number(process.env["FORETOLD_TENANTS"] ?? 40);

/** A difference as sorted lines. */
function linesOf(before: Snapshot, after: Snapshot) {
  const { gains, losses, newcomers, leavers } = diffAccess(before, after);
  const lines = (changes: readonly AccessChange[]) =>
    changes
      .flatMap(({ people, asset: { kind, id }, level, other }) =>
        people.map(
          ({ namespace, person }) =>
            `${namespace} ${person.userName} ${level} of ${kind} ${id}, ${other ?? "nothing"} on the other side`,
        ),
      )
      .sort();
  const names = (people: typeof newcomers) =>
    people.map(({ namespace, person }) => `${namespace} ${person.userName}`).sort();
  return {
    ...{ gains: lines(gains), losses: lines(losses) },
    ...{ newcomers: names(newcomers), leavers: names(leavers) },
  };
}

describe("What diff foretells of random settings and accounts", () => {
  let world: OwnedWorld;

  before(async () => {
    world = await simulateOwned();
  });
  after(() => world.close());

  it(`is what the run of people and access then does, for ${numRuns} tenants`, async () => {
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(randomTenant, async (tenant) => {
        world.simulator.reset({ namespaceDelayMs: 0, assetDelayMs: 0, ingestionDelayMs: 0 });
        const { addLater } = await buildTenant(world, tenant);
        const { former, files } = tenant;
        const applied =
          former === undefined
            ? undefined
            : await applyTenant(world, governedOf(tenant, former), former, undefined);
        await addLater();
        const before = await readTenant(world);
        const governed = governedOf(tenant, files);
        const { snapshot: foretold } = foretell(before, {
          ...{ governed, access: files.access, dataRegion },
          ...(applied === undefined ? {} : { former: applied }),
        });
        await applyTenant(world, governed, files, applied);
        const after = await readTenant(world);
        const done = linesOf(before, after);
        assert.deepEqual(linesOf(before, foretold), done);
        assert.deepEqual(foretold, after);
        changed += done.gains.length + done.losses.length;
      }),
      { numRuns },
    );
    assert.ok(changed > numRuns, `${changed} changes were compared`);
  }).timeout(numRuns * 8000);
});
