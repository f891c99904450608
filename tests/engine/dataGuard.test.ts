import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  CreateDashboardCommand,
  CreateDataSetCommand,
  DescribeDataSetCommand,
  DescribeDataSetPermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { approvalVariable } from "../../core/reconcile/approval.ts";
import { onDeployedSample } from "../support/onDeployedSample.ts";
import type { Sample, SampleSettings } from "../support/sample.ts";

const stack = "dev-default";

/**
 * What others have built on a tenant's data: a data set on its source, which the outputs invite to, and a dashboard on its data
 * set. A dashboard whose data set is deleted stays broken, also when one of the same id comes back (AWS user guide).
 */
describe("data that others use, and data that is protected, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;

  onDeployedSample(async (deployed) => {
    sample = deployed;
    const { accountId, region } = sample.aws;
    const client = sample.quickSight();
    const arn = (resource: string) => `arn:aws:quicksight:${region}:${accountId}:${resource}`;
    const InputColumns = [{ Name: "id", Type: "STRING" as const }];
    const DataSourceArn = arn("datasource/qsgov-default-sales");
    await client.send(
      new CreateDataSetCommand({
        ...{ AwsAccountId: accountId, DataSetId: "other-team", Name: "Other team's orders" },
        PhysicalTableMap: { t: { RelationalTable: { DataSourceArn, Name: "t", InputColumns } } },
        ImportMode: "DIRECT_QUERY",
      }),
    );
    const DataSetArn = arn("dataset/qsgov-default-revenue");
    await client.send(
      new CreateDashboardCommand({
        ...{ AwsAccountId: accountId, DashboardId: "board", Name: "Revenue of the year" },
        Definition: { DataSetIdentifierDeclarations: [{ Identifier: "r", DataSetArn }] },
      }),
    );
  });

  type Change = (data: Data) => void;
  interface Data {
    dataSources: Record<string, object>;
    dataSets: Record<string, Set>;
  }
  interface Set {
    rowRules?: { group: string; values?: object }[];
    columnRules?: object[];
    owners: string[];
  }
  const asked = (change: Change, said: RegExp, andThen?: (hash: string) => Promise<void>) =>
    sample.withSettings(
      stack,
      change as unknown as (settings: SampleSettings) => void,
      async () => {
        const preview = await sample.preview(stack);
        assert.notEqual(preview.code, 0, preview.stdout);
        assert.match(preview.stdout + preview.stderr, said);
        await sample.resetCalls();
        const { code, stdout, stderr } = await sample.up(stack);
        assert.notEqual(code, 0, stdout);
        assert.match(stdout + stderr, said);
        assert.deepEqual(sample.writes(), {});
        const hash = new RegExp(`${approvalVariable}=(\\w+)`).exec(stdout + stderr)?.[1] ?? "";
        await andThen?.(hash);
      },
    );

  it("asks before a data source goes that another team's data set is on, and then takes it", () =>
    asked(
      ({ dataSources, dataSets }) => {
        delete dataSources["sales"];
        delete dataSets["orders"];
      },
      /data-source "Sales warehouse" \(qsgov-default-sales\) would go and 1 asset uses it \(data-set "Other team's orders" \(other-team\)\)/,
      async (hash) => {
        const { code, stdout } = await sample.up(stack, { [approvalVariable]: hash });
        assert.equal(code, 0, stdout);
        assert.equal(sample.writes()["DeleteDataSource"], 1);
      },
    ));

  it("asks before the key of a data set is renamed, which would break the dashboard on it", () =>
    asked(({ dataSets }) => {
      const { revenue } = dataSets;
      assert.ok(revenue);
      dataSets["sales-figures"] = revenue;
      delete dataSets["revenue"];
    }, /data-set "Revenue" \(qsgov-default-revenue\) would go and 1 asset uses it \(dashboard "Revenue of the year" \(board\)\)[^[]*keep its key/));

  it("asks before rules of rows are taken off, or a group sees all of them", async () => {
    await asked(
      ({ dataSets }) => delete dataSets["revenue"]?.rowRules,
      /data-set "Revenue" \(qsgov-default-revenue\): everybody who may use it would see all rows;.*\[rows-opened\]/,
    );
    await asked(({ dataSets }) => {
      const rule = dataSets["revenue"]?.rowRules?.find(({ group }) => group === "usa");
      delete rule?.values;
    }, /: group usa would see all rows;.*\[rows-opened\]/);
  });

  it("names who will see more where that is everyday work, and does it unasked", () =>
    sample.withSettings(
      stack,
      ((data: Data) => {
        const { revenue } = data.dataSets;
        revenue?.rowRules?.push({ group: "pii", values: { country: "USA", city: "Boston" } });
      }) as unknown as (settings: SampleSettings) => void,
      async () => {
        const said =
          /people will see more of the data of this tenant:\s+- data-set "Revenue" \(qsgov-default-revenue\): group pii would see more rows: city Boston and country USA/;
        const preview = await sample.preview(stack);
        assert.equal(preview.code, 0, preview.stdout + preview.stderr);
        assert.match(preview.stdout + preview.stderr, said);
        const { code, stdout, stderr } = await sample.up(stack);
        assert.equal(code, 0, stdout + stderr);
        assert.match(stdout + stderr, said);
        const again = await sample.preview(stack);
        assert.doesNotMatch(again.stdout + again.stderr, /people will see more/);
      },
    ));

  it("asks before a column can be seen by everybody, or a group owns a protected set", async () => {
    await asked(
      ({ dataSets }) => delete dataSets["employees"]?.columnRules,
      /everybody who may use it would see employee_login;.*everybody who may use it would see employee_name; the limit.*\[columns-opened\]/,
    );
    await asked(
      ({ dataSets }) => dataSets["revenue"]?.owners.push("power-reader"),
      /group power-reader would own it, and so see all rows and columns;.*\[owners-past-rules\]/,
    );
  });

  it("warns in a preview that it may not look who uses what goes, and an update ends with that", () =>
    sample.withSettings(
      stack,
      ({ dataSets }) => delete dataSets["employees"],
      async () => {
        await fetch(`${sample.aws.simulator.url}/_sim/faults`, {
          method: "POST",
          body: JSON.stringify([
            { operation: "ListTopics", every: 1, error: "UnsupportedUserEditionException" },
          ]),
        });
        const said =
          /tenant\.dataSets: who uses what would go \(arn:\S+:dataset\/qsgov-default-employees\) cannot be found out \(Unsupported/;
        const preview = await sample.preview(stack);
        assert.match(preview.stdout + preview.stderr, said);
        await sample.resetCalls();
        const { code, stdout, stderr } = await sample.up(stack);
        assert.notEqual(code, 0);
        assert.match(stdout + stderr, said);
        assert.doesNotMatch(stdout + stderr, /at .*\.ts:\d+/, "no stack trace");
        assert.deepEqual(sample.writes(), {});
      },
    ));

  it("takes what nobody uses without a question", () =>
    sample.withSettings(
      stack,
      ({ dataSets }) => delete dataSets["employees"],
      async () => {
        await sample.resetCalls();
        const { code, stdout, stderr } = await sample.up(stack);
        assert.equal(code, 0, stdout + stderr);
        assert.equal(sample.writes()["DeleteDataSet"], 1);
      },
    ));

  it("takes rights also while data files are wrong, and says of what it cannot take who still has it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "data-file-"));
    const file = join(folder, "wrong.csv");
    await writeFile(file, "city,country,revenue\nLondon,GBR,1\n");
    const change = (({ dataSources, dataSets }: Data) => {
      Object.assign(dataSources["revenue"] ?? {}, { file });
      Object.assign(dataSources["employees"] ?? {}, { file });
      const { revenue, employees } = dataSets;
      assert.ok(revenue !== undefined && employees !== undefined);
      revenue.rowRules = revenue.rowRules?.filter(({ group }) => group !== "mex") ?? [];
      Object.assign(revenue, {
        viewers: [],
        columnRules: [{ columns: ["employee_name"], groups: ["bi-admin"] }],
      });
      Object.assign(employees, {
        viewers: [],
        columns: ["country", "city", "employee_name"],
        columnRules: [{ columns: ["employee_name"], groups: ["bi-admin"] }],
      });
    }) as unknown as (settings: SampleSettings) => void;
    const late =
      /tenant\.dataSets\.employees: stays as it is until .*: group pii still sees column employee_name/;
    try {
      await sample.withSettings(stack, change, async () => {
        const before = await sightOf("revenue");
        assert.deepEqual(before.users, ["bi-admin", "bi-developer", "critical", "power-reader"]);
        const preview = await sample.preview(stack);
        assert.equal(preview.code, 0, preview.stdout + preview.stderr);
        assert.match(preview.stdout + preview.stderr, late);
        const { code, stdout, stderr } = await sample.up(stack);
        assert.notEqual(code, 0, stdout);
        assert.match(stdout + stderr, /wrong\.csv:1: /);
        assert.match(stdout + stderr, late);
        const users = ["bi-admin", "bi-developer", "power-reader"];
        const revenue = await sightOf("revenue");
        assert.deepEqual(revenue, {
          ...{ users, rows: before.rows, columns: ["bi-admin"] },
          rules: before.rules?.filter((rule) => !rule.includes("mex")),
        });
        const employees = await sightOf("employees");
        assert.deepEqual(employees.users, users);
        assert.deepEqual(employees.columns, ["bi-admin", "pii"]);
        // The second run has nothing left to take, and fails for the files only.
        await sample.resetCalls();
        assert.notEqual((await sample.up(stack)).code, 0);
        assert.deepEqual(sample.writes(), {});
      });
      const { code, stdout, stderr } = await sample.up(stack);
      assert.equal(code, 0, stdout + stderr);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("publishes no data file that was changed after it was checked, and writes nothing", async () => {
    const folder = await mkdtemp(join(tmpdir(), "data-file-"));
    const file = join(folder, "revenue.csv");
    const right = await readFile("data/fact_revenue.csv", "utf8");
    await writeFile(file, `${right.trimEnd()}\nNOR,Oslo,Kari Nordmann,4711\n`);
    const change = (({ dataSources }: Data) => {
      Object.assign(dataSources["revenue"] ?? {}, { file });
    }) as unknown as (settings: SampleSettings) => void;
    try {
      await sample.withSettings(stack, change, async () => {
        await sample.resetCalls();
        const running = sample.up(stack);
        // The first thing that is asked of QuickSight, and files have been read by then.
        while (sample.aws.simulator.calls()["DescribeAccountSubscription"] === undefined) {
          await setTimeout(20);
        }
        await writeFile(file, "revenue,employee_name,city,country\n4711,Kari Nordmann,Oslo,NOR\n");
        const { code, stdout, stderr } = await running;
        assert.notEqual(code, 0, stdout);
        assert.match(
          stdout + stderr,
          /tenant\.dataSources\.revenue\.file: \S+revenue\.csv was changed since it was checked; /,
        );
        assert.deepEqual(sample.writes(), {});
      });
      const { code, stdout, stderr } = await sample.up(stack);
      assert.equal(code, 0, stdout + stderr);
      assert.equal(sample.writes()["UpdateDataSet"], undefined, "the file of before is there");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  /** Who may use a data set of the tenant, which rows it has, by which rules, and who sees its protected columns. */
  async function sightOf(name: string) {
    const { accountId: AwsAccountId, region, simulator } = sample.aws;
    const client = sample.quickSight();
    const id = { AwsAccountId, DataSetId: `qsgov-default-${name}` };
    const groupOf = (principal = "") => principal.replace(/^.*quicksight-fed-/, "");
    const { Permissions = [] } = await client.send(new DescribeDataSetPermissionsCommand(id));
    const { DataSet } = await client.send(new DescribeDataSetCommand(id));
    const shown = await fetch(`${simulator.url}/_sim/state`);
    const { regions } = (await shown.json()) as {
      regions: Record<string, { dataSets: Record<string, { spiceRows?: string[][] }> }>;
    };
    const rowsOf = (set: string) => regions[region]?.dataSets[set]?.spiceRows;
    return {
      users: Permissions.map(({ Principal }) => groupOf(Principal)).sort(),
      columns: (DataSet?.ColumnLevelPermissionRules?.[0]?.Principals ?? []).map(groupOf).sort(),
      rows: rowsOf(id.DataSetId)?.length,
      rules: rowsOf(`${id.DataSetId}-rules`)?.map((row) => row.join(" ")),
    };
  }
});
