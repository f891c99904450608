import assert from "node:assert/strict";
import {
  CreateDashboardCommand,
  DescribeDashboardCommand,
  type CreateDataSetCommandInput,
} from "@aws-sdk/client-quicksight";
import fc from "fast-check";
import { landingDefinition } from "../../../core/landing/landingDefinition.ts";
import {
  landingColumns,
  landingFile,
  landingRows,
  type ListedGrant,
} from "../../../core/landing/landingRows.ts";
import { landingDashboardId } from "../../../core/settings/landingPage.ts";
import { landingSettings } from "../../../core/settings/landingSettings.ts";
import { arn, createDataSet, createDataSource, table } from "../../simulator/support/assets.ts";
import { AwsAccountId, simulated } from "../../simulator/support/simulated.ts";

const landing = landingSettings.parse({ contact: "BI desk, bi@oktank.com" });
const dashboard = (id: string, name = id) => ({ kind: "dashboard", id, name });
const groups = { sales: { description: "Everybody in sales" }, hr: {}, newcomers: {} };
const listed = (grants: readonly ListedGrant[], more: object = {}) =>
  landingRows({
    ...{ namespace: "default", region: "eu-west-1", groups, grants },
    landing: { ...landing, ...more },
  });

describe("what the landing page lists", () => {
  it("is a row for each dashboard and group, with how to get in", () => {
    const rows = listed([
      { group: "sales", asset: dashboard("kpi", "KPIs") },
      { group: "hr", asset: dashboard("kpi", "KPIs") },
      { group: "*", asset: dashboard("news", "News") },
    ]);
    assert.deepEqual(
      rows.map((row) => [row.dashboard, row.group, row.about, row.joining]),
      [
        ["KPIs", "hr", "", "Ask BI desk, bi@oktank.com to be put into hr"],
        ["KPIs", "sales", "Everybody in sales", "Ask BI desk, bi@oktank.com to be put into sales"],
        ["News", "Everybody", "", ""],
      ],
    );
    assert.equal(rows[0]?.link, "https://eu-west-1.quicksight.aws.amazon.com/sn/dashboards/kpi");
  });

  it("has one row for groups that open every dashboard, and none for other kinds, itself and newcomers", () => {
    const rows = listed(
      [
        { group: "sales", all: true },
        { group: "hr", all: "topic" },
        { group: "hr", asset: { kind: "topic", id: "t", name: "T" } },
        { group: "*", asset: dashboard(landingDashboardId("default")) },
        { group: "newcomers", asset: dashboard("kpi") },
      ],
      { newcomers: "newcomers" },
    );
    assert.deepEqual(
      rows.map((row) => [row.dashboard, row.group, row.link]),
      [["All dashboards", "sales", ""]],
    );
  });

  it("is what the setting names, by name or id, and says so where there is nothing", () => {
    const grants = [
      { group: "sales", asset: dashboard("kpi", "KPIs") },
      { group: "sales", asset: dashboard("old", "Old") },
      { group: "hr", all: true as const },
    ];
    const named = (dashboards: string[]) =>
      listed(grants, { dashboards }).map((row) => row.dashboard);
    assert.deepEqual(named(["KPIs"]), ["KPIs"]);
    assert.deepEqual(named(["old"]), ["Old"]);
    assert.deepEqual(named(["gone"]), ["There are no dashboards yet"]);
  });

  it("is the same file for the same access, in whatever order it comes", () => {
    const grant = fc.record({
      group: fc.constantFrom("sales", "hr", "*"),
      asset: fc.constantFrom(...["a", "b", "c"].map((id) => dashboard(id, id === "c" ? "a" : id))),
    });
    fc.assert(
      fc.property(fc.array(grant), fc.array(grant), (some, others) => {
        const one = landingFile(listed([...some, ...others]));
        assert.equal(landingFile(listed([...others, ...some, ...others])), one);
        assert.equal(one.split("\n")[0], landingColumns.join(","));
      }),
    );
  });

  it("has names that break no line and no field", () => {
    const [row] = listed([{ group: "sales", asset: dashboard("x", `a\n"b",${"c".repeat(3000)}`) }]);
    assert.ok((row?.dashboard.length ?? 0) < 600);
    assert.doesNotMatch(row?.dashboard ?? "", /\n/);
  });

  it("has an id of its own in each namespace", () => {
    const names = ["a.b", "a_b", "a__b", "a_-b", "a-b"];
    const ids = names.map(landingDashboardId);
    assert.equal(new Set(ids).size, names.length);
    for (const id of ids) assert.match(id, /^[\w-]+$/);
  });
});

describe("the landing page", () => {
  const { client, reset } = simulated();
  type Sheet = NonNullable<ReturnType<typeof landingDefinition>["Sheets"]>[number];
  const dataSetArn = arn("dataset/rows");
  const sheetOf = (settings: typeof landing): Sheet => {
    const [sheet] = landingDefinition(settings, dataSetArn).Sheets ?? [];
    assert.ok(sheet);
    return sheet;
  };

  it("is a definition that the API takes, over the columns of its data set, whatever is written on it", async () => {
    const words = fc.string({ minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        words,
        words,
        fc.option(words, { nil: undefined }),
        async (title, contact, text) => {
          reset({});
          await createDataSource(client(), "db");
          const columns = table(...landingColumns) as Partial<CreateDataSetCommandInput>;
          await createDataSet(client(), "rows", columns as object);
          const settings = { ...landing, title, contact, text };
          const address = { AwsAccountId, DashboardId: landingDashboardId("default") };
          const Definition = landingDefinition(settings, dataSetArn);
          await client().send(new CreateDashboardCommand({ ...address, Name: title, Definition }));
          const { Dashboard } = await client().send(new DescribeDashboardCommand(address));
          assert.deepEqual(Dashboard?.Version?.Errors, []);
          assert.equal(Dashboard.Version.Status, "CREATION_SUCCESSFUL");
        },
      ),
      { numRuns: 20 },
    );
  });

  it("lays out everything that is on it, each once and over nothing else", () => {
    for (const text of [undefined, "Ask us."]) {
      const { Visuals = [], TextBoxes = [], Layouts = [] } = sheetOf({ ...landing, text });
      const elements = Layouts[0]?.Configuration?.GridLayout?.Elements ?? [];
      const shown = [
        ...TextBoxes.map(({ SheetTextBoxId }) => SheetTextBoxId),
        ...Visuals.map(({ TableVisual }) => TableVisual?.VisualId),
      ];
      assert.deepEqual(elements.map(({ ElementId }) => ElementId).sort(), shown.sort());
      let free = 0;
      for (const { RowIndex = 0, RowSpan = 0, ColumnIndex = 0, ColumnSpan = 0 } of elements) {
        assert.ok(RowIndex >= free && ColumnIndex + ColumnSpan <= 36);
        free = RowIndex + RowSpan;
      }
    }
  });

  it("has headings in words, a title and a text for who does not see it, and escapes what is written", () => {
    const { Visuals = [], TextBoxes = [] } = sheetOf({ ...landing, title: "R&D <start>" });
    const visual = Visuals[0]?.TableVisual;
    assert.ok(visual?.VisualContentAltText);
    assert.equal(visual.Title?.Visibility, "VISIBLE");
    const options = visual.ChartConfiguration?.FieldOptions?.SelectedFieldOptions ?? [];
    assert.deepEqual(
      options.map(({ CustomLabel }) => CustomLabel),
      ["Dashboard", "Link", "Group", "About the group", "How to get in", "Whom to ask"],
    );
    assert.match(TextBoxes[0]?.Content ?? "", /R&amp;D &lt;start&gt;/);
  });
});
