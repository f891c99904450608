import assert from "node:assert/strict";
import { accessSubject } from "../../../core/access/accessSubject.ts";
import type { Grant } from "../../../core/access/grant.ts";
import { type AssetKind, assetKinds } from "../../../core/assets/assetKinds.ts";
import { grantPermissions } from "../../../core/assets/grantPermissions.ts";
import type { KindTable, Level } from "../../../core/assets/kindRow.ts";
import { levels } from "../../../core/assets/levelOf.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { readPermissions } from "../../../core/assets/readPermissions.ts";
import { run } from "../../../core/reconcile/run.ts";
import { defaultGuard } from "../../../core/settings/guardSettings.ts";
import { accountId, type OwnedWorld, simulateOwned, successor } from "../assets/ownedWorld.ts";
import { govern } from "./simulatedAssets.ts";

const group = "successors";
const kinds = Object.keys(assetKinds) as AssetKind[];
/** A grant that stays, so that a run never takes all that there is. */
const kept: Grant = {
  ...{ group, level: "viewer", asset: { kind: "dashboard", id: "kept", name: "kept" } },
};
const removals = { percent: 100, atLeast: 1000, atMost: 1000 };

const named = (names: string) => names.split(" ").map((name) => `quicksight:${name}`);
const viewer = permissionSet("data-set", "viewer");
const owner = permissionSet("data-set", "owner");
const reading = named("DescribeRefreshSchedule ListRefreshSchedules");
const old = owner.filter((action) => !action.includes("Refresh"));
const schedules = named("CreateRefreshSchedule DeleteRefreshSchedule UpdateRefreshSchedule");
const properties = named("DescribeDataSetRefreshProperties");
/** The sets of data sets that public programs grant, by level: those of before refreshes, and any actions about these besides. */
const inUse: readonly (readonly [Level, readonly string[]])[] = [
  ["viewer", viewer],
  ["viewer", [...viewer, ...reading]],
  ["viewer", [...viewer, ...reading, ...properties]],
  ["owner", old],
  ["owner", [...old, ...reading, ...schedules]],
  ["owner", [...old, ...reading, ...schedules, ...properties]],
  ["owner", owner],
];

/** What can go from one level to another: of every kind. */
const changes = kinds.flatMap((kind) => {
  const own = levels.filter((level) => (assetKinds as KindTable)[kind]?.sets[level] !== undefined);
  return own.flatMap((from) => own.filter((to) => to !== from).map((to) => ({ kind, from, to })));
});

describe("access to assets of every kind", () => {
  let world: OwnedWorld;
  before(async () => {
    world = await simulateOwned();
    await world.create("dashboard", "kept", []);
    await reconcile([]);
  });
  after(() => world.close());

  const reconcile = (grants: readonly Grant[], former: readonly Grant[] = []) => {
    const guard = { ...defaultGuard, removals };
    return run(accessSubject, {
      desired: govern([...grants, kept], [...former, kept], { guard }),
      regions: { identity: "us-east-1", data: ["eu-west-1"] },
      connection: world.connection,
      owner: "a test",
      approvals: [],
    });
  };
  const apply = async (grants: readonly Grant[], former?: readonly Grant[]) => {
    const { failed, verdict } = await reconcile(grants, former);
    assert.deepEqual(
      failed.map(({ reason }) => reason),
      [],
    );
    return verdict.plan.steps;
  };
  const actionsOn = async (kind: AssetKind, id: string) => {
    const permissions = (await readPermissions(world.data, accountId, { kind, id })) ?? [];
    return permissions.find(({ Principal }) => Principal === successor)?.Actions?.sort();
  };

  for (const { kind, from, to } of changes) {
    it(`makes a ${from} of a ${kind} its ${to}, and takes that as well`, async () => {
      const name = `${from}-to-${to}`;
      const id = await world.create(kind, `${kind}-${name}`, []);
      const on = (level: Level): Grant[] => [{ group, level, asset: { kind, id, name } }];
      await apply(on(from));
      await apply(on(to), on(from));
      assert.deepEqual(await actionsOn(kind, id), permissionSet(kind, to));
      assert.deepEqual(await apply(on(to), on(to)), []);
      await apply([], on(to));
      assert.equal(await actionsOn(kind, id), undefined);
    });
  }

  for (const [level, Actions] of inUse) {
    it(`sees ${level}s of a data set in those of ${Actions.length} actions, and takes nothing from them`, async () => {
      const kind = "data-set";
      const name = `${level}-${Actions.length}`;
      const id = await world.create(kind, name, []);
      await grantPermissions(world.data, accountId, { kind, id }, [
        { Principal: successor, Actions: [...Actions] },
      ]);
      const steps = await apply([{ group, level, asset: { kind, id, name } }]);
      const expected = permissionSet(kind, level).every((action) => Actions.includes(action))
        ? []
        : [["change", level, level]];
      assert.deepEqual(
        steps.map((step) => (step.kind === "change" ? [step.kind, step.from, step.to] : [step])),
        expected,
      );
      const after = new Set(await actionsOn(kind, id));
      assert.ok(Actions.every((action) => after.has(action)));
    });
  }
});
