import assert from "node:assert/strict";
import { UpdateDashboardPermissionsCommand } from "@aws-sdk/client-quicksight";
import { type AccessSetting, resolveAccess } from "../../core/access/resolveAccess.ts";
import { namespaceArnOf } from "../../core/aws/scope.ts";
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
import {
  dashboards,
  dataRegion,
  permission,
  sampleAccess,
  type SimulatedAssets,
  simulateAssets,
} from "../core/access/simulatedAssets.ts";
import { scope } from "../support/simulatedNamespace.ts";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const context = { environment: {} };
const state = (...access: AccessSetting[]): AssetAccessState =>
  assetAccessState(scope, dataRegion, resolveAccess(access, dashboards).grants, defaultGuard);
const sample = state(...sampleAccess);
const ids = dashboards.map(({ id }) => id);
const critical = (count: number) => state({ group: "critical", dashboards: ids.slice(0, count) });
const hashIn = (text: string | undefined) => /APPROVE=(\w+)/.exec(text ?? "")?.[1] ?? "";
const approving = (hash: string) => ({ environment: { QUICKSIGHT_GOVERNANCE_APPROVE: hash } });

describe("the access provider, during a preview", () => {
  const refusal = (olds: AssetAccessState, news: AssetAccessState, hash = "") =>
    checkAssetAccess(olds, news, approving(hash)).failures?.[0];

  it("lets a change pass that the guard allows", () => {
    assert.deepEqual(checkAssetAccess(critical(8), critical(3), context), { inputs: critical(3) });
    assert.equal(refusal(sample, state(...sampleAccess.slice(1))), undefined);
  });

  it("refuses what the guard refuses, until it is approved, and names no property whose value would be printed", () => {
    const refused = refusal(critical(8), critical(2));
    assert.equal(refused?.property, "");
    assert.match(refused.reason, /6 of 8 grants would be revoked; the limit is 5/);
    assert.equal(refusal(critical(8), critical(2), hashIn(refused.reason)), undefined);
    assert.match(refusal(critical(1), state())?.reason ?? "", /all 1 grants would be revoked/);
  });

  it("refuses to take away everything also where only an `all` was given", () => {
    const reason = refusal(state({ group: "bi-admin", all: "owner" }), state())?.reason ?? "";
    assert.match(reason, /- bi-admin as owner of dashboard "every other asset"/);
  });

  it("passes by what is not known yet, and has nothing to compare at the first deployment", () => {
    const news = { ...state(), access: unknown };
    assert.deepEqual(checkAssetAccess(sample, news, context), { inputs: news });
    assert.deepEqual(checkAssetAccess({}, sample, context), { inputs: sample });
  });

  it("sees a change of grants, guard or code as an update, and of place as another resource", () => {
    const olds = { ...sample, __provider: "code" };
    const update = { changes: true, replaces: [] };
    assert.deepEqual(diffAssetAccess(olds, { ...olds }), { changes: false, replaces: [] });
    assert.deepEqual(diffAssetAccess(olds, { ...olds, __provider: "new code" }), update);
    assert.deepEqual(diffAssetAccess(olds, { ...olds, ...critical(1) }), update);
    assert.deepEqual(diffAssetAccess(olds, { ...olds, removalPercent: 1 }), update);
    const elsewhere = {
      ...olds,
      dataRegion: "us-east-1",
      namespaceArn: namespaceArnOf({ ...scope, namespace: "elsewhere" }),
    };
    assert.deepEqual(diffAssetAccess(olds, elsewhere), {
      changes: true,
      replaces: ["namespaceArn", "dataRegion"],
    });
  });
});

