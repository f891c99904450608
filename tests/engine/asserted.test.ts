import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { closeSamples, type Sample, setRows, startDeployedSample } from "../support/sample.ts";

const stack = "dev-default";

describe("assertions on the real engine", function () {
  this.timeout(900_000);
  let sample: Sample;
  before(async () => {
    sample = await startDeployedSample();
    // What tenantPermissions lists for a tenant with assertions, besides what the sample's deployer may.
    const Action = [
      "DescribeAnalysis",
      "DescribeDashboard",
      "DescribeDataSet",
      "DescribeFolder",
      "DescribeTopic",
      "ListFolderMembers",
      "ListFoldersForResource",
      "ListGroupMemberships",
      "ListGroups",
      "ListUserGroups",
      "ListUsers",
    ].map((name) => `quicksight:${name}`);
    const Statement = [{ Effect: "Allow", Action, Resource: "*" }];
    await sample.addRights("assertions", { Version: "2012-10-17", Statement });
  });
  after(closeSamples);

  const previewed = async (...more: string[]) => {
    const args = ["preview", "--diff", "--non-interactive", "--stack", stack, ...more];
    const { code, stdout, stderr } = await sample.workspace.run(args, { allowFailure: true });
    return { code, said: stdout + stderr, words: (stdout + stderr).replaceAll(/\s+/g, " ") };
  };

  it("fail a pull request that breaks one in preview, by path and line, for policies as well, and up writes nothing", async () => {
    const config = join(sample.workspace.directory, "policies.json");
    await writeFile(config, JSON.stringify({ "assertions-hold": { required: true } }));
    const pack = ["--policy-pack", resolve("policies"), "--policy-pack-config", config];
    const unasserted = await previewed(...pack);
    assert.match(unasserted.words, /nothing is asserted of who can open what/);
    await sample.withSettings(
      stack,
      (settings) => {
        Object.assign(settings, {
          assertions: [
            {
              never: { people: "StephenMoretz@*", dashboards: ["Field Operations*"] },
              reason: "works for a competitor's customer",
            },
          ],
        });
      },
      async () => {
        const { code, stdout, stderr } = await sample.up(stack);
        assert.equal(code, 0, stdout + stderr);
        const held = await previewed(...pack);
        assert.equal(held.code, 0, held.said);
        assert.doesNotMatch(held.words, /assertions-hold/);
        const right = await sample.readMembership();
        const line = right.trimEnd().split("\n").length + 1;
        await sample.writeMembership(
          `${right.trimEnd()}\ndefault,HighlyConfidential,StephenMoretz,StephenMoretz@oktank.com\n`,
        );
        const said = `tenant.assertions[0]: StephenMoretz@oktank.com can open dashboard "Field Operations Dashboard" (field-operations) as viewer, and nobody of theirs may, by group quicksight-fed-highlyconfidential, line ${line} of `;
        const broken = await previewed(...pack);
        assert.notEqual(broken.code, 0);
        assert.ok(broken.words.includes(said), broken.said);
        assert.match(broken.words, /tenant\.access\[1\] \(works for a competitor's customer\)/);
        assert.match(
          broken.words,
          /an assertion does not hold with these files; nothing was written/,
        );
        assert.match(broken.words, /\[mandatory\] assertions-hold/);
        await sample.resetCalls();
        const refused = await sample.up(stack);
        assert.notEqual(refused.code, 0);
        assert.ok((refused.stdout + refused.stderr).replaceAll(/\s+/g, " ").includes(said));
        const skipped = await sample.workspace.run(
          ["up", "--yes", "--skip-preview", "--non-interactive", "--stack", stack],
          { allowFailure: true },
        );
        assert.notEqual(skipped.code, 0);
        assert.ok((skipped.stdout + skipped.stderr).replaceAll(/\s+/g, " ").includes(said));
        assert.deepEqual(sample.writes(), {});
        await sample.writeMembership(right);
      },
    );
  });

  it("fail a run by which somebody would see rows that they must not, by the rule or the line that shows them", async () => {
    const assertions = [
      {
        never: { people: "BettyRamirez@*", "data-set": "Revenue", rows: { country: "MEX" } },
        reason: "no licence there",
      },
      { never: { people: "Betty*", dataSets: "*", columns: "employee_name" }, reason: "privacy" },
    ];
    const asserting = (settings: object) => Object.assign(settings, { assertions });
    const right = await sample.readMembership();
    await sample.withSettings(stack, asserting, async () => {
      const held = await sample.up(stack);
      assert.equal(held.code, 0, held.stdout + held.stderr);
    });
    const said =
      'tenant.assertions[0]: BettyRamirez@oktank.com can see rows with country MEX of data-set "Revenue" (qsgov-default-revenue), and nobody of theirs may, by group quicksight-fed-critical, by tenant.dataSets.revenue.rowRules';
    await sample.withSettings(
      stack,
      (settings) => {
        asserting(settings);
        setRows("usa", { country: ["USA", "MEX"] })(settings);
      },
      async () => {
        await sample.resetCalls();
        const { code, stdout, stderr } = await sample.up(stack);
        assert.notEqual(code, 0);
        const words = (stdout + stderr).replaceAll(/\s+/g, " ");
        assert.ok(words.includes(`${said}[0]`), words);
        assert.deepEqual(sample.writes(), {});
      },
    );
    await sample.writeMembership(
      `${right.trimEnd()}\ndefault,MEX,BettyRamirez,BettyRamirez@oktank.com\n`,
    );
    await sample.withSettings(stack, asserting, async () => {
      const { code, words, said: all } = await previewed();
      assert.notEqual(code, 0, all);
      assert.ok(words.includes(`${said}[2]`), all);
    });
    await sample.writeMembership(right);
  });
});
