import assert from "node:assert/strict";
import fc from "fast-check";
import { ownData } from "../../../../core/access/folders/ownData.ts";
import { assetKinds } from "../../../../core/assets/assetKinds.ts";
import { assertionsOf } from "../../../../core/explain/assertions/assertionsOf.ts";
import { judgeRun } from "../../../../core/explain/assertions/judgeRun.ts";
import { readForAssertions } from "../../../../core/explain/assertions/readForAssertions.ts";
import { declaredData } from "../../../../core/explain/declaredData.ts";
import { foretell, type ForetoldTenant } from "../../../../core/explain/foretell.ts";
import {
  type AssertionSettings,
  assertionSettings,
} from "../../../../core/settings/assertionSettings.ts";
import { scope } from "../../../support/simulatedNamespace.ts";
import { type OwnedWorld, simulateOwned } from "../../assets/ownedWorld.ts";
import { namespaceNames, type RandomTenant, randomTenant, tenantGroups } from "../randomTenant.ts";
import { applyTenant, buildTenant, dataRegion, governedOf, readTenant } from "../tenantWorld.ts";

/** `FORETOLD_TENANTS=1000` is the proof; fewer show a fault that comes in with a change. */
const numRuns = Number(process.env["FORETOLD_TENANTS"] ?? 10);

const kind = fc.constantFrom(...Object.keys(assetKinds), ...["dashboard", "data-set", "folder"]);
const who = fc.oneof(
  fc.subarray([...tenantGroups, "A"], { minLength: 1 }).map((groups) => ({ groups })),
  fc.constantFrom("person-1@x.com", "*-2*", "PERSON-3@x.com").map((people) => ({ people })),
  fc.constant({ everybody: true }),
  fc.subarray([...namespaceNames], { minLength: 1 }).map((namespaces) => ({ namespaces })),
);
const what = fc.oneof(
  fc
    .tuple(kind, fc.constantFrom("x", "X", "y", "*", "F", "G", "Orders", "Start here"))
    .map(([one, name]) => ({ [one]: name })),
  fc.constant({ allAssets: true }),
  fc.constantFrom(...namespaceNames).map((tenant) => ({ tenant })),
);
const claim = fc
  .tuple(who, what, fc.constantFrom("viewer", "owner"))
  .map(([some, things, level]) => ({ ...some, ...things, level }));
const claims = fc.array(
  fc
    .tuple(fc.constantFrom("never", "only", "always"), claim)
    .map(([one, given]): AssertionSettings =>
      assertionSettings.parse({ [one]: given, reason: "agreed" }),
    ),
  { minLength: 1, maxLength: 3 },
);

/** Whom another namespace has is not registered, which only who reads that one knows: newcomers are nowhere. */
function ofOneNamespace(tenant: RandomTenant): RandomTenant {
  const { namespace, files, former } = tenant;
  const named = [files, ...(former === undefined ? [] : [former])].flatMap(({ people }) =>
    people.map(({ person }) => person),
  );
  return {
    ...tenant,
    users: tenant.users.filter((one) => one.namespace === namespace || !named.includes(one.person)),
  };
}

describe("What a run says of random assertions, having read what they hang on", () => {
  let world: OwnedWorld;

  before(async () => {
    world = await simulateOwned();
  });
  after(() => world.close());

  it(`is what it says having read the whole account, for ${numRuns} tenants`, async () => {
    let said = 0;
    await fc.assert(
      fc.asyncProperty(randomTenant, claims, async (drawn, given) => {
        const tenant = ofOneNamespace(drawn);
        world.simulator.reset({ namespaceDelayMs: 0, assetDelayMs: 0, ingestionDelayMs: 0 });
        const { addLater } = await buildTenant(world, tenant);
        const { former, files } = tenant;
        const applied =
          former === undefined
            ? undefined
            : await applyTenant(world, governedOf(tenant, former), former, undefined);
        await addLater();
        const whole = await readTenant(world);
        const { settings } = files;
        const isAny = Object.keys(settings.folders).length > 0 || applied?.folders !== undefined;
        const run: ForetoldTenant = {
          ...{ governed: governedOf(tenant, files), access: files.access, dataRegion },
          former: applied?.access,
          data: {
            declared: declaredData(settings),
            former: applied === undefined ? undefined : declaredData(applied.files.settings),
          },
          ...(isAny
            ? { folders: { settings, own: ownData(settings), former: applied?.folders } }
            : {}),
        };
        const { resolved, folders } = foretell(whole, run);
        const known: ForetoldTenant = {
          ...{ ...run, resolved },
          ...(run.folders && folders
            ? { folders: { ...run.folders, resolved: folders.resolved } }
            : {}),
        };
        const ids = new Set([
          ...(folders?.resolved.declared ?? []).map(({ id }) => id),
          ...(run.folders?.former?.members ?? []).map(({ folder }) => folder),
          ...(run.folders?.former?.grants ?? []).flatMap(({ asset }) => asset?.id ?? []),
        ]);
        const assertions = assertionsOf({ ...settings, assertions: given });
        const [region] = world.regions;
        const read = await readForAssertions(
          { identity: world.client, data: [region] },
          scope,
          assertions,
          settings.namespace,
          ids,
        );
        const judged = (before: typeof whole) => {
          const { refusals, notices } = judgeRun(before, known, { settings }, assertions);
          return { refusals: refusals.toSorted(), notices: notices.toSorted() };
        };
        const expected = judged(whole);
        assert.deepEqual(judged(read), expected);
        said += expected.refusals.length + expected.notices.length;
      }),
      { numRuns },
    );
    assert.ok(said > numRuns, `${said} sentences were compared`);
  }).timeout(numRuns * 8000);
});
