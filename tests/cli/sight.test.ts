import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { permissionSet } from "../../core/assets/permissionSet.ts";
import {
  createDashboard,
  createDataSet,
  createDataSource,
  showing,
  table,
} from "../simulator/support/assets.ts";
import { applyTenant, beginWith } from "./beginWith.ts";
import { dataRegion, openClient } from "./dashboards.ts";
import { accountId, tenant, workplace } from "./qsgov.ts";

interface SeenDataSet {
  readonly id: string;
  readonly allRows: boolean;
  readonly rows: readonly object[];
  readonly rules: readonly {
    readonly where?: string;
    readonly by?: string;
    readonly terms?: object;
  }[];
  readonly hiddenColumns: readonly string[];
  readonly owned?: readonly object[];
  readonly unread?: string;
}

const group = (name: string) =>
  `arn:aws:quicksight:us-east-1:${accountId}:group/default/quicksight-fed-${name}`;
const arn = (id: string) => `arn:aws:quicksight:${dataRegion}:${accountId}:${id}`;

const shared = {
  name: "Revenue",
  source: "db",
  table: { name: "revenue" },
  columns: ["Land", "City", "email"],
  viewers: ["critical"],
};
const withData = (dataSet: object, more: object = {}) => ({
  ...tenant,
  dataSources: {
    db: {
      ...{ type: "POSTGRESQL", name: "DB", host: "db", port: 5432 },
      database: "s",
      secret: "s",
    },
  },
  dataSets: { revenue: { ...shared, ...dataSet } },
  ...more,
});

