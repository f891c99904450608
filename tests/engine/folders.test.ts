import assert from "node:assert/strict";
import { approvalVariable } from "../../core/reconcile/approval.ts";
import { parseTenant } from "../../core/settings/parseTenant.ts";
import { deployerPolicies } from "../../local/demo/deployerPolicies.ts";
import { readStackSettings } from "../../local/demo/stackFiles.ts";
import { tenantPermissions } from "../../stacks/tenantPermissions.ts";
import { toPolicyDocument } from "../../stacks/toPolicyDocument.ts";
import { byHand } from "../core/access/folderWorld.ts";
import { closeSamples, type Sample, startDeployedSample } from "../support/sample.ts";

const stack = "dev-default";

type Settings = Record<string, object>;

const orders = {
  ...{ name: "Late orders", source: "sales", import: "DIRECT_QUERY" },
  ...{ sql: "select country from sales.late", columns: ["country"], owners: ["bi-admin"] },
};
const reports = {
  ...{ name: "Reports", parent: "finance", viewers: ["critical"] },
  ...{ dashboards: ["Executive Summary", "cloud-costs", "Support Load"], dataSources: ["sales"] },
};
const folders = {
  finance: {
    ...{ name: "Finance", owners: ["bi-developer"] },
    ...{ dashboards: ["Marketing KPIs"], dataSets: ["late"] },
  },
  reports,
  vault: {
    ...{ name: "Vault", type: "restricted", contributors: ["marketing"] },
    dashboards: ["hiring-plan"],
  },
};

