import assert from "node:assert/strict";
import { UpdateDashboardPermissionsCommand } from "@aws-sdk/client-quicksight";
import { kindsOf } from "../../core/access/actualAccess.ts";
import { parseAccessText } from "../../core/access/accessText.ts";
import { isAssetGrant } from "../../core/access/grant.ts";
import { readAccess } from "../../core/access/readAccess.ts";
import { type AccessSetting, resolveAccess } from "../../core/access/resolveAccess.ts";
import { grantPermissions } from "../../core/assets/grantPermissions.ts";
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
import {
  assetAccessState,
  type AssetAccessState,
  upgradeAccess,
} from "../../providers/assetAccessState.ts";
import { PartialFailure } from "../../providers/partialFailure.ts";
import {
  dashboards,
  dataRegion,
  permission,
  sampleAccess,
  type SimulatedAssets,
  simulateAssets,
} from "../core/access/simulatedAssets.ts";
import { createPlain } from "../simulator/support/plainAssets.ts";
import { scope } from "../support/simulatedNamespace.ts";
import type { Ledger } from "../../core/reconcile/lock/ledger.ts";
import { startKeyServer } from "../support/keyServer.ts";
import { callSimulator } from "../support/callSimulator.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const context = { environment: {} };
/** What the program declares: what it found of the setting, and what it did not. */
const state = (...access: AccessSetting[]): AssetAccessState => {
  const { grants, uncertain, problems } = resolveAccess(access, dashboards);
  return assetAccessState({
    ...{ scope, dataRegion, grants, uncertain, guard: defaultGuard },
    problems: problems.map(({ where, message }) => `${where}: ${message}`),
  });
};
const sample = state(...sampleAccess);
const ids = dashboards.map(({ id }) => id);
const critical = (count: number) => state({ group: "critical", dashboards: ids.slice(0, count) });
const hashIn = (text: string | undefined) => /APPROVE=(\w+)/.exec(text ?? "")?.[1] ?? "";
/** `critical sales-critical`, for each dashboard that a state names. */
const grantsOf = ({ access }: AssetAccessState) =>
  parseAccessText(access)
    .filter(isAssetGrant)
    .map(({ group, asset }) => `${group} ${asset.id}`);
const approving = (hash: string) => ({ environment: { QUICKSIGHT_GOVERNANCE_APPROVE: hash } });

