import assert from "node:assert/strict";
import {
  ConflictException,
  CreateAnalysisCommand,
  DeleteAnalysisCommand,
  DeleteDashboardCommand,
  DescribeAnalysisCommand,
  DescribeAnalysisDefinitionCommand,
  DescribeDashboardCommand,
  DescribeDashboardDefinitionCommand,
  InvalidParameterValueException,
  ListAnalysesCommand,
  ListDashboardsCommand,
  ListDashboardVersionsCommand,
  ResourceNotFoundException,
  RestoreAnalysisCommand,
  UpdateAnalysisCommand,
  UpdateDashboardCommand,
  UpdateDashboardPublishedVersionCommand,
} from "@aws-sdk/client-quicksight";
import type { DescribeDashboardCommandInput } from "@aws-sdk/client-quicksight";
import {
  arn,
  createDashboard,
  createDataSet,
  createDataSource,
  showing,
  tabulating,
} from "./support/assets.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const kpi = { AwsAccountId, DashboardId: "kpi" };
const draft = { AwsAccountId, AnalysisId: "draft" };
const wrong = (call: Promise<unknown>, message: RegExp) =>
  refused(call, InvalidParameterValueException, { status: 400, message });

describe("simulator: dashboards", () => {
  const { client, reset } = simulated();
  const describeKpi = async (more: Partial<DescribeDashboardCommandInput> = {}) =>
    (await client().send(new DescribeDashboardCommand({ ...kpi, ...more }))).Dashboard;
  const update = (Name = "KPIs", Definition = showing()) =>
    client().send(new UpdateDashboardCommand({ ...kpi, Name, Definition }));
  const publish = (VersionNumber: number) =>
    client().send(new UpdateDashboardPublishedVersionCommand({ ...kpi, VersionNumber }));

  it("are created over time", async () => {
    reset({ assetDelayMs: 50 });
    await createDashboard(client(), "kpi");
    assert.equal((await describeKpi())?.Version?.Status, "CREATION_IN_PROGRESS");
    await refused(update(), ConflictException, { status: 409 });
    await new Promise((resolve) => setTimeout(resolve, 70));
    assert.equal((await describeKpi())?.Version?.Status, "CREATION_SUCCESSFUL");
  });

  it("fail later on data sets that do not exist", async () => {
    await createDashboard(client(), "kpi", { Definition: showing("sales") });
    const version = (await describeKpi())?.Version;
    assert.equal(version?.Status, "CREATION_FAILED");
    assert.equal(version.Errors?.[0]?.Type, "DATA_SET_NOT_FOUND");
  });

  it("fail later on a data set that is not declared, and on a column that it lacks", async () => {
    await createDataSource(client(), "db");
    await createDataSet(client(), "sales");
    const shows = (DataSetIdentifier: string, ColumnName: string) =>
      tabulating({ DataSetIdentifier, ColumnName });
    await createDashboard(client(), "kpi", { Definition: shows("sales", "amount") });
    assert.equal((await describeKpi())?.Version?.Status, "CREATION_SUCCESSFUL");
    await update("KPIs", shows("sales", "profit"));
    const latest = async () => (await describeKpi({ AliasName: "$LATEST" }))?.Version;
    const lacking = await latest();
    assert.equal(lacking?.Status, "CREATION_FAILED");
    const [error] = lacking.Errors ?? [];
    assert.equal(error?.Type, "COLUMN_REPLACEMENT_MISSING");
    assert.match(error.Message ?? "", /profit/);
    const at =
      "/TableVisual/ChartConfiguration/FieldWells/TableUnaggregatedFieldWells/Values/0/Column";
    assert.deepEqual(error.ViolatedEntities, [{ Path: `/Sheets/0/Visuals/0${at}` }]);
    await update("KPIs", shows("orders", "amount"));
    assert.deepEqual(
      (await latest())?.Errors?.map(({ Type }) => Type),
      ["SOURCE_NOT_FOUND"],
    );
    assert.equal((await describeKpi())?.Version?.VersionNumber, 1);
  });

  it("take a column that the definition itself makes, and do not look at columns leniently", async () => {
    await createDataSource(client(), "db");
    await createDataSet(client(), "sales");
    const made = { DataSetIdentifier: "sales", Name: "profit", Expression: "{amount}" };
    const shown = tabulating({ DataSetIdentifier: "sales", ColumnName: "profit" });
    await createDashboard(client(), "kpi", { Definition: { ...shown, CalculatedFields: [made] } });
    assert.equal((await describeKpi())?.Version?.Status, "CREATION_SUCCESSFUL");
    const lenient = { ValidationStrategy: { Mode: "LENIENT" as const } };
    await createDashboard(client(), "other", { Definition: shown, ...lenient });
    const { Dashboard } = await client().send(
      new DescribeDashboardCommand({ AwsAccountId, DashboardId: "other" }),
    );
    assert.equal(Dashboard?.Version?.Status, "CREATION_SUCCESSFUL");
  });

  it("are made of a definition or a template, not of both or none", async () => {
    await createDataSource(client(), "db");
    await createDataSet(client(), "sales");
    const Arn = arn("template/kpi");
    const reference = { DataSetPlaceholder: "s", DataSetArn: arn("dataset/sales") };
    const SourceEntity = { SourceTemplate: { Arn, DataSetReferences: [reference] } };
    await wrong(createDashboard(client(), "kpi", { SourceEntity }), /Exactly one/);
    await wrong(createDashboard(client(), "kpi", { Definition: undefined }), /Exactly one/);
    await createDashboard(client(), "kpi", { SourceEntity, Definition: undefined });
    const version = (await describeKpi())?.Version;
    assert.equal(version?.SourceEntityArn, Arn);
    assert.deepEqual(version.DataSetArns, [arn("dataset/sales")]);
  });

  it("show a new version only once it is published", async () => {
    await createDashboard(client(), "kpi");
    await update();
    assert.equal((await describeKpi())?.Version?.VersionNumber, 1);
    assert.equal((await describeKpi({ AliasName: "$LATEST" }))?.Version?.VersionNumber, 2);
    await publish(2);
    assert.equal((await describeKpi())?.Version?.VersionNumber, 2);
    const { DashboardSummaryList } = await client().send(
      new ListDashboardsCommand({ AwsAccountId }),
    );
    assert.equal(DashboardSummaryList?.[0]?.PublishedVersionNumber, 2);
    const { DashboardVersionSummaryList: versions } = await client().send(
      new ListDashboardVersionsCommand(kpi),
    );
    assert.deepEqual(
      versions?.map(({ VersionNumber }) => VersionNumber),
      [1, 2],
    );
  });

  it("do not publish a version that failed or does not exist", async () => {
    await createDashboard(client(), "kpi");
    await update("KPIs", showing("missing"));
    await wrong(publish(2), /CREATION_FAILED/);
    await refused(publish(3), ResourceNotFoundException, { status: 404 });
  });

  it("show their definition", async () => {
    await createDashboard(client(), "kpi");
    const { Definition } = await client().send(new DescribeDashboardDefinitionCommand(kpi));
    assert.deepEqual(Definition, showing());
  });

  it("are deleted as a whole or by version", async () => {
    await createDashboard(client(), "kpi");
    await update();
    const remove = (VersionNumber?: number) =>
      client().send(new DeleteDashboardCommand({ ...kpi, VersionNumber }));
    await wrong(remove(1), /published/);
    await remove(2);
    await refused(describeKpi({ VersionNumber: 2 }), ResourceNotFoundException, { status: 404 });
    await remove();
    await refused(describeKpi(), ResourceNotFoundException, { status: 404 });
  });
});

