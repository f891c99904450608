import assert from "node:assert/strict";
import { type QuickSightClient, type ResourcePermission } from "@aws-sdk/client-quicksight";
import type { AssetKind } from "../../core/assets/assetKinds.ts";
import { grantPermissions } from "../../core/assets/grantPermissions.ts";
import type { Level } from "../../core/assets/kindRow.ts";
import { listAssets } from "../../core/assets/listAssets.ts";
import { permissionSet } from "../../core/assets/permissionSet.ts";
import { readPermissions } from "../../core/assets/readPermissions.ts";
import { revokePermissions } from "../../core/assets/revokePermissions.ts";
import { groupArnOf } from "../../core/aws/scope.ts";
import { dashboards } from "../../local/demo/furnish.ts";
import { createDashboard, createDataSet, createDataSource } from "../simulator/support/assets.ts";
import { createPlain } from "../simulator/support/plainAssets.ts";
import { closeSamples, type Sample, type SampleSettings, startSample } from "../support/sample.ts";
import { scope } from "../support/simulatedNamespace.ts";

const stack = "dev-default";
const { accountId } = scope;
/** What the account holds, of each kind. */
const counts = { dashboard: 200, "data-set": 60, topic: 20, agent: 10 } as const;
const kinds = Object.keys(counts) as (keyof typeof counts)[];

/** The access table of the sample organisation: who views or edits what. */
const table = [
  {
    group: "critical",
    dashboards: ["Sales Results - Critical", "Sales Results - Highly Confidential"],
  },
  {
    group: "highlyconfidential",
    dashboards: ["Field Operations Dashboard", "Sales Results - Highly Confidential"],
  },
  ...["bi-developer", "bi-admin"].flatMap((group) => [
    { group, all: "owner" },
    { group, all: { topics: "owner", agents: "owner" } },
  ]),
  { group: "power-reader", all: "viewer" },
  { group: "power-reader", all: { topics: "viewer", agents: "viewer" } },
] as const;

/** The same table once more, in words of its own: what each group has of an asset. */
function levelsOn(kind: string, id: string): [group: string, level: Level][] {
  const named: Record<string, string[]> = {
    critical: ["sales-critical", "sales-confidential"],
    highlyconfidential: ["field-operations", "sales-confidential"],
  };
  const viewers = Object.keys(named).filter(
    (group) => kind === "dashboard" && named[group]?.includes(id) === true,
  );
  return [
    ...(["bi-admin", "bi-developer"] as const).map((group): [string, Level] => [group, "owner"]),
    ...[...viewers, "power-reader"].map((group): [string, Level] => [group, "viewer"]),
  ];
}