describe("the access provider, during a preview", () => {
  const refusal = async (olds: AssetAccessState, news: AssetAccessState, hash = "") =>
    (await checkAssetAccess(olds, news, approving(hash))).failures?.[0];

  it("lets a change pass that the guard allows", async () => {
    assert.deepEqual(await checkAssetAccess(critical(8), critical(4), context), {
      inputs: critical(4),
    });
  });

  it("refuses what the guard refuses, until it is approved, and names no property whose value would be printed", async () => {
    const refused = await refusal(critical(8), critical(2));
    assert.equal(refused?.property, "");
    assert.match(refused.reason, /6 of 8 grants would be revoked; the limit is 4/);
    assert.equal(await refusal(critical(8), critical(2), hashIn(refused.reason)), undefined);
    assert.match(
      (await refusal(critical(1), state()))?.reason ?? "",
      /all 1 grants would be revoked/,
    );
  });

  it("refuses what another namespace or prefix would take from those that are left", async () => {
    const elsewhere = { ...state(), groupPrefix: "other-" };
    assert.match(
      (await refusal(critical(8), elsewhere))?.reason ?? "",
      /all 8 grants would be revoked/,
    );
  });

  it("passes by what is not known yet, and needs no look where nothing is declared", async () => {
    const news = { ...state(), access: unknown };
    assert.deepEqual(await checkAssetAccess(sample, news, context), { inputs: news });
    assert.deepEqual(await checkAssetAccess({}, state(), context), { inputs: state() });
  });

  it("shows nothing as going from groups whose setting is not known for sure, only what they get", async () => {
    const two = state(
      { group: "critical", dashboards: ["sales-critical"], level: "owner" },
      { group: "power-reader", dashboards: ["marketing-kpis"] },
    );
    const mistaken = state(
      { group: "critical", dashboards: ["Untitled", "other-1"] },
      { group: "power-reader", dashboards: ["marketing-kpis"] },
    );
    const { inputs, failures } = await checkAssetAccess(two, mistaken, context);
    assert.equal(failures, undefined);
    assert.deepEqual(
      inputs.access.split("\n").filter((line) => !two.access.includes(line)),
      mistaken.access.split("\n").filter((line) => line.includes("other-1")),
    );
    assert.equal(inputs.grantCount, 3);
    assert.match(inputs.problems, /^tenant\.access\[0\]\.dashboards\[0\]: 2 dashboards are called/);
  });

  it("reads a state from before it had a version as what it meant then", async () => {
    const { namespaceArn, dataRegion: region, groupPrefix, access, grantCount } = critical(8);
    const first = {
      ...{ namespaceArn, dataRegion: region, groupPrefix, access, grantCount },
      ...{ removalPercent: 25, removalAtLeast: 5 },
    } as AssetAccessState;
    assert.deepEqual(upgradeAccess(first), { ...critical(8), remembered: "" });
    assert.deepEqual(diffAssetAccess(first, critical(8)), { changes: false, replaces: [] });
    assert.match((await refusal(first, state()))?.reason ?? "", /all 8 grants would be revoked/);
  });

  it("sees a change of grants or guard as an update, none of code, and of place as another resource", () => {
    const olds = { ...sample, __provider: "code" };
    const update = { changes: true, replaces: [] };
    assert.deepEqual(diffAssetAccess(olds, { ...olds }), { changes: false, replaces: [] });
    const sameAgain = { changes: false, replaces: [] };
    assert.deepEqual(diffAssetAccess(olds, { ...olds, __provider: "new code" }), sameAgain);
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
  keepEnvironment();
  beforeEach(async () => {
    world = await simulateAssets();
    callSimulator(world.simulator.url);
  });
  afterEach(async () => {
    await world.close();
  });

  const textOf = async (props: AssetAccessState) =>
    (await readAssetAccess("id", props, context)).inputs?.access ?? "";
  const messageOf = (run: Promise<unknown>) =>
    run.then(
      () => "",
      (error: unknown) => (error instanceof Error ? error.message : ""),
    );
  /** What the guard refuses at first, a person approves. */
  const approved = async <T>(run: (given: typeof context) => Promise<T>): Promise<T> =>
    run(approving(hashIn(await messageOf(run(context)))));
  const share = (DashboardId: string, ...GrantPermissions: ReturnType<typeof permission>[]) =>
    world.data.send(
      new UpdateDashboardPermissionsCommand({
        ...{ AwsAccountId: scope.accountId, DashboardId, GrantPermissions },
      }),
    );
  const everyGrant = async () => {
    const kinds = kindsOf([{ group: "any", level: "owner", all: true }]);
    const { assets } = await readAccess(world.data, scope, kinds);
    return assets.flatMap(({ id, grants }) => grants.map(({ group }) => `${group} ${id}`)).sort();
  };

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

    const refusal = await messageOf(deleteAssetAccess(next, context));
    assert.match(refusal, /all \d+ grants would be revoked/);
    await deleteAssetAccess(next, approving(hashIn(refusal)));
    assert.deepEqual(await everyGrant(), ["critical people"]);
    assert.match(await textOf(sample), /^bi-admin +owner +all \(0 of 17 assets\)$/m);
  });

  it("approves at the update what was approved in the preview", async () => {
    const all = state({ group: "bi-admin", all: "owner" });
    for (const [olds, news] of [
      [critical(8), critical(2)],
      [all, state()],
    ] as const) {
      await createAssetAccess(olds, context);
      const reason = (await checkAssetAccess(olds, news, context)).failures?.[0]?.reason;
      await updateAssetAccess("id", olds, news, approving(hashIn(reason)));
      assert.deepEqual(await everyGrant(), ["critical people", ...grantsOf(news)].sort());
      await approved((given) => deleteAssetAccess(news, given));
    }
  });

  it("asks at first what is there, and takes nothing that nobody has seen without an approval", async () => {
    await share("sales-critical", permission("dashboard", "vanished"));
    const refused = (await checkAssetAccess({}, sample, context)).failures?.[0]?.reason ?? "";
    assert.match(
      refused,
      /1 of 1 things that would be taken were in no preview; the limit is 0 \(take vanished off dashboard sales-critical "Sales Results - Critical"\)/,
    );
    await assert.rejects(createAssetAccess(sample, context), /were in no preview/);
    assert.ok((await everyGrant()).includes("vanished sales-critical"));
    const given = approving(hashIn(refused));
    assert.equal((await checkAssetAccess({}, sample, given)).failures, undefined);
    await createAssetAccess(sample, given);
    assert.equal(await textOf(sample), sample.access);
  });

  it("takes nothing that came after the preview, until it was in one", async () => {
    await createAssetAccess(critical(4), context);
    await share("sales-critical", permission("dashboard", "vanished"));
    const change = () => updateAssetAccess("id", critical(4), critical(3), context);
    await assert.rejects(change(), {
      message:
        /1 of 2 things that would be taken were in no preview; the limit is 0 \(take vanished off dashboard/,
    });
    const { inputs = critical(4) } = await readAssetAccess("id", critical(4), context);
    assert.match(inputs.access, /^vanished +viewer +dashboard +sales-critical/m);
    await updateAssetAccess("id", inputs, critical(3), context);
    assert.equal(await textOf(critical(3)), critical(3).access);
  });

  it("asks, dashboard by dashboard, before it takes from what a group was called that gets another name", async () => {
    const olds = critical(2);
    const news = { ...olds, groupNames: JSON.stringify({ critical: "quicksight-fed-vanished" }) };
    await createAssetAccess(olds, context);
    const reason = (await checkAssetAccess(olds, news, context)).failures?.[0]?.reason ?? "";
    assert.match(
      reason,
      /2 of 2 things that would be taken were in no preview; the limit is 0 \(take quicksight-fed-critical off dashboard/,
    );
    await assert.rejects(updateAssetAccess("id", olds, news, context), /quicksight-fed-critical/);
    await updateAssetAccess("id", olds, news, approving(hashIn(reason)));
    const kinds = kindsOf([{ group: "any", level: "owner", all: true }]);
    const { assets } = await readAccess(world.data, { ...scope, groupPrefix: "" }, kinds);
    const named = assets.flatMap(({ grants }) => grants.map(({ group }) => group));
    const [here, there] = ["quicksight-fed-critical", "quicksight-fed-vanished"];
    assert.deepEqual(named.sort(), [here, there, there]);
  });

  it("takes all back, seen and under the guard, when the setting is dropped, and leaves it alone from then on", async () => {
    await createAssetAccess(critical(2), context);
    const { failures = [] } = await checkAssetAccess(critical(2), state(), context);
    assert.match(failures[0]?.reason ?? "", /all 2 grants would be revoked/);
    const given = approving(hashIn(failures[0]?.reason));
    await updateAssetAccess("id", critical(2), state(), given);
    assert.deepEqual(await everyGrant(), ["critical people"]);

    await share("sales-critical", permission("dashboard", "critical"));
    await world.resetCalls();
    assert.equal(await textOf(state()), "");
    await updateAssetAccess("id", state(), state(), context);
    await deleteAssetAccess(state(), context);
    assert.deepEqual(world.simulator.calls(), {});
    assert.deepEqual(await everyGrant(), ["critical people", "critical sales-critical"]);
  });

  it("does all that can be done where the setting has a mistake, and then fails with it", async () => {
    await createAssetAccess(critical(4), context);
    const mistaken = {
      ...state(
        { group: "critical", dashboards: ["no such dashboard"] },
        { group: "power-reader", dashboards: ["marketing-kpis"] },
      ),
      __provider: "code",
    };
    const { inputs } = await checkAssetAccess(critical(4), mistaken, context);
    const failure: unknown = await updateAssetAccess("id", critical(4), inputs, context).catch(
      (error: unknown) => error,
    );
    assert.ok(failure instanceof PartialFailure);
    assert.match(
      failure.message,
      /^the setting for access of namespace default has mistakes; all else is done.*\n {2}tenant\.access\[0\]\.dashboards\[0\]: no dashboard has the name or id "no such dashboard"/,
    );
    assert.deepEqual(failure.properties, inputs);
    assert.deepEqual(
      await everyGrant(),
      ["critical people", ...grantsOf(critical(4)), "power-reader marketing-kpis"].sort(),
    );
  });

  it("says in a preview, and when it reads, which dashboards everybody opens", async () => {
    const { Actions } = permission("dashboard", "critical");
    await world.data.send(
      new UpdateDashboardPermissionsCommand({
        ...{ AwsAccountId: scope.accountId, DashboardId: "sales-critical" },
        GrantPermissions: [{ Principal: namespaceArnOf(scope), Actions }],
      }),
    );
    const { log } = console;
    const lines: string[] = [];
    console.log = (line: string) => lines.push(line);
    try {
      await checkAssetAccess({}, sample, context);
      assert.match(lines.join(), /\(sales-critical\): everybody of the namespace can open it/);
      lines.length = 0;
      await readAssetAccess("id", sample, context);
      assert.match(lines.join(), /\(sales-critical\): everybody of the namespace can open it/);
    } finally {
      console.log = log;
    }
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

  it("names what a group of an `all` was given more of by hand, of every kind, and takes it once that was shown", async () => {
    const all = state({ group: "power-reader", all: "viewer" });
    await createAssetAccess(all, context);
    await grantPermissions(world.data, scope.accountId, { kind: "data-set", id: "revenue" }, [
      permission("data-set", "power-reader", "owner"),
    ]);
    const { props } = await readAssetAccess("id", all, context);
    assert.ok(props !== undefined);
    assert.match(props.access, /^power-reader +owner +data-set {2}revenue +revenue$/m);
    await updateAssetAccess("id", props, all, context);
    assert.equal(await textOf(all), all.access);
  });

  it("throws a partial failure with everything the state needs, and finishes at the next update", async () => {
    await world.setFaults({
      operation: "UpdateDashboardPermissions",
      nth: 2,
      error: "AccessDeniedException",
    });
    const declared = { ...sample, __provider: "code" };
    const failure = await createAssetAccess(declared, context).catch((error: unknown) => error);
    assert.ok(failure instanceof PartialFailure);
    assert.equal(failure.id, "111122223333/default/eu-west-1");
    const stored = failure.properties as AssetAccessState;
    assert.deepEqual(
      { ...stored, access: "", grantCount: 0 },
      { ...declared, access: "", grantCount: 0 },
    );
    assert.match(stored.access, /^bi-admin +owner +all \(16 of 17 assets\)$/m);
    assert.match(failure.reasons.join(), /\d+ of \d+ steps failed for access of namespace default/);
    await updateAssetAccess(failure.id, stored, declared, context);
    assert.equal(await textOf(declared), declared.access);
  });

  it("takes out of the ledger what qsgov noted of names, once the stack has them: who names one later means what it is called then", async () => {
    const server = await startKeyServer();
    try {
      Object.assign(process.env, server.environment);
      const folders = [["dashboard", "Costs", "d1"]];
      const meant = { access: [["dashboard", "Sales", "d1"]], folders };
      server.put("locks/default.json", JSON.stringify({ leaseMs: 0, ledger: { meant } }));
      const locked = (count: number) => ({ ...critical(count), lockBucket: "governance" });
      await createAssetAccess(locked(2), context);
      const { ledger } = JSON.parse(server.objects.get("locks/default.json") ?? "{}") as {
        readonly ledger?: Pick<Ledger, "meant">;
      };
      assert.deepEqual(ledger?.meant, { folders });
    } finally {
      server.close();
    }
  });

  it("keeps an `all` in the state until it is wholly taken back", async () => {
    const olds = state(...sampleAccess);
    const news = { ...state(...sampleAccess.slice(0, 3), sampleAccess[4]), __provider: "code" };
    await createAssetAccess(olds, context);
    const given = approving(hashIn(await messageOf(updateAssetAccess("id", olds, news, context))));
    await world.setFaults({
      operation: "UpdateDataSetPermissions",
      nth: 1,
      error: "AccessDeniedException",
    });
    const failure = await updateAssetAccess("id", olds, news, given).catch(
      (error: unknown) => error,
    );
    assert.ok(failure instanceof PartialFailure);
    const kept = failure.properties as AssetAccessState;
    assert.match(kept.access, /^bi-admin +owner +all \(1 of 17 assets\)$/m);
    assert.equal(diffAssetAccess(kept, news).changes, true);
    await updateAssetAccess("id", kept, news, context);
    assert.match(await textOf(olds), /^bi-admin +owner +all \(0 of 17 assets\)$/m);
    assert.equal(await textOf(news), news.access);
  });

  it("keeps in the state what it may not have taken, when nobody can say what is there", async () => {
    const topics = ["one", "two"].map((id) => ({
      ...{ group: "critical", level: "viewer" as const, asset: { kind: "topic", id, name: id } },
    }));
    for (const id of ["one", "two"]) await createPlain.topic(world.data, id, id);
    const both = assetAccessState({ scope, dataRegion, grants: topics, guard: defaultGuard });
    const one = assetAccessState({
      ...{ scope, dataRegion, grants: topics.slice(0, 1), guard: defaultGuard },
    });
    await createAssetAccess(both, context);
    const error = "AccessDeniedException";
    await world.setFaults({ operation: "UpdateTopicPermissions", nth: 1, error });
    await world.setFaults({ operation: "ListTopics", nth: 2, error });
    const failure = await updateAssetAccess("id", both, one, context).catch(
      (thrown: unknown) => thrown,
    );
    assert.ok(failure instanceof PartialFailure);
    const stored = failure.properties as AssetAccessState;
    assert.deepEqual(grantsOf(stored), ["critical one", "critical two"]);
    await updateAssetAccess("id", stored, one, context);
    const { assets } = await readAccess(world.data, scope, ["topic"]);
    assert.deepEqual(
      assets.filter(({ grants }) => grants.length > 0).map(({ id }) => id),
      ["one"],
    );
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