describe("qsgov explain, of rows and columns", () => {
  const place = workplace();
  const { directory, write, simulator } = place;
  const run = (args: string) => place.run(args, { AWS_REGION: dataRegion });
  beginWith(place, async () => {
    await applyTenant({ write, run }, {}, " --only people");
    const client = openClient(simulator(), dataRegion);
    await createDataSource(client, "db");
    const id = "qsgov-default-revenue";
    await createDataSet(client, `${id}-rules`, {
      ...table("GroupARN", "Land"),
      UseAs: "RLS_RULES",
    });
    await createDataSet(client, id, {
      Name: "Revenue",
      ...table("Land", "City", "email"),
      ColumnLevelPermissionRules: [{ ColumnNames: ["email"], Principals: [group("bi-admin")] }],
      RowLevelPermissionDataSet: {
        ...{ Arn: arn(`dataset/${id}-rules`), PermissionPolicy: "GRANT_ACCESS" },
        FormatVersion: "VERSION_2",
      },
    });
    await createDashboard(client, "sales", {
      Definition: showing(id),
      Permissions: [
        { Principal: group("critical"), Actions: permissionSet("dashboard", "viewer") },
      ],
    });
    client.destroy();
  });
  const ofAna = async (args = ""): Promise<SeenDataSet | undefined> => {
    const { stdout, stderr } = await run(`explain ana@oktank.com --json ${args}`.trim());
    assert.equal(stderr, "");
    const { dataSets } = JSON.parse(stdout) as { dataSets: readonly SeenDataSet[] };
    return dataSets[0];
  };

  it("names columns that somebody does not see, and says that QuickSight tells nobody what rules say", async () => {
    const seen = await ofAna();
    assert.deepEqual([seen?.allRows, seen?.rows, seen?.hiddenColumns], [false, [], ["email"]]);
    assert.match(seen?.unread ?? "", /QuickSight shows nobody the rows of a data set/);
  });

  it("says by the files which rows, in the terms of the business, and by which line of the table", async () => {
    await mkdir(join(directory(), "data"));
    await write(
      "data/entitlements.csv",
      "group,person,country,city\ncritical,,DEU,\nusa,,USA,Boston\n,ana@oktank.com,FRA,\nbi-admin,,,\n",
    );
    const settings = withData(
      { entitled: { country: "Land", city: "City" } },
      { entitlements: { file: "data/entitlements.csv" } },
    );
    await write("tenant.yaml", settings);
    const seen = await ofAna("--tenant tenant.yaml");
    assert.deepEqual(seen?.rows, [
      { Land: ["DEU"] },
      { City: ["Boston"], Land: ["USA"] },
      { Land: ["FRA"] },
    ]);
    assert.deepEqual(
      seen.rules.map(({ where, by, terms }) => [where, by, terms]),
      [
        ["data/entitlements.csv:2", "group critical", { country: ["DEU"] }],
        ["data/entitlements.csv:3", "group usa", { country: ["USA"], city: ["Boston"] }],
        ["data/entitlements.csv:4", "ana@oktank.com", { country: ["FRA"] }],
      ],
    );
    const { stdout } = await run("explain ana@oktank.com --tenant tenant.yaml");
    assert.match(stdout, /^reads these data sets \(1\)$/m);
    assert.match(
      stdout,
      /^ {2}"Revenue" \(qsgov-default-revenue\) by dashboard "sales" \(sales\)$/m,
    );
    assert.match(
      stdout,
      /^ {4}rows: country DEU, by data\/entitlements\.csv:2 for group critical$/m,
    );
    assert.match(
      stdout,
      /^ {4}or: city Boston and country USA, by data\/entitlements\.csv:3 for group usa$/m,
    );
    assert.match(stdout, /^ {4}not the columns email$/m);
  });

  it("says by the settings which rule of a data set's own it is, with file and line", async () => {
    const rowRules = [{ group: "usa", values: { Land: ["USA", "CAN"] } }, { group: "critical" }];
    await write("tenant.yaml", withData({ rowRules }));
    const seen = await ofAna("--tenant tenant.yaml");
    assert.deepEqual(seen?.rows, [{ Land: ["USA", "CAN"] }, {}]);
    assert.equal(seen.allRows, true);
    assert.match(
      seen.rules[0]?.where ?? "",
      /^tenant\.yaml:\d+: tenant\.dataSets\.revenue\.rowRules\[0\]$/,
    );
  });

  it("says why it is not known where the table is wrong", async () => {
    const settings = withData(
      { entitled: { country: "Land" } },
      { entitlements: { file: "none.csv" } },
    );
    await write("tenant.yaml", settings);
    const seen = await ofAna("--tenant tenant.yaml");
    assert.match(seen?.unread ?? "", /none\.csv.*cannot be read/);
  });

  it("is compared by qsgov diff between a commit and the files, by the lines that give it", async () => {
    await mkdir(join(directory(), "data"));
    const table = (...lines: string[]) =>
      write("data/entitlements.csv", `${["group,country", ...lines].join("\n")}\n`);
    const entitled = (columns: readonly unknown[]) =>
      withData(
        { entitled: { country: "Land" }, columns },
        {
          entitlements: { file: "data/entitlements.csv" },
          labels: { pii: { groups: ["bi-admin"] } },
        },
      );
    const held = { name: "City", label: "pii" };
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@x.com", ...args], {
        ...{ cwd: directory(), stdio: "ignore" },
      });
    await table("critical,DEU", "usa,USA");
    await write("tenant.yaml", entitled(["Land", { name: "email", label: "pii" }, held]));
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-q", "-m", "one");
    const diff = (more: string) =>
      run(`diff --tenant tenant.yaml --from main --to files ${more}`.trim());
    const same = await diff("");
    assert.equal(same.code, 0, same.stdout + same.stderr);
    await table("critical,FRA", "critical,DEU");
    await write("tenant.yaml", entitled(["Land", "email", held]));
    const { code, stdout } = await diff("--json");
    assert.equal(code, 2);
    const { sight } = JSON.parse(stdout) as { sight: object };
    const of = { region: dataRegion, id: "qsgov-default-revenue", name: "Revenue" };
    assert.deepEqual(sight, {
      gains: [
        {
          ...{ people: ["ana@oktank.com", "bo@oktank.com"], ...of },
          ...{ rows: [{ Land: ["FRA"] }], columns: ["email"], where: ["data/entitlements.csv:2"] },
        },
      ],
      loses: [
        {
          ...{ people: ["ana@oktank.com"], ...of },
          ...{ rows: [{ Land: ["USA"] }], where: ["data/entitlements.csv:3"] },
        },
      ],
    });
    const text = await diff("--markdown");
    assert.match(text.stdout, /^### Rows and columns that people see more \(1\)$/m);
    assert.match(
      text.stdout,
      /quicksight-fed-critical \(2 people\) gains rows with Land FRA and the columns email of data-set "Revenue"/,
    );
  });
});
