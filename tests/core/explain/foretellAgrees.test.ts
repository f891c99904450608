import assert from "node:assert/strict";
import fc from "fast-check";
import { diffAccess, type AccessChange } from "../../../core/explain/diffAccess.ts";
import { ownData } from "../../../core/access/folders/ownData.ts";
import { keyOf } from "../../../core/explain/findWays.ts";
import { declaredData } from "../../../core/explain/declaredData.ts";
import { foretell, type ForetoldTenant } from "../../../core/explain/foretell.ts";
import type { TenantSettings } from "../../../core/settings/tenantSettings.ts";
import type { Snapshot } from "../../../core/explain/snapshot.ts";
import { type OwnedWorld, simulateOwned } from "../assets/ownedWorld.ts";
import { randomTenant } from "./randomTenant.ts";
import {
  type Applied,
  applyTenant,
  buildTenant,
  dataRegion,
  governedOf,
  readTenant,
} from "./tenantWorld.ts";

/** `FORETOLD_TENANTS=1000` is the proof; fewer show a fault that comes in with a change. */
const numRuns = Number(process.env["FORETOLD_TENANTS"] ?? 10);

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

/** The order of assets says nothing, and who sees which rows and columns is compared by tests of its own. */
function sorted(snapshot: Snapshot): Snapshot {
  const assets = snapshot.assets
    .map(({ protection: _, ...asset }) => asset)
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return { ...snapshot, assets };
}

/** What the stack declares besides, as `qsgov diff` says it. */
function declaredOf(
  settings: TenantSettings,
  applied: Applied | undefined,
): Pick<ForetoldTenant, "data" | "folders"> {
  const former = applied?.folders;
  const isAny = Object.keys(settings.folders).length > 0 || former !== undefined;
  return {
    data: {
      declared: declaredData(settings),
      former: applied === undefined ? undefined : declaredData(applied.files.settings),
    },
    ...(isAny ? { folders: { settings, own: ownData(settings), former } } : {}),
  };
}

describe("What diff foretells of random settings and accounts", () => {
  let world: OwnedWorld;

  before(async () => {
    world = await simulateOwned();
  });
  after(() => world.close());

  it(`is what a run of people, data, access and folders then does, for ${numRuns} tenants`, async () => {
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
          ...{ governed, access: files.access, dataRegion, former: applied?.access },
          ...declaredOf(files.settings, applied),
        });
        await applyTenant(world, governed, files, applied);
        const after = await readTenant(world);
        const done = linesOf(before, after);
        assert.deepEqual(linesOf(before, foretold), done);
        assert.deepEqual(sorted(foretold), sorted(after));
        changed += done.gains.length + done.losses.length;
      }),
      { numRuns },
    );
    assert.ok(changed > numRuns, `${changed} changes were compared`);
  }).timeout(numRuns * 8000);
});