describe("simulator: analyses", () => {
  const { client, reset } = simulated();
  const create = () =>
    client().send(new CreateAnalysisCommand({ ...draft, Name: "Draft", Definition: showing() }));
  const describeDraft = async () =>
    (await client().send(new DescribeAnalysisCommand(draft))).Analysis;
  const remove = (more: object = {}) =>
    client().send(new DeleteAnalysisCommand({ ...draft, ...more }));

  it("are created and changed over time", async () => {
    reset({ assetDelayMs: 50 });
    await create();
    assert.equal((await describeDraft())?.Status, "CREATION_IN_PROGRESS");
    const change = () =>
      client().send(
        new UpdateAnalysisCommand({ ...draft, Name: "Final", Definition: showing("missing") }),
      );
    await refused(change(), ConflictException, { status: 409 });
    await new Promise((resolve) => setTimeout(resolve, 70));
    await change();
    await new Promise((resolve) => setTimeout(resolve, 70));
    const changed = await describeDraft();
    assert.deepEqual([changed?.Name, changed?.Status], ["Final", "UPDATE_FAILED"]);
    const { Definition } = await client().send(new DescribeAnalysisDefinitionCommand(draft));
    assert.deepEqual(Definition, showing("missing"));
  });

  it("can be restored after they were deleted", async () => {
    await create();
    await remove({ RecoveryWindowInDays: 7 });
    const { AnalysisSummaryList } = await client().send(new ListAnalysesCommand({ AwsAccountId }));
    assert.equal(AnalysisSummaryList?.[0]?.Status, "DELETED");
    await refused(remove(), ConflictException, { status: 409 });
    await client().send(new RestoreAnalysisCommand(draft));
    assert.equal((await describeDraft())?.Status, "CREATION_SUCCESSFUL");
    await refused(client().send(new RestoreAnalysisCommand(draft)), ConflictException, {
      status: 409,
    });
  });

  it("are gone when they are deleted by force", async () => {
    await create();
    await wrong(remove({ RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true }), /together/);
    await remove({ ForceDeleteWithoutRecovery: true });
    await refused(describeDraft(), ResourceNotFoundException, { status: 404 });
  });
});
