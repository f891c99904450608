import assert from "node:assert/strict";
import {
  CreateDashboardCommand,
  type DashboardVersionDefinition,
  DeleteDashboardCommand,
  DescribeDashboardCommand,
  ListDashboardVersionsCommand,
  ListTagsForResourceCommand,
  type QuickSightClient,
  UpdateDashboardCommand,
  UpdateDashboardPublishedVersionCommand,
} from "@aws-sdk/client-quicksight";
import {
  createDashboard,
  deleteDashboard,
  diffDashboard,
  readDashboardState,
  updateDashboard,
} from "../../providers/dashboardFromDefinitionHandlers.ts";
import type { DashboardState } from "../../providers/dashboardState.ts";
import { arn, createDataSet, createDataSource, tabulating } from "../simulator/support/assets.ts";
import { AwsAccountId, simulated } from "../simulator/support/simulated.ts";
import { callSimulator } from "../support/callSimulator.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";
import { partialFailureOf } from "../support/partialFailureOf.ts";

const region = "eu-west-1";
const context = { environment: {} };
const address = { AwsAccountId, DashboardId: "start" };
const id = `${AwsAccountId}/${region}/start`;
const showing = (ColumnName: string) => tabulating({ DataSetIdentifier: "sales", ColumnName });
const of = (ColumnName: string, more: Partial<DashboardState> = {}): DashboardState => ({
  ...{ version: 1, accountId: AwsAccountId, region, dashboardId: "start", name: "Start" },
  definition: JSON.stringify(showing(ColumnName)),
  ...{ tags: "{}", standing: "published", ...more },
});

