import assert from "node:assert/strict";
import type { FolderMember } from "../../core/access/folders/governedFolders.ts";
import type { Grant } from "../../core/access/grant.ts";
import { defaultGuard } from "../../core/settings/guardSettings.ts";
import {
  checkAssetAccess,
  createAssetAccess,
  deleteAssetAccess,
  diffAssetAccess,
  readAssetAccess,
  updateAssetAccess,
} from "../../providers/assetAccessHandlers.ts";
import { assetAccessState, type AssetAccessState } from "../../providers/assetAccessState.ts";
import { PartialFailure } from "../../providers/partialFailure.ts";
import { byHand, folder, inside, onFolder } from "../core/access/folderWorld.ts";
import {
  dataRegion,
  type SimulatedAssets,
  simulateAssets,
} from "../core/access/simulatedAssets.ts";
import { scope } from "../support/simulatedNamespace.ts";
import { callSimulator } from "../support/callSimulator.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";

const context = { environment: {} };
const declared = [folder("finance"), folder("reports", "finance")];
const grants = [onFolder("finance", "bi-developer", "owner"), onFolder("reports", "critical")];
const members = [
  ...inside("finance", "marketing-kpis"),
  ...inside("reports", "sales-critical", "field-operations", "other-1"),
];
const state = (
  some: readonly FolderMember[] = members,
  given: readonly Grant[] = grants,
  uncertain: readonly string[] = [],
): AssetAccessState =>
  assetAccessState({
    ...{ scope, dataRegion, grants: given, guard: defaultGuard },
    folders: { declared, members: some, uncertain },
  });
const hashIn = (text: string | undefined) => /APPROVE=(\w+)/.exec(text ?? "")?.[1] ?? "";
const approving = (hash: string) => ({ environment: { QUICKSIGHT_GOVERNANCE_APPROVE: hash } });
const refusalOf = async (olds: Partial<AssetAccessState>, news: AssetAccessState, hash = "") =>
  (await checkAssetAccess(olds, news, approving(hash))).failures?.[0]?.reason;

describe("the access provider with folders", () => {
  let world: SimulatedAssets;
  let hand: ReturnType<typeof byHand>;
  keepEnvironment();
  beforeEach(async () => {
    world = await simulateAssets();
    hand = byHand(world);
    await hand.create("finance");
    await hand.create("reports", "finance");
    callSimulator(world.simulator.url);
  });
  afterEach(async () => {
    await world.close();
  });

  /** What is said while something goes on. */
  const saidBy = async (run: () => Promise<unknown>): Promise<string> => {
    const lines: string[] = [];
    const { log } = console;
    console.log = (line: string) => lines.push(line);
    try {
      await run();
    } finally {
      console.log = log;
    }
    return lines.join("\n");
  };

  it("fills folders, reads back the same text, sees drift as drift, and mends it", async () => {
    const { id, outs } = await createAssetAccess(state(), context);
    assert.equal(id, "111122223333/default/eu-west-1/folders");
    assert.deepEqual(outs, state());
    assert.deepEqual((await readAssetAccess(id, state(), context)).inputs, state());
    await hand.takeOut("reports", "other-1");
    await hand.put("reports", "other-2");
    await hand.share("reports", "power-reader");
    const { inputs: drifted } = await readAssetAccess(id, state(), context);
    assert.ok(drifted);
    assert.equal(drifted.memberCount, 3);
    assert.match(drifted.access, /^power-reader +viewer +folder {2}reports/m);
    assert.deepEqual(diffAssetAccess(drifted, state()), { changes: true, replaces: [] });
    await updateAssetAccess(id, drifted, state(), context);
    assert.deepEqual((await readAssetAccess(id, state(), context)).inputs, state());
    assert.ok((await hand.members("reports")).includes("dashboard/other-2"));
  });

  it("says in the preview to whom what is put into folders is opened", async () => {
    const said = await saidBy(() => checkAssetAccess({}, state(), context));
    assert.match(
      said,
      /into folder "reports" \(reports\), which opens it to bi-developer \(owner\); critical \(viewer\)/,
    );
    const same = await saidBy(() => checkAssetAccess(state(), state(), context));
    assert.equal(same, "");
  });

  it("says in the preview of which folders nobody could read who has them", async () => {
    const error = "AccessDeniedException";
    await world.setFaults({ operation: "DescribeFolderPermissions", every: 1, error });
    const said = await saidBy(() => checkAssetAccess({}, state(), context));
    assert.match(
      said,
      /\? folder ".*" \(\w+\): who has it could not be read \(AccessDeniedException: .*\); nothing is put into it, or into a folder in it, before that can be read/,
    );
  });

  it("takes out what a preview has shown, and asks about all of it", async () => {
    const { id } = await createAssetAccess(state(), context);
    const less = state(members.slice(0, 3));
    assert.equal(await refusalOf(state(), less), undefined);
    await updateAssetAccess(id, state(), less, context);
    assert.equal((await hand.members("reports")).length, 2);
    const none = state([]);
    const refused = await refusalOf(less, none);
    assert.match(refused ?? "", /all 3 assets would be taken out of the folders/);
    const hash = hashIn(refused);
    assert.equal(await refusalOf(less, none, hash), undefined);
    await updateAssetAccess(id, less, none, approving(hash));
    assert.deepEqual(await hand.members("reports"), []);
  });

  it("keeps in the state what it could not take out, and shows nothing as going that is not known for sure", async () => {
    const { id } = await createAssetAccess(state(), context);
    const less = state(members.slice(0, 3));
    await world.setFaults({ operation: "DeleteFolderMembership", error: "AccessDeniedException" });
    const failure = await updateAssetAccess(id, state(), less, context).then(
      () => undefined,
      (error: unknown) => error,
    );
    assert.ok(failure instanceof PartialFailure);
    assert.equal((failure.properties as AssetAccessState).memberCount, 4);
    const { inputs } = await checkAssetAccess(
      ...[state(), state(members.slice(0, 3), grants, ["reports"]), context],
    );
    assert.equal(inputs.memberCount, 4);
  });

  it("takes everything back when it is deleted, once that is approved, and leaves what others put there", async () => {
    const { id } = await createAssetAccess(state(), context);
    await hand.put("reports", "other-2");
    assert.ok(id);
    const refused = await deleteAssetAccess(state(), context).then(() => "", String);
    assert.match(refused, /all 4 assets would be taken out of the folders/);
    await deleteAssetAccess(state(), approving(hashIn(refused)));
    assert.deepEqual(await hand.members("reports"), ["dashboard/other-2"]);
    assert.deepEqual(await hand.grants("finance"), []);
  });
});
