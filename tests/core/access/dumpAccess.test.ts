import assert from "node:assert/strict";
import fc from "fast-check";
import { dumpAccess } from "../../../core/access/dumpAccess.ts";
import { planAccess } from "../../../core/access/planAccess.ts";
import { readAccess } from "../../../core/access/readAccess.ts";
import { resolveAccess } from "../../../core/access/resolveAccess.ts";
import { assetKinds } from "../../../core/assets/assetKinds.ts";
import { parseTenant } from "../../../core/settings/parseTenant.ts";
import { type OwnedWorld, simulateOwned } from "../assets/ownedWorld.ts";
import { randomTenant, tenantGroups } from "../explain/randomTenant.ts";
import { buildTenant } from "../explain/tenantWorld.ts";
import { scope } from "../../support/simulatedNamespace.ts";

/** `DUMPED_ACCOUNTS=500` is the proof. */
const numRuns = Number(process.env["DUMPED_ACCOUNTS"] ?? 30);

describe("The access of a live namespace, dumped", () => {
  let world: OwnedWorld;
  before(async () => {
    world = await simulateOwned();
  });
  after(() => world.close());

  it(`gives settings that are right and whose plan has nothing to do, on every kind, for ${numRuns} accounts`, async () => {
    let said = 0;
    await fc.assert(
      fc.asyncProperty(randomTenant, async (tenant) => {
        world.simulator.reset({
          namespaceDelayMs: 0,
          assetDelayMs: 0,
          ingestionDelayMs: 0,
        });
        await buildTenant(world, tenant);
        const ours = { ...scope, namespace: tenant.namespace };
        const actual = await readAccess(world.data, ours, Object.keys(assetKinds));
        const { access, notices } = dumpAccess(actual, tenantGroups);
        const { settings, problems: wrong } = parseTenant({
          ...{
            namespace: tenant.namespace,
            account: "organization/project/dev",
            access,
          },
          membership: { file: "membership.csv" },
          groups: Object.fromEntries(tenantGroups.map((group) => [group, {}])),
        });
        assert.deepEqual(wrong, []);
        const { grants, problems } = resolveAccess(settings?.access ?? [], actual.assets);
        assert.deepEqual(problems, []);
        const desired = {
          grants,
          former: [],
          uncertain: [],
          guard: { additiveOnly: false },
        };
        const { steps } = planAccess(desired, actual);
        // What is no whole level is completed, and was named; nothing is taken.
        const completed = notices.filter((notice) => /a plan completes it$/.test(notice));
        assert.deepEqual(
          steps.filter((step) => step.kind !== "change" || step.surplus.length > 0),
          [],
        );
        assert.equal(steps.length, completed.length);
        said += grants.length;
      }),
      { numRuns },
    );
    assert.ok(said > numRuns / 5, `${said} grants were said`);
  }).timeout(numRuns * 8000);
});
