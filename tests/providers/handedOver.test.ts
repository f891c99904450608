import assert from "node:assert/strict";
import fc from "fast-check";
import type { Grant } from "../../core/access/grant.ts";
import type { Level } from "../../core/assets/kindRow.ts";
import { defaultGuard } from "../../core/settings/guardSettings.ts";
import {
  checkAssetAccess,
  createAssetAccess,
  readAssetAccess,
  updateAssetAccess,
} from "../../providers/assetAccessHandlers.ts";
import { assetAccessState, type AssetAccessState } from "../../providers/assetAccessState.ts";
import { byHand, onFolder } from "../core/access/folderWorld.ts";
import {
  dataRegion,
  type SimulatedAssets,
  simulateAssets,
} from "../core/access/simulatedAssets.ts";
import { callSimulator } from "../support/callSimulator.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";
import { scope } from "../support/simulatedNamespace.ts";

const context = { environment: {} };
const declared = [{ id: "shared", name: "shared", own: false }];
const common = { scope, dataRegion, guard: defaultGuard };

/** What the two settings give on one folder that somebody else made. */
interface Settings {
  readonly access: readonly Grant[];
  readonly folders: readonly Grant[];
}

/** The two resources as the program declares them, and what each takes over from the other. */
function statesOf(now: Settings, before: Settings = { access: [], folders: [] }) {
  const taken = (former: readonly Grant[], grants: readonly Grant[]) =>
    former.filter(({ group }) => grants.some((one) => one.group === group));
  return {
    access: assetAccessState({
      ...{ ...common, grants: now.access, elsewhere: now.folders },
      handedOver: taken(before.folders, now.access),
    }),
    folders: assetAccessState({
      ...{ ...common, grants: now.folders, elsewhere: now.access },
      handedOver: taken(before.access, now.folders),
      folders: { declared, members: [], uncertain: [] },
    }),
  };
}