describe("a dashboard from a definition", function () {
  this.timeout(60_000);
  keepEnvironment();
  const world = simulated();
  let client: QuickSightClient;
  before(() => {
    client = world.client();
    callSimulator(world.url());
  });
  beforeEach(async () => {
    await createDataSource(client, "db");
    await createDataSet(client, "sales");
  });

  const failure = async (run: Promise<unknown>) => {
    const { message, state } = await partialFailureOf(run);
    return { message, state: state as DashboardState };
  };
  const seen = async () => (await client.send(new DescribeDashboardCommand(address))).Dashboard;
  const versions = async () => {
    const { DashboardVersionSummaryList = [] } = await client.send(
      new ListDashboardVersionsCommand(address),
    );
    return DashboardVersionSummaryList.length;
  };
  const publishedNumber = async () => (await seen())?.Version?.VersionNumber;
  const read = async (state: DashboardState) =>
    (await readDashboardState(id, state, context)).props;
  const byHand = async (ColumnName: string, Name = "Start") => {
    const { VersionArn = "" } = await client.send(
      new UpdateDashboardCommand({ ...address, Name, Definition: showing(ColumnName) }),
    );
    const VersionNumber = Number(VersionArn.split("/").at(-1));
    await client.send(new UpdateDashboardPublishedVersionCommand({ ...address, VersionNumber }));
  };
  const fault = (rule: object) => world.control("POST", "/_sim/faults", rule);

  it("is made, built, tagged and published, and a refresh finds no difference", async () => {
    world.change({ assetDelayMs: 400 });
    const made = await createDashboard(of("amount", { tags: '{"owner":"bi"}' }), context);
    assert.equal(made.id, id);
    assert.equal((await seen())?.Version?.Status, "CREATION_SUCCESSFUL");
    const { Tags } = await client.send(
      new ListTagsForResourceCommand({ ResourceArn: arn("dashboard/start") }),
    );
    assert.deepEqual(Tags, [{ Key: "owner", Value: "bi" }]);
    assert.deepEqual(await read(made.outs), made.outs);
    assert.equal(diffDashboard(made.outs, of("amount", { tags: '{"owner":"bi"}' })).changes, false);
  });

  it("says by sheet, visual and column why it was not built, and the next run makes it anew", async () => {
    const { message, state } = await failure(createDashboard(of("profit"), context));
    assert.match(message, /version 1 of dashboard Start was not built/);
    assert.match(
      message,
      /Column profit not found in DataSet sales\. \[COLUMN_REPLACEMENT_MISSING\]/,
    );
    assert.match(message, /visual table, column profit/);
    assert.notEqual(state.standing, "published");
    const after = await read(state);
    assert.match(after?.standing ?? "", /CREATION_FAILED/);
    assert.equal(diffDashboard(after ?? state, of("profit")).changes, true);
    await updateDashboard(id, state, of("amount"), context);
    assert.equal(await publishedNumber(), 2);
    assert.equal((await read(of("amount")))?.standing, "published");
  });

  it("publishes a new version only when it was built; one that was not leaves the old one published", async () => {
    await createDashboard(of("amount"), context);
    const { message, state } = await failure(
      updateDashboard(id, of("amount"), of("profit"), context),
    );
    assert.match(message, /version 2 .* was not built[^]*what was published before stays/);
    assert.equal(await publishedNumber(), 1);
    assert.equal(state.definition, of("amount").definition);
    await updateDashboard(id, state, of("region"), context);
    assert.equal(await publishedNumber(), 3);
  });

  it("shows what somebody published in the console, by name, and puts it back without a new version", async () => {
    await createDashboard(of("amount"), context);
    await byHand("region", "Renamed");
    const drifted = await read(of("amount"));
    assert.equal(drifted?.name, "Renamed");
    assert.match(
      drifted.standing,
      /^version 2 is published, which is not of this definition \(Sheets\[0\]\.Visuals\[0\]\.TableVisual\.ChartConfiguration\..*\.ColumnName\)$/,
    );
    assert.equal(diffDashboard(drifted, of("amount")).changes, true);
    await updateDashboard(id, drifted, of("amount"), context);
    assert.equal((await seen())?.Name, "Start");
    await byHand("region");
    const again = await versions();
    await updateDashboard(id, of("amount", { standing: "other" }), of("amount"), context);
    assert.equal(await versions(), again);
    assert.equal((await read(of("amount")))?.standing, "published");
  });

  it("says that somebody published another also where its definition cannot be read", async () => {
    await createDashboard(of("amount"), context);
    await byHand("region");
    await fault({ operation: "DescribeDashboardDefinition", error: "AccessDenied" });
    assert.match(
      (await read(of("amount")))?.standing ?? "",
      /^version 2 is published, .*where it differs cannot be read: AccessDenied/,
    );
    await world.control("DELETE", "/_sim/faults");
  });

  it("names a visual that was added in the console", async () => {
    await createDashboard(of("amount"), context);
    const { Sheets = [], ...rest } = showing("amount");
    const [sheet] = Sheets;
    const Visuals = [...(sheet?.Visuals ?? []), { EmptyVisual: emptyVisual }];
    const Definition: DashboardVersionDefinition = {
      ...rest,
      Sheets: [{ SheetId: "sheet", ...sheet, Visuals }],
    };
    await client.send(new UpdateDashboardCommand({ ...address, Name: "Start", Definition }));
    await client.send(new UpdateDashboardPublishedVersionCommand({ ...address, VersionNumber: 2 }));
    assert.match(
      (await read(of("amount")))?.standing ?? "",
      /Sheets\[0\]\.Visuals: 2 in place of 1/,
    );
  });

  it("goes on where a run was killed that had made it, and tags it", async () => {
    await fault({ operation: "CreateDashboard", nth: 1, drop: true, after: true });
    await createDashboard(of("amount"), context);
    assert.equal(await versions(), 1);
    await createDashboard(of("amount"), context);
    assert.equal(await versions(), 1);
    // What it was tagged with meanwhile is not known, what it should be is.
    const wrong = of("profit", { tags: '{"owner":"bi"}' });
    const { state } = await failure(createDashboard(wrong, context));
    assert.equal(state.tags, "{}", "what was not done is seen by the next run");
    await createDashboard(of("amount", { tags: '{"owner":"bi"}' }), context);
    const { Tags } = await client.send(
      new ListTagsForResourceCommand({ ResourceArn: arn("dashboard/start") }),
    );
    assert.deepEqual(Tags, [{ Key: "owner", Value: "bi" }]);
  });

  it("goes on where a run was killed before it published", async () => {
    await createDashboard(of("amount"), context);
    await fault({ operation: "UpdateDashboardPublishedVersion", nth: 1, error: "AccessDenied" });
    await assert.rejects(updateDashboard(id, of("amount"), of("region"), context), /AccessDenied/);
    assert.deepEqual([await versions(), await publishedNumber()], [2, 1]);
    await updateDashboard(id, of("amount"), of("region"), context);
    assert.deepEqual([await versions(), await publishedNumber()], [2, 2]);
  });

  it("loses nothing whichever call fails, and a second run ends as one that was never disturbed", async () => {
    const operations = [
      ...["DescribeDashboard", "ListDashboardVersions", "UpdateDashboard"],
      "UpdateDashboardPublishedVersion",
    ];
    for (const operation of operations) {
      for (const after of [false, true]) {
        await client.send(new DeleteDashboardCommand(address)).catch(() => undefined);
        await createDashboard(of("amount"), context);
        const rule = { operation, error: "AccessDenied", after };
        await fault(rule);
        await assert.rejects(updateDashboard(id, of("amount"), of("region"), context), operation);
        await world.control("DELETE", "/_sim/faults");
        assert.equal((await seen())?.Version?.Status, "CREATION_SUCCESSFUL");
        await updateDashboard(id, of("amount"), of("region"), context);
        assert.equal((await read(of("region")))?.standing, "published");
        assert.equal(await versions(), 2);
      }
    }
  });

  it("stops waiting at a signal, says that QuickSight goes on, and the next run publishes that version", async () => {
    await createDashboard(of("amount"), context);
    world.change({ assetDelayMs: 1500 });
    const stopped = failure(updateDashboard(id, of("amount"), of("region"), context));
    setTimeout(() => process.emit("SIGTERM", "SIGTERM"), 500);
    const { message, state } = await stopped;
    assert.match(message, /stopped by SIGTERM: building dashboard Start goes on at QuickSight/);
    assert.equal(await publishedNumber(), 1);
    await updateDashboard(id, state, of("region"), context);
    assert.deepEqual([await versions(), await publishedNumber()], [2, 2]);
  });

  it("waits for the version of somebody else that is being built", async () => {
    await createDashboard(of("amount"), context);
    world.change({ assetDelayMs: 600 });
    const Definition = showing("amount");
    await client.send(new UpdateDashboardCommand({ ...address, Name: "Start", Definition }));
    await updateDashboard(id, of("amount"), of("region"), context);
    assert.equal(await publishedNumber(), 3);
  });

  it("touches no dashboard of that id that somebody else made", async () => {
    const Definition = showing("amount");
    await client.send(new CreateDashboardCommand({ ...address, Name: "Theirs", Definition }));
    await assert.rejects(
      createDashboard(of("region"), context),
      /there is a dashboard start that was not made by this program, and nothing of it is changed/,
    );
    assert.equal((await seen())?.Name, "Theirs");
    assert.equal(await versions(), 1);
  });

  it("is gone when it was deleted, is deleted once, and what cannot be read stops no refresh", async () => {
    await createDashboard(of("amount"), context);
    await fault({ operation: "DescribeDashboard", error: "AccessDenied" });
    assert.match((await read(of("amount")))?.standing ?? "", /^not known: AccessDenied/);
    await world.control("DELETE", "/_sim/faults");
    await deleteDashboard(of("amount"), context);
    assert.equal((await readDashboardState(id, of("amount"), context)).id, "");
    await deleteDashboard(of("amount"), context);
  });

  it("is another one in another Region, and changes its tags in place", async () => {
    await createDashboard(of("amount", { tags: '{"owner":"bi","env":"dev"}' }), context);
    const before = of("amount", { tags: '{"owner":"bi","env":"dev"}' });
    const after = of("amount", { tags: '{"owner":"data"}' });
    await updateDashboard(id, before, after, context);
    const { Tags } = await client.send(
      new ListTagsForResourceCommand({ ResourceArn: arn("dashboard/start") }),
    );
    assert.deepEqual(Tags, [{ Key: "owner", Value: "data" }]);
    const tagged = of("profit", { tags: '{"owner":"else"}' });
    const { state } = await failure(updateDashboard(id, after, tagged, context));
    assert.equal(state.tags, after.tags, "what was not done is seen by the next run");
    const elsewhere = of("amount", { region: "us-east-1" });
    assert.deepEqual(diffDashboard(before, elsewhere).replaces, ["region"]);
  });
});

const emptyVisual = { VisualId: "empty", DataSetIdentifier: "sales" };
