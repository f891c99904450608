import assert from "node:assert/strict";
import {
  CreateRefreshScheduleCommand,
  type DataSet,
  DescribeDataSetCommand,
  ListRefreshSchedulesCommand,
  type QuickSightClient,
  UpdateDataSetCommand,
} from "@aws-sdk/client-quicksight";
import { approvalVariable } from "../../core/reconcile/approval.ts";
import { previewNothing } from "../support/previewNothing.ts";
import { onDeployedSample } from "../support/onDeployedSample.ts";
import type { Sample, SampleSettings } from "../support/sample.ts";

const stack = "dev-default";

/** What a settings file may hold, which is read by the program. */
type Anything = Record<string, unknown>;

/** The deployer's rights on schedules, and on data sets for others, which the list of the sample's stack does not have, as it has none. */
async function giveRights(sample: Sample): Promise<void> {
  const Action = [
    ...["quicksight:*RefreshSchedule*", "quicksight:*DataSetRefreshProperties"],
    ...["quicksight:PassDataSet", "quicksight:CreateDataSet", "quicksight:PassDataSource"],
  ];
  const Statement = [{ Effect: "Allow", Action, Resource: "*" }];
  await sample.addRights("schedules", { Version: "2012-10-17", Statement });
}

/** Data sets of more than a table, as they come to QuickSight. */
describe("data sets, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;
  let client: QuickSightClient;

  onDeployedSample(async (deployed) => {
    sample = deployed;
    client = sample.quickSight();
    await giveRights(sample);
  });

  const describeSet = async (name: string): Promise<DataSet> => {
    const key = { AwsAccountId: sample.aws.accountId, DataSetId: `qsgov-default-${name}` };
    return (await client.send(new DescribeDataSetCommand(key))).DataSet ?? {};
  };
  const columnsOf = async (name: string) =>
    (await describeSet(name)).OutputColumns?.map(({ Name, Type }) => `${Name}: ${Type ?? "?"}`);
  const withSets = (
    change: (dataSets: Record<string, Anything>) => void,
    run: () => Promise<void>,
  ) =>
    sample.withSettings(
      stack,
      (settings: SampleSettings) => {
        change(settings.dataSets);
      },
      run,
    );
  const up = async (environment?: Record<string, string>) => {
    const { code, stdout, stderr } = await sample.up(stack, environment);
    assert.equal(code, 0, stderr + stdout);
    return stdout + stderr;
  };

  it("have numbers, new names and calculated columns of a file, with rules on these", async () => {
    const change = (dataSets: Record<string, Anything>) => {
      const { revenue = {} } = dataSets;
      revenue["columns"] = [
        { name: "country", description: "Where it was sold" },
        { name: "city", as: "Town" },
        "employee_name",
        { name: "revenue", as: "revenue text", output: false },
      ];
      revenue["calculated"] = {
        revenue: { expression: "parseDecimal(replace({revenue text}, ',', ''))", type: "DECIMAL" },
        size: { expression: "ifelse({revenue} > 500000000, 'large', 'small')", type: "STRING" },
      };
      revenue["rowRules"] = [
        { group: "usa", values: { country: "USA", size: "large" } },
        { group: "gbr", values: { country: "GBR", Town: "London" } },
        { group: "mex", values: { country: "MEX" } },
        { group: "all-countries" },
      ];
    };
    await withSets(change, async () => {
      await up();
      assert.deepEqual(await columnsOf("revenue"), [
        ...["country: STRING", "Town: STRING", "employee_name: STRING", "revenue: ?", "size: ?"],
      ]);
      await previewNothing(sample, stack);
      // Somebody takes the calculated columns out by hand, and the rules that filter on them.
      const found = await describeSet("revenue");
      const LogicalTableMap = Object.fromEntries(
        Object.entries(found.LogicalTableMap ?? {}).map(([id, { DataTransforms: _, ...rest }]) => [
          id,
          rest,
        ]),
      );
      const input = {
        AwsAccountId: sample.aws.accountId,
        DataSetId: found.DataSetId,
        ...{ Name: found.Name, PhysicalTableMap: found.PhysicalTableMap, LogicalTableMap },
        ImportMode: found.ImportMode,
      };
      await client.send(new UpdateDataSetCommand(input));
      await up();
      assert.equal((await columnsOf("revenue"))?.length, 5);
      assert.notEqual((await describeSet("revenue")).RowLevelPermissionDataSet, undefined);
    });
  });

  it("ask where a column that a rule names gets another name, without the rule", async () => {
    const change = (dataSets: Record<string, Anything>) => {
      const { revenue = {} } = dataSets;
      revenue["columns"] = ["country", "city", { name: "employee_name", as: "sold by" }, "revenue"];
      delete revenue["columnRules"];
    };
    await withSets(change, async () => {
      const { code, stdout, stderr } = await sample.preview(stack);
      assert.notEqual(code, 0, stdout);
      assert.match(
        stdout + stderr,
        /everybody who may use it would see sold by, which was employee_name/,
      );
      const hash = new RegExp(`${approvalVariable}=(\\w+)`).exec(stdout + stderr)?.[1] ?? "";
      await up({ [approvalVariable]: hash });
      await previewNothing(sample, stack);
    });
  });

  it("are loaded again when the settings say so, beside what somebody made by hand", async () => {
    const key = { AwsAccountId: sample.aws.accountId, DataSetId: "qsgov-default-orders" };
    const list = async () => {
      const { RefreshSchedules = [] } = await client.send(new ListRefreshSchedulesCommand(key));
      return RefreshSchedules.map((one) => {
        const { Interval, TimeOfTheDay, Timezone } = one.ScheduleFrequency ?? {};
        return [one.ScheduleId, one.RefreshType, Interval, TimeOfTheDay, Timezone].join(" ");
      }).sort();
    };
    const daily = { interval: "DAILY", time: "05:20", timezone: "America/Toronto" };
    const half = { interval: "MINUTE30", type: "INCREMENTAL_REFRESH" };
    const change = (schedules: object[], more: object) => (dataSets: Record<string, Anything>) =>
      Object.assign(dataSets["orders"] ?? {}, { import: "SPICE", refresh: schedules, ...more });
    const incremental = { column: "ordered_at", size: 2, unit: "DAY" };
    const start = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
    await withSets(change([{ ...daily, start }, half], { incremental }), async () => {
      await up();
      assert.deepEqual(await list(), [
        "qsgov-daily FULL_REFRESH DAILY 05:20 America/Toronto",
        "qsgov-minute30 INCREMENTAL_REFRESH MINUTE30  UTC",
      ]);
      await previewNothing(sample, stack);
    });
    const byHand = (ScheduleId: string) =>
      client.send(
        new CreateRefreshScheduleCommand({
          ...key,
          Schedule: {
            ...{ ScheduleId, RefreshType: "FULL_REFRESH" },
            ScheduleFrequency: { Interval: "WEEKLY", RefreshOnDay: { DayOfWeek: "MONDAY" } },
          },
        }),
      );
    await byHand("monday");
    // One that a run made which was killed before it was in the state.
    await byHand("qsgov-weekly");
    const weekly = { interval: "WEEKLY", day: "MONDAY", time: "01:00" };
    // The start is past by now, as far as the settings say.
    const past = { ...daily, start: "2020-01-01T00:00" };
    await withSets(change([past, weekly], {}), async () => {
      const said = await up();
      assert.match(
        said,
        /orders\.refresh: a schedule that somebody made by hand stays as well \(monday\)/,
      );
      assert.match(said, /takes up what an earlier run made.*schedule qsgov-weekly/);
      await up();
      assert.deepEqual(await list(), [
        "monday FULL_REFRESH WEEKLY  ",
        "qsgov-daily FULL_REFRESH DAILY 05:20 America/Toronto",
        "qsgov-weekly FULL_REFRESH WEEKLY 01:00 UTC",
      ]);
      await previewNothing(sample, stack);
    });
    // Without the setting ours go, and what somebody made stays.
    await withSets(change([daily], { refresh: undefined }), async () => {
      await up();
      assert.deepEqual(await list(), ["monday FULL_REFRESH WEEKLY  "]);
    });
  });

  it("are on another data set, made after it, and asked about where they have not its rules", async () => {
    const lines: Anything = {
      ...{ name: "Towns", dataSet: "revenue", owners: ["bi-admin"], viewers: ["critical"] },
      columns: ["country", "city"],
      allRows: ["bi-admin", "bi-developer"],
    };
    await withSets(
      (dataSets) => (dataSets["a-towns"] = lines),
      async () => {
        const { code, stdout, stderr } = await sample.preview(stack);
        assert.notEqual(code, 0, stdout);
        assert.match(
          stdout + stderr,
          /data-set "Towns" \(qsgov-default-a-towns\), which is on data-set "Revenue" \(qsgov-default-revenue\): everybody who may use it would see all rows/,
        );
      },
    );
    const ruled = (dataSets: Record<string, Anything>) => {
      dataSets["a-towns"] = { ...lines, rowRules: dataSets["revenue"]?.["rowRules"] };
    };
    await withSets(ruled, async () => {
      await up();
      assert.deepEqual(await columnsOf("a-towns"), ["country: STRING", "city: STRING"]);
      const { LogicalTableMap = {} } = await describeSet("a-towns");
      const [table] = Object.values(LogicalTableMap);
      assert.match(table?.Source?.DataSetArn ?? "", /dataset\/qsgov-default-revenue$/);
      await previewNothing(sample, stack);
    });
  });
});