describe("a folder of somebody else whose groups move between access and folders", () => {
  let world: SimulatedAssets;
  let hand: ReturnType<typeof byHand>;
  keepEnvironment();
  beforeEach(async () => {
    world = await simulateAssets();
    hand = byHand(world);
    await hand.create("shared");
    callSimulator(world.simulator.url);
  });
  afterEach(() => world.close());

  const ids = {
    access: `${scope.accountId}/default/${dataRegion}`,
    folders: `${scope.accountId}/default/${dataRegion}/folders`,
  };
  const refusalOf = async (olds: AssetAccessState, news: AssetAccessState) =>
    (await checkAssetAccess(olds, news, context)).failures?.[0]?.reason;
  const give = (group: string, level: Level = "viewer") => [onFolder("shared", group, level)];
  const both = ["access", "folders"] as const;
  const inTurn = [both, both.toReversed()] as const;

  for (const order of inTurn) {
    for (const [from, to] of inTurn) {
      it(`keeps them when it goes from ${from} to ${to} and ${order.join(" is done before ")}`, async () => {
        const before: Settings = { access: [], folders: [], [from]: give("critical") };
        const after: Settings = { access: [], folders: [], [to]: give("critical") };
        const olds = statesOf(before);
        const news = statesOf(after, before);
        for (const one of both) await createAssetAccess(olds[one], context);
        await world.resetCalls();
        for (const one of both) assert.equal(await refusalOf(olds[one], news[one]), undefined);
        for (const one of order) await updateAssetAccess(ids[one], olds[one], news[one], context);
        assert.deepEqual(world.writes(), {});
        assert.deepEqual(await hand.grants("shared"), ["quicksight-fed-critical 1"]);
        for (const one of both) {
          const { inputs } = await readAssetAccess(ids[one], news[one], context);
          assert.equal(inputs?.access, news[one].access);
        }
      });
    }
  }

  it("lowers them as the preview has shown, without asking, and takes from those that neither gives", async () => {
    const rest = give("power-reader");
    const before = {
      ...{ access: [...give("bi-developer", "owner"), ...give("critical"), ...rest], folders: [] },
    };
    const after = { access: rest, folders: give("bi-developer") };
    const olds = statesOf(before);
    const news = statesOf(after, before);
    await createAssetAccess(olds.access, context);
    // The first has the level of before, the second the one that is to be.
    assert.match(news.folders.handedOver ?? "", /^bi-developer +owner +folder +shared/);
    assert.match(news.folders.access, /^bi-developer +viewer +folder +shared/);
    assert.equal((await checkAssetAccess({}, news.folders, context)).failures, undefined);
    assert.equal(await refusalOf(olds.access, news.access), undefined);
    await createAssetAccess(news.folders, context);
    assert.deepEqual(await hand.grants("shared"), [
      "quicksight-fed-bi-developer 1",
      "quicksight-fed-critical 1",
      "quicksight-fed-power-reader 1",
    ]);
    await updateAssetAccess(ids.access, olds.access, news.access, context);
    assert.deepEqual(await hand.grants("shared"), [
      "quicksight-fed-bi-developer 1",
      "quicksight-fed-power-reader 1",
    ]);
  });

  it("is never without a group that has it before and after, wherever runs end, and has what is declared in the end", async () => {
    const groups = ["critical", "bi-developer", "power-reader"];
    const places = fc.constantFrom("access" as const, "folders" as const, undefined);
    const settings = fc.tuple(places, places, places).map((of): Settings => {
      const at = (place: "access" | "folders") =>
        groups.flatMap((group, index) => (of[index] === place ? give(group) : []));
      return { access: at("access"), folders: at("folders") };
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(settings, fc.nat(2)), { minLength: 2, maxLength: 4 }),
        async (runs) => {
          let before: Settings = { access: [], folders: [] };
          let olds = statesOf(before);
          for (const [number, [after, ends]] of [...runs, [before, 2] as const].entries()) {
            const news = statesOf(after, before);
            const had = new Set(await groupsOfIt());
            const stays = namesIn(after).filter((group) => had.has(group));
            const order = receiverFirst(before, after);
            const isWhole = number >= runs.length - 1;
            for (const one of (order ?? both).slice(0, isWhole ? 2 : ends)) {
              await updateApproved(one, olds[one], news[one]);
              olds = { ...olds, [one]: news[one] };
              before = { ...before, [one]: after[one] };
              const has = await groupsOfIt();
              for (const group of stays) assert.ok(has.includes(group), `${group} lost it`);
            }
            if (isWhole) assert.deepEqual(await groupsOfIt(), namesIn(after).sort());
          }
        },
      ),
      { numRuns: 15 },
    );
  }).timeout(120_000);

  const namesIn = ({ access, folders }: Settings) =>
    [...access, ...folders].map(({ group }) => group);
  const groupsOfIt = async () =>
    (await hand.grants("shared")).map((line) => line.replace(/^quicksight-fed-(.*) 1$/, "$1"));
  /** As the program orders the two; undefined where each takes something over, and no order is right. */
  const receiverFirst = (before: Settings, after: Settings) => {
    const { access, folders } = statesOf(after, before);
    const [toAccess, toFolders] = [access.handedOver, folders.handedOver];
    if (toAccess !== undefined && toFolders !== undefined) return undefined;
    return toFolders === undefined ? both : both.toReversed();
  };
  const updateApproved = async (
    one: "access" | "folders",
    olds: AssetAccessState,
    news: AssetAccessState,
  ) => {
    const refused = await updateAssetAccess(ids[one], olds, news, context).then(() => "", String);
    const hash = /APPROVE=(\w+)/.exec(refused)?.[1] ?? "";
    if (refused === "") return;
    const environment = { QUICKSIGHT_GOVERNANCE_APPROVE: hash };
    await updateAssetAccess(ids[one], olds, news, { environment });
  };
});
