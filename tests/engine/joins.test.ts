import assert from "node:assert/strict";
import { approvalVariable } from "../../core/reconcile/approval.ts";
import { readAs } from "../support/readAs.ts";
import {
  closeSamples,
  type Sample,
  type SampleSettings,
  startDeployedSample,
} from "../support/sample.ts";

const stack = "dev-default";
const stephen = "StephenMoretz@oktank.com";
const betty = "BettyRamirez@oktank.com";

/** The revenue of each employee with the title that the other file has: rules by a column of either, names for some. */
const earnings = {
  ...{ name: "Earnings", source: "revenue", owners: ["bi-admin"], viewers: ["critical"] },
  allRows: ["bi-admin", "bi-developer"],
  columns: ["country", { name: "city", output: false }, "employee_name", "revenue"],
  joins: [
    {
      ...{ source: "employees", type: "LEFT", on: { employee_name: "employee_name" } },
      columns: [
        { name: "country", output: false },
        "city",
        "job_title",
        { name: "employee_login", as: "login", label: "pii" },
        { name: "employee_name", output: false },
      ].map((column) => (column === "city" ? { name: "city", as: "office" } : column)),
    },
  ],
  rowRules: [
    { group: "usa", values: { country: "USA", office: "Houston" } },
    { group: "gbr", values: { country: "GBR" } },
  ],
  columnRules: [{ columns: ["employee_name"], groups: ["pii", "bi-admin"] }],
};

describe("a data set that joins two files, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;
  before(async () => {
    sample = await startDeployedSample();
  });
  after(closeSamples);

  const withEarnings = (more: object) => (settings: SampleSettings) => {
    Object.assign(settings, { labels: { pii: { groups: ["pii", "bi-admin", "bi-developer"] } } });
    const sets = settings.dataSets as unknown as Record<string, { columns: unknown[] }>;
    const { employees } = sets;
    assert.ok(employees !== undefined);
    // The same column of the same file has the same label.
    employees.columns = employees.columns.map((name) =>
      name === "employee_login" ? { name, label: "pii" } : name,
    );
    Object.assign(sets, { earnings: { ...earnings, ...more } });
  };
  /** Asked for once: rules of a second data set on a protected file are others than those of the first. */
  const up = async (more: object) => {
    await sample.withSettings(stack, withEarnings(more), async () => {
      const first = await sample.up(stack);
      const [, hash] = /APPROVE=([0-9a-f]+)/.exec(first.stderr + first.stdout) ?? [];
      const { code, stdout, stderr } =
        hash === undefined ? first : await sample.up(stack, { [approvalVariable]: hash });
      assert.equal(code, 0, stdout + stderr);
      const again = await sample.preview(stack);
      assert.doesNotMatch(again.stdout, /to (create|update|delete|replace)/);
    });
  };

  it("shows each person the rows and columns that rules by both files say, and stays as it is", async () => {
    await up({});
    const ofStephen = await readAs(sample, "earnings", stephen);
    assert.deepEqual(ofStephen.Rows[0], ["country", "revenue", "office", "job_title"]);
    assert.deepEqual(ofStephen.Hidden.toSorted(), ["employee_name", "login"]);
    assert.ok(ofStephen.Rows.length > 1);
    assert.ok(ofStephen.Rows.slice(1).every(([country]) => country === "GBR"));
    const ofBetty = await readAs(sample, "earnings", betty);
    assert.ok(ofBetty.Rows.length > 1);
    assert.ok(ofBetty.Rows.slice(1).every((row) => row[0] === "USA" && row[2] === "Houston"));
    // Another join is an update in place.
    await up({ joins: earnings.joins.map((join) => ({ ...join, type: "INNER" })) });
    assert.ok((await readAs(sample, "earnings", stephen)).Rows.length > 1);
  });
});