const arnOf = (group: string) => groupArnOf(scope, group);
const ofThirdParty = (group: string) => groupArnOf({ ...scope, namespace: "3rd-party" }, group);
const thirdParty = ofThirdParty("3rd-party");
/** What the other tenant gives its own groups. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  "dashboard marketing-kpis": [thirdParty, ofThirdParty("3rd-party-reader")],
};
const permission = (kind: AssetKind, Principal: string, level: Level): ResourcePermission => ({
  ...{ Principal, Actions: permissionSet(kind, level) },
});
const squeeze = (text: string) => text.replaceAll(/ +/g, " ");

describe("the access table of the sample organisation, in an account of 290 assets, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;
  let data: QuickSightClient;
  let putBack: () => Promise<void>;

  before(async () => {
    sample = await startSample();
    data = sample.quickSight();
    await furnishAssets();
    for (const one of ["dev", stack, "dev-3rd-party"]) {
      await withTable(async () => {
        const { code, stdout, stderr } = await sample.up(one);
        assert.equal(code, 0, stdout + stderr);
      });
    }
    putBack = await sample.remember();
  });
  beforeEach(() => putBack());
  after(closeSamples);

  const furnishAssets = async () => {
    const others = counts.dashboard - Object.keys(dashboards).length;
    for (let index = 0; index < others; index++) {
      await createDashboard(data, `board-${index}`, { Name: `Board ${index}` });
    }
    await createDataSource(data, "db");
    const creations = {
      "data-set": (id: string) => createDataSet(data, id),
      topic: (id: string) => createPlain.topic(data, id, id),
      agent: (id: string) => createPlain.agent(data, id, id),
    };
    for (const [kind, create] of Object.entries(creations)) {
      const count = counts[kind as keyof typeof creations];
      for (let index = 0; index < count; index++) await create(`${kind}-${index}`);
    }
  };
  const withTable = (run: () => Promise<void>, change?: (settings: SampleSettings) => void) =>
    sample.withSettings(
      stack,
      (settings) => {
        settings.access = [...table];
        change?.(settings);
      },
      run,
    );
  /** What stands in the account against the table, an asset at a time; nothing where it is the same. */
  const findDifferences = async (alsoThere: Readonly<Record<string, readonly string[]>> = {}) => {
    const differences: string[] = [];
    for (const kind of kinds) {
      const assets = await listAssets(data, accountId, kind);
      const own = assets.filter(({ id }) => !id.startsWith("qsgov-"));
      assert.ok(own.length >= counts[kind], `${own.length} of ${kind}`);
      for (const { id } of own) {
        const found = ((await readPermissions(data, accountId, { kind, id })) ?? []).map(
          ({ Principal = "", Actions = [] }) => `${Principal} ${[...Actions].sort().join()}`,
        );
        const expected = levelsOn(kind, id).map(
          ([group, level]) => `${arnOf(group)} ${permissionSet(kind, level).join()}`,
        );
        const key = `${kind} ${id}`;
        const others = alsoThere[key] ?? elsewhere[key] ?? [];
        const wrong = [
          ...found.filter(
            (one) => !expected.includes(one) && !others.includes(one.split(" ")[0] ?? ""),
          ),
          ...expected.filter((one) => !found.includes(one)),
        ];
        differences.push(...wrong.map((one) => `${kind} ${id}: ${one}`));
      }
    }
    return differences;
  };
  const share = (kind: AssetKind, id: string, principal: string, level: Level) =>
    grantPermissions(data, accountId, { kind, id }, [permission(kind, principal, level)]);
  const take = (kind: AssetKind, id: string, principal: string, level: Level) =>
    revokePermissions(
      data,
      accountId,
      { kind, id },
      { revoke: [permission(kind, principal, level)] },
    );

  it("is what every asset says after the first run, and a second one writes nothing", () =>
    withTable(async () => {
      assert.deepEqual(await findDifferences(), []);
      const { code, stdout, stderr } = await sample.up(stack);
      assert.equal(code, 0, stdout + stderr);
      assert.deepEqual(sample.writes(), {});
    }));

  it("is repaired where somebody changed it by hand, line by line in the preview, and what people and others shared stays", () =>
    withTable(async () => {
      const person = arnOf("x").replace(
        /group\/.*$/,
        "user/default/quicksight-fed-users/JohnKing@oktank.com",
      );
      await take("dashboard", "sales-critical", arnOf("critical"), "viewer");
      // What the published sample of this organisation leaves: a later group keeps the dashboards of an earlier one.
      await share("dashboard", "sales-critical", arnOf("highlyconfidential"), "viewer");
      await share("dashboard", "sales-critical", thirdParty, "viewer");
      await share("dashboard", "board-1", person, "owner");
      await share("data-set", "data-set-7", arnOf("power-reader"), "owner");
      await take("topic", "topic-3", arnOf("power-reader"), "viewer");
      await take("agent", "agent-2", arnOf("bi-admin"), "owner");
      const { code, stdout } = await sample.preview(stack);
      assert.equal(code, 0, stdout);
      const shown = squeeze(stdout);
      for (const line of [
        "- highlyconfidential viewer dashboard sales-critical Sales Results - Critical",
        "+ critical viewer dashboard sales-critical Sales Results - Critical",
      ]) {
        assert.ok(shown.includes(line), `${line}\n${stdout}`);
      }
      assert.match(shown, /power-reader viewer all topic \(19 of 20 assets\)/);
      assert.match(shown, /bi-admin owner all agent \(9 of 10 assets\)/);
      await sample.resetCalls();
      const repaired = await sample.up(stack);
      assert.equal(repaired.code, 0, repaired.stdout + repaired.stderr);
      assert.deepEqual(sample.writes(), {
        UpdateDashboardPermissions: 1,
        UpdateDataSetPermissions: 1,
        UpdateTopicPermissions: 1,
        UpdateAgentPermissions: 1,
      });
      const left = { "dashboard sales-critical": [thirdParty], "dashboard board-1": [person] };
      assert.deepEqual(await findDifferences(left), []);
      const theirs = async () =>
        (
          (await readPermissions(data, accountId, { kind: "dashboard", id: "sales-critical" })) ??
          []
        )
          .map(({ Principal }) => Principal)
          .includes(thirdParty);
      assert.ok(await theirs());
      assert.equal((await sample.up("dev-3rd-party")).code, 0);
      assert.equal(await theirs(), false);
    }));

  it("takes a dashboard from the later group only, when the settings name it no more", () =>
    withTable(
      async () => {
        const preview = await sample.preview(stack);
        assert.match(
          squeeze(preview.stdout),
          /- highlyconfidential viewer dashboard sales-confidential Sales Results - Highly Confidential/,
        );
        const { code, stdout, stderr } = await sample.up(stack);
        assert.equal(code, 0, stdout + stderr);
        assert.deepEqual(sample.writes(), { UpdateDashboardPermissions: 1 });
        assert.deepEqual(await findDifferences(), [
          `dashboard sales-confidential: ${arnOf("highlyconfidential")} ${permissionSet("dashboard", "viewer").join()}`,
        ]);
      },
      ({ access }) => {
        access[1] = { group: "highlyconfidential", dashboards: ["Field Operations Dashboard"] };
      },
    ));

  it("names two dashboards of one name by their ids, and leaves both as they are", () =>
    withTable(
      async () => {
        const { code, stdout, stderr } = await sample.up(stack);
        const said = stdout + stderr;
        assert.notEqual(code, 0, said);
        assert.match(
          said,
          /tenant\.access\[0\]\.dashboards\[2\]: 2 dashboards are called "Churn" \(churn-2025, churn-2026\); give the id of the one you mean/,
        );
        assert.deepEqual(sample.writes(), {});
        assert.deepEqual(await findDifferences(), []);
      },
      ({ access }) => {
        access[0] = { ...table[0], dashboards: [...table[0].dashboards, "Churn"] };
      },
    ));

  it("goes on meaning the dashboard of a name when another gets it, or it gets another", () =>
    withTable(async () => {
      await createDashboard(data, "imitation", { Name: "Sales Results - Critical" });
      await sample.resetCalls();
      const { code, stdout, stderr } = await sample.up(stack);
      const said = stdout + stderr;
      assert.equal(code, 0, said);
      assert.match(
        said,
        /dashboard "Sales Results - Critical" \(sales-critical\) is not imitation, of the same name/,
      );
      // The new one gets what every dashboard has, and nothing else.
      assert.deepEqual(sample.writes(), { UpdateDashboardPermissions: 1 });
      assert.deepEqual(await findDifferences(), []);
    }));
});