describe("the folders of a tenant on the real engine", function () {
  this.timeout(900_000);
  let sample: Sample;
  let environment: Record<string, string>;
  let hand: ReturnType<typeof byHand>;

  before(async () => {
    sample = await startDeployedSample();
    const { accountId, region, identityRegion } = sample.aws;
    const { settings, facts } = withFolders(folders, { accountId, region, identityRegion });
    const account = {
      bucketArn: `arn:aws:s3:::quicksight-governance-${accountId}-${region}`,
      dataRoleArn: `arn:aws:iam::${accountId}:role/quicksight-governance-data-${region}`,
      parameterPrefix: "/quicksight-governance",
    };
    // Exactly what the list of the stack says, so that a right that it lacks shows here.
    environment = await sample.aws.createDeployer(
      {
        dev: deployerPolicies(sample.aws)["dev"] ?? {},
        tenant: toPolicyDocument(tenantPermissions(settings, facts, account)),
      },
      "deploys-folders",
    );
    hand = byHand({ data: sample.quickSight() });
  });
  after(closeSamples);

  function withFolders(
    some: object,
    place: { accountId: string; region: string; identityRegion: string },
  ) {
    const read = readStackSettings(stack);
    assert.ok(read.kind === "tenant");
    const { settings, problems } = parseTenant({
      ...JSON.parse(JSON.stringify(read.tenant)),
      ...{ folders: some, dataSets: { ...read.tenant.dataSets, late: orders } },
    });
    assert.deepEqual(problems, []);
    assert.ok(settings);
    return { settings, facts: { ...place, partition: "aws" } };
  }

  /** Runs the engine with these folders. */
  const run = async (
    action: "up" | "preview",
    some: object,
    more: Record<string, string> = {},
    given: readonly object[] = [],
  ): Promise<{ code: number; text: string }> => {
    let result = { code: -1, text: "" };
    await sample.withSettings(
      stack,
      (settings) => {
        const all = settings as unknown as {
          folders: object;
          dataSets: Settings;
          access: object[];
        };
        all.folders = some;
        all.access.push(...given);
        all.dataSets["late"] = orders;
      },
      async () => {
        const args =
          action === "up"
            ? ["up", "--yes", "--skip-preview", "--stack", stack]
            : ["preview", "--diff", "--stack", stack];
        const { code, stdout, stderr } = await sample.workspace.run(args, {
          ...{ allowFailure: true, environment: { ...environment, ...more } },
        });
        result = { code, text: stdout + stderr };
      },
    );
    return result;
  };
  const done = async (some: object, more?: Record<string, string>) => {
    const { code, text } = await run("up", some, more);
    assert.equal(code, 0, text);
    return text;
  };
  const isSame = async (some: object) => {
    const { code, text } = await run("preview", some);
    assert.equal(code, 0, text);
    // The refresh before it shows the grants as outputs of the native folders, which nobody declares there.
    assert.match(text, /Resources:\n +\d+ unchanged\n(?![^]*Resources:)/, text);
  };

  it("are made, filled and given to groups in one run, with data that is made in it, and the next preview is empty", async () => {
    const preview = await run("preview", folders);
    assert.equal(preview.code, 0, preview.text);
    assert.match(
      preview.text,
      /dashboard "Executive Summary" \(executive-summary\) into folder "Reports" \(qsgov-default-reports\), which opens it to bi-developer \(owner\); critical \(viewer\)/,
    );
    await done(folders);
    assert.deepEqual(await hand.members("qsgov-default-finance"), [
      "dashboard/marketing-kpis",
      "dataset/qsgov-default-late",
    ]);
    assert.deepEqual(await hand.members("qsgov-default-reports"), [
      "dashboard/cloud-costs",
      "dashboard/executive-summary",
      "dashboard/support-load",
      "datasource/qsgov-default-sales",
    ]);
    assert.deepEqual(await hand.grants("qsgov-default-vault"), ["quicksight-fed-marketing 5"]);
    await isSame(folders);
  });

  it("are repaired where somebody changed them by hand, and keep what others put there", async () => {
    await hand.takeOut("qsgov-default-reports", "cloud-costs");
    await hand.put("qsgov-default-reports", "pipeline-emea");
    await hand.share("qsgov-default-reports", "usa");
    const { text } = await run("preview", folders);
    assert.match(text, /\+ +qsgov-default-reports +dashboard {2}cloud-costs/);
    assert.match(text, /- +usa +viewer +folder {2}qsgov-default-reports/);
    await done(folders);
    assert.deepEqual(await hand.grants("qsgov-default-reports"), ["quicksight-fed-critical 1"]);
    const members = await hand.members("qsgov-default-reports");
    assert.ok(members.includes("dashboard/cloud-costs"));
    assert.ok(members.includes("dashboard/pipeline-emea"));
    await isSame(folders);
  });

  it("lose what the settings drop, by name in the preview", async () => {
    const less = { ...folders, reports: { ...reports, dashboards: reports.dashboards.slice(1) } };
    const { text } = await run("preview", less);
    assert.match(
      text,
      /- +qsgov-default-reports +dashboard {2}executive-summary +Executive Summary/,
    );
    await done(less);
    assert.ok(
      !(await hand.members("qsgov-default-reports")).includes("dashboard/executive-summary"),
    );
    await done(folders);
  });

  it("are refused another type and another place, with what to do", async () => {
    const open = { ...folders, vault: { name: "Vault", type: "shared" } };
    const moved = { ...folders, reports: { ...reports, parent: undefined } };
    for (const [some, said] of [
      [open, /tenant\.folders\.vault\.type: is to be shared, and the folder is restricted/],
      [moved, /tenant\.folders\.reports\.parent: is to be in the top, and the folder is in qsgov/],
    ] as const) {
      for (const action of ["preview", "up"] as const) {
        await sample.resetCalls();
        const { code, text } = await run(action, some);
        assert.notEqual(code, 0, text);
        assert.match(text, said);
        assert.deepEqual(sample.writes(), {});
      }
    }
  });

  it("of somebody else go from access to folders and back without a call, and the next preview is empty", async () => {
    await hand.create("partners");
    const given = [{ group: "critical", folders: ["partners"] }];
    const partners = { name: "partners", existing: true, viewers: ["critical"] };
    const first = await run("up", folders, {}, given);
    assert.equal(first.code, 0, first.text);
    const ways = [
      [{ ...folders, partners }, []],
      [folders, given],
    ] as const;
    for (const [some, access] of ways) {
      await sample.resetCalls();
      const { code, text } = await run("up", some, {}, access);
      assert.equal(code, 0, text);
      assert.equal(sample.writes()["UpdateFolderPermissions"], undefined);
      assert.deepEqual(await hand.grants("partners"), ["quicksight-fed-critical 1"]);
      const again = await run("preview", some, {}, access);
      assert.match(again.text, /Resources:\n +\d+ unchanged\n(?![^]*Resources:)/, again.text);
    }
  });

  it("stay in QuickSight when they leave the settings, emptied of what these put there, and are taken up again", async () => {
    const { reports: _, ...left } = folders;
    const { code, text } = await run("preview", left);
    assert.notEqual(code, 0, text);
    assert.match(
      text,
      /folder "Reports" \(qsgov-default-reports\) has left the settings: it stays/,
    );
    assert.match(text, /4 of 7 assets would be taken out of folders after 1 in the last 24 hours/);
    assert.match(
      text,
      /dashboard "Cloud Costs" \(cloud-costs\) out of folder "Reports" \(qsgov-default-reports\), which opened it to bi-developer \(owner\); critical \(viewer\)/,
    );
    const hash = new RegExp(`${approvalVariable}=(\\w+)`).exec(text)?.[1] ?? "";
    await done(left, { [approvalVariable]: hash });
    assert.deepEqual(await hand.members("qsgov-default-reports"), ["dashboard/pipeline-emea"]);
    assert.deepEqual(await hand.grants("qsgov-default-reports"), []);
    await isSame(left);
    assert.match(await done(folders), /takes up what is there already/);
    assert.equal((await hand.members("qsgov-default-reports")).length, 5);
    await done(folders);
    await isSame(folders);
  });
});
