import assert from "node:assert/strict";
import { DescribeDataSetCommand } from "@aws-sdk/client-quicksight";
import { approvalVariable } from "../../core/reconcile/approval.ts";
import { previewNothing } from "../support/previewNothing.ts";
import { readAs } from "../support/readAs.ts";
import { onDeployedSample } from "../support/onDeployedSample.ts";
import type { Sample, SampleSettings } from "../support/sample.ts";

const stack = "dev-default";
const stephen = "StephenMoretz@oktank.com";
const trinh = "TrinhHartmann@oktank.com";

interface Set {
  columns: (string | { name: string; label?: string })[];
  columnRules?: object[];
  tagRules?: object;
}

describe("columns by labels and rows by tags, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;
  onDeployedSample((deployed) => {
    sample = deployed;
  });

  const change = (edit: (sets: Record<string, Set>, settings: object) => void) => {
    return (settings: SampleSettings) => {
      edit(settings.dataSets as unknown as Record<string, Set>, settings);
    };
  };
  /** Personal data of both files, in place of the rules of each. */
  const labelled = (groups: string[], { unlabelled = "" } = {}) =>
    change(({ revenue, employees }, settings) => {
      assert.ok(revenue !== undefined && employees !== undefined);
      Object.assign(settings, { labels: { pii: { groups } } });
      for (const set of [revenue, employees]) {
        delete set.columnRules;
        set.columns = set.columns.map((name) =>
          typeof name === "string" && name.startsWith("employee_") && name !== unlabelled
            ? { name, label: "pii" }
            : name,
        );
      }
    });
  const up = async (edit: ReturnType<typeof change>) => {
    await sample.withSettings(stack, edit, async () => {
      const { code, stdout, stderr } = await sample.up(stack);
      assert.equal(code, 0, stdout + stderr);
      await previewNothing(sample, stack);
    });
  };
  /** What preview and update say to settings that they refuse, without a write. */
  const refused = async (edit: ReturnType<typeof change>, said: RegExp) => {
    let text = "";
    await sample.withSettings(stack, edit, async () => {
      await sample.resetCalls();
      for (const run of ["preview", "up"] as const) {
        const { code, stdout, stderr } = await sample[run](stack);
        assert.notEqual(code, 0, stdout);
        assert.match(stdout + stderr, said);
        text += stdout + stderr;
      }
      assert.deepEqual(sample.writes(), {});
    });
    return text;
  };
  const owners = ["bi-admin", "bi-developer"];

  it("shows labelled columns of every data set to the label's groups, names who is added, and asks before one is opened", async () => {
    const membership = await sample.readMembership();
    const more = ["PII", "HighlyConfidential"].map((group) => {
      return `default,${group},StephenMoretz,${stephen}\n`;
    });
    await sample.writeMembership(`${membership.trimEnd()}\n${more.join("")}`);
    await up(labelled(["pii", ...owners]));
    const hidden = async (person: string, set: string) => {
      const { Opened, Hidden, Rows } = await readAs(sample, set, person);
      assert.ok(Opened && Rows.length > 1, `${person} reads ${set}`);
      return Hidden;
    };
    assert.deepEqual(await hidden(stephen, "revenue"), []);
    assert.deepEqual(await hidden(stephen, "employees"), []);
    assert.deepEqual(await hidden(trinh, "employees"), ["employee_login", "employee_name"]);

    await sample.withSettings(stack, labelled(["pii", "gbr", ...owners]), async () => {
      const { code, stdout, stderr } = await sample.preview(stack);
      assert.equal(code, 0, stdout + stderr);
      for (const set of ["Revenue", "Employees"]) {
        const said = new RegExp(`"${set}".*: group gbr would see column employee_name`);
        assert.match(stdout + stderr, said);
      }
    });
    await refused(
      labelled(["pii", ...owners], { unlabelled: "employee_login" }),
      /everybody who may use it would see employee_login; the limit is 0 \(columnRules, labels\)/,
    );
    await refused(
      labelled(["pii", "bi-admin"]),
      /group bi-developer owns the data set.*name the group in tenant\.labels\.pii\.groups/s,
    );
  });

  it("limits sessions without a user from the first, shows the value for all rows nowhere, and asks before they see more", async () => {
    const value = "every-0ne-of-them";
    // In the settings file the value is encrypted, too: the engine keeps settings in its state.
    const upWithSecret = async (tagRules: object) => {
      await sample.withSettings(stack, tagged(tagRules), async () => {
        const key = "quicksight-governance:tenant.dataSets.revenue.tagRules.country.matchAll";
        const set = ["config", "set", "--secret", "--path", key, value, "--stack", stack];
        const { code: done, stderr: why } = await sample.workspace.run(set);
        assert.equal(done, 0, why);
        const { code, stdout, stderr } = await sample.up(stack);
        assert.equal(code, 0, stdout + stderr);
        await previewNothing(sample, stack);
      });
    };
    const tagged = (tagRules: object | undefined) =>
      change(({ revenue }) => {
        assert.ok(revenue !== undefined);
        if (tagRules !== undefined) revenue.tagRules = tagRules;
      });
    const country = { column: "country", delimiter: "|", matchAll: value };
    await upWithSecret({ country: { column: "country", delimiter: "|" } });
    const client = sample.quickSight();
    const { DataSet } = await client.send(
      new DescribeDataSetCommand({
        ...{ AwsAccountId: sample.aws.accountId, DataSetId: "qsgov-default-revenue" },
      }),
    );
    assert.deepEqual(DataSet?.RowLevelPermissionTagConfiguration, {
      Status: "ENABLED",
      TagRules: [
        {
          ...{ TagKey: "country", ColumnName: "country" },
          ...{ TagMultiValueDelimiter: "|", MatchAllValue: value },
        },
      ],
    });
    // People have the rules that they had.
    assert.equal(DataSet.RowLevelPermissionDataSet?.Status, "ENABLED");
    const { Rows } = await readAs(sample, "revenue", stephen);
    assert.deepEqual([...new Set(Rows.slice(1).map(([first]) => first))], ["GBR"]);

    const state = await sample.workspace.run(["stack", "export", "--stack", stack]);
    const printed = [state.stdout, ...sample.printed];
    const asked = /sessions without a user would see rows that tag country keeps from them/;
    const refusal = await refused(tagged(undefined), asked);
    printed.push(refusal);
    printed.push(
      await refused(
        tagged({ country: { ...country, matchAll: "*" } }),
        /sessions without a user would see all rows by another value of tag country/,
      ),
    );
    for (const text of printed) {
      const at = text.indexOf(value);
      assert.equal(at, -1, text.slice(Math.max(0, at - 200), Math.max(0, at)));
    }

    await sample.withSettings(stack, tagged(undefined), async () => {
      const hash = new RegExp(`${approvalVariable}=(\\w+)`).exec(refusal)?.[1] ?? "";
      const { code, stdout, stderr } = await sample.up(stack, { [approvalVariable]: hash });
      assert.equal(code, 0, stdout + stderr);
    });
  });
});