describe("the access provider, during an update", () => {
  let world: SimulatedAssets;
  const environment = { ...process.env };
  beforeEach(async () => {
    world = await simulateAssets();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_QUICKSIGHT: world.simulator.url,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    });
  });
  afterEach(async () => {
    process.env = environment;
    await world.close();
  });

  const textOf = async (props: AssetAccessState) =>
    (await readAssetAccess("id", props, context)).inputs?.access ?? "";

  it("creates, reads back the same text, updates, and deletes under the guard", async () => {
    const { id, outs } = await createAssetAccess({ ...sample, __provider: "code" }, context);
    assert.equal(id, "111122223333/default/eu-west-1");
    assert.deepEqual(outs, sample);
    assert.deepEqual(await readAssetAccess(id, sample, context), {
      id,
      props: sample,
      inputs: sample,
    });

    const next = state(...sampleAccess.slice(1), {
      group: "critical",
      dashboards: ["Marketing KPIs"],
      level: "owner",
    });
    assert.deepEqual(await updateAssetAccess(id, sample, next, context), { outs: next });
    assert.equal(await textOf(next), next.access);

    const refusal = await deleteAssetAccess(next, context).catch((error: unknown) =>
      error instanceof Error ? error.message : "",
    );
    assert.match(refusal ?? "", /all \d+ grants would be revoked/);
    await deleteAssetAccess(next, approving(hashIn(refusal ?? "")));
    assert.equal(await textOf(state()), "");
    assert.match(await textOf(sample), /^bi-admin +owner +all \(0 of 17 assets\)$/m);
  });

  it("approves at the update what was approved in the preview, where access names dashboards", async () => {
    await createAssetAccess(critical(8), context);
    const reason = checkAssetAccess(critical(8), critical(2), context).failures?.[0]?.reason;
    await updateAssetAccess("id", critical(8), critical(2), approving(hashIn(reason)));
    assert.equal(await textOf(critical(2)), critical(2).access);
  });

  it("shows drift per grant, and an `all` that does not hold everywhere", async () => {
    await createAssetAccess(sample, context);
    await world.data.send(
      new UpdateDashboardPermissionsCommand({
        AwsAccountId: scope.accountId,
        DashboardId: "sales-critical",
        GrantPermissions: [permission("dashboard", "vanished")],
        RevokePermissions: [
          permission("dashboard", "critical"),
          permission("dashboard", "bi-admin", "owner"),
        ],
      }),
    );
    const before = sample.access.split("\n");
    const after = (await textOf(sample)).split("\n");
    assert.deepEqual(
      [
        ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
        ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
      ].map((line) => line.replaceAll(/ +/g, " ")),
      [
        "- bi-admin owner all",
        "- critical viewer dashboard sales-critical Sales Results - Critical",
        "+ bi-admin owner all (16 of 17 assets)",
        "+ vanished viewer dashboard sales-critical Sales Results - Critical",
      ],
    );
    const drifted = { ...sample, access: after.join("\n") };
    await world.resetCalls();
    await updateAssetAccess("id", drifted, sample, context);
    assert.deepEqual(world.writes(), { UpdateDashboardPermissions: 1 });
    assert.equal(await textOf(sample), sample.access);
  });

  it("throws a partial failure with everything the state needs, and finishes at the next update", async () => {
    const fault = { operation: "UpdateDashboardPermissions", nth: 2, error: "ConflictException" };
    await world.setFaults(fault);
    const wanted = { ...sample, __provider: "code" };
    const failure = await createAssetAccess(wanted, context).catch((error: unknown) => error);
    assert.ok(failure instanceof PartialFailure);
    assert.equal(failure.id, "111122223333/default/eu-west-1");
    assert.deepEqual(failure.properties, wanted);
    assert.match(failure.reasons.join(), /access of namespace default failed on 1 assets/);
    await updateAssetAccess(failure.id, wanted, wanted, context);
    assert.equal(await textOf(wanted), wanted.access);
  });

  it("keeps an `all` in the state until it is wholly taken back", async () => {
    const olds = state(...sampleAccess);
    const news = { ...state(...sampleAccess.slice(0, 3), sampleAccess[4]), __provider: "code" };
    await createAssetAccess(olds, context);
    const refused = await updateAssetAccess("id", olds, news, context).catch((error: unknown) =>
      String(error),
    );
    assert.ok(typeof refused === "string");
    const approved = approving(hashIn(refused));
    await world.setFaults({
      operation: "UpdateDataSetPermissions",
      nth: 1,
      error: "ConflictException",
    });
    const failure = await updateAssetAccess("id", olds, news, approved).catch(
      (error: unknown) => error,
    );
    assert.ok(failure instanceof PartialFailure);
    const kept = failure.properties as AssetAccessState;
    assert.equal(kept.access, olds.access);
    assert.equal(diffAssetAccess(kept, news).changes, true);
    await updateAssetAccess("id", kept, news, context);
    assert.match(await textOf(olds), /^bi-admin +owner +all \(0 of 17 assets\)$/m);
    assert.equal(await textOf(news), news.access);
  });

  it("reports an account without QuickSight as gone, and any other failure as a failure", async () => {
    world.simulator.reset({ subscribed: false });
    assert.deepEqual(await readAssetAccess("id", sample, context), { id: "" });
    await deleteAssetAccess(sample, context);
    world.simulator.reset({ subscribed: true });
    await world.setFaults({ operation: "ListDashboards", every: 1, error: "AccessDenied" });
    await assert.rejects(readAssetAccess("id", sample, context), {
      message: /AccessDeniedException/,
    });
  });
});
