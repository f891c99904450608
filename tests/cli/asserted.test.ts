import assert from "node:assert/strict";
import { CreateFolderCommand } from "@aws-sdk/client-quicksight";
import { createQuickSight } from "../../core/aws/createQuickSight.ts";
import { AwsAccountId } from "../simulator/support/simulated.ts";
import {
  createDashboard,
  createDataSet,
  createDataSource,
  showing,
  table,
} from "../simulator/support/assets.ts";
import { applyTenant, beginWith } from "./beginWith.ts";
import {
  dataRegion,
  groupsOn,
  makeGroups,
  openClient,
  shareDashboard,
  shareDataSet,
  shareWithAll,
} from "./dashboards.ts";
import { membership, tenant, workplace } from "./qsgov.ts";

const access = [
  { group: "critical", dashboards: ["Sales"] },
  { group: "usa", dashboards: ["Payroll"] },
];
const noPayroll = {
  never: { people: "bo@*", dashboards: ["Pay*"] },
  reason: "salaries",
};

interface Document {
  readonly verdict?: string;
  readonly error?: string;
  readonly subjects: readonly { readonly notBegun?: string }[];
  readonly assertions: {
    readonly count: number;
    readonly broken: readonly { readonly assertion: string; readonly people: readonly string[] }[];
    readonly standing: readonly object[];
    readonly refusals: readonly string[];
    readonly notices: readonly string[];
  };
}

describe("assertions in qsgov plan and apply", () => {
  const place = workplace();
  const { write, simulator, control } = place;
  const runIn = (args: string) => place.run(args, { AWS_REGION: dataRegion });
  const run = (args: string) => runIn(`${args} --tenant tenant.yaml`);
  const asserting = (...assertions: object[]) =>
    write("tenant.yaml", { ...tenant, access, assertions });
  beginWith(place, async () => {
    await makeGroups(simulator(), "critical", "bi-admin", "usa");
    await shareDashboard(simulator(), { id: "sales", name: "Sales" });
    await shareDashboard(simulator(), { id: "payroll", name: "Payroll" });
    await applyTenant({ write, run: runIn }, { access });
  });
  const breakIt = () => write("membership.csv", `${membership}default,usa,Bo,bo@oktank.com\n`);

  it("refuse a plan that breaks one, by whom, by which path and which lines, and apply writes nothing", async () => {
    await asserting(noPayroll);
    assert.equal((await run("plan")).code, 0);
    await breakIt();
    const said =
      /^ {2}tenant\.assertions\[0\]: bo@oktank\.com can open dashboard "Payroll" \(payroll\) as viewer, and nobody of theirs may, by group quicksight-fed-usa, line 5 of membership\.csv, tenant\.yaml:\d+: tenant\.access\[1\] \(salaries\)$/m;
    const planned = await run("plan");
    assert.equal(planned.code, 3, planned.stdout + planned.stderr);
    assert.match(planned.stdout, said);
    assert.match(planned.stdout, /take out the lines or the settings/);
    assert.match(planned.stdout, /^\+ /m, "the plan is shown all the same");
    const before = simulator().calls();
    const applied = await run("apply");
    assert.equal(applied.code, 3, applied.stdout + applied.stderr);
    assert.match(applied.stdout, said);
    const writes = Object.entries(simulator().calls()).filter(
      ([name, count]) => /^(Create|Update|Delete|Register)/.test(name) && count !== before[name],
    );
    assert.deepEqual(writes, []);
    const document = JSON.parse((await run("plan --json")).stdout) as Document;
    assert.equal(document.verdict, "refused");
    assert.deepEqual(
      document.assertions.broken.map(({ assertion, people }) => [assertion, ...people]),
      [["tenant.assertions[0]", "bo@oktank.com"]],
    );
    const refused = await run("apply --json");
    assert.equal(refused.code, 3);
    assert.match((JSON.parse(refused.stdout) as Document).error ?? "", /assertions refuse/);
  });

  it("say what is broken already, and do not hold up what changes something else, or mends it", async () => {
    await breakIt();
    assert.equal((await run("apply")).code, 0);
    await asserting(noPayroll);
    await write(
      "membership.csv",
      `${membership}default,usa,Bo,bo@oktank.com\ndefault,critical,Di,di@oktank.com\n`,
    );
    const { code, stdout } = await run("apply");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /does not hold already: tenant\.assertions\[0\]: bo@oktank\.com can open/);
    await write("membership.csv", `${membership}default,critical,Di,di@oktank.com\n`);
    const mended = await run("apply");
    assert.equal(mended.code, 0);
    assert.doesNotMatch(mended.stdout, /does not hold already/);
  });

  it("refuse a grant in the settings, and that of access alone", async () => {
    await asserting({ only: { groups: ["usa"], dashboards: "Payroll" }, reason: "salaries" });
    assert.equal((await run("plan")).code, 0);
    await write("tenant.yaml", {
      ...{ ...tenant, access: [...access, { group: "critical", dashboards: ["payroll"] }] },
      assertions: [{ only: { groups: ["usa"], dashboards: "Payroll" }, reason: "salaries" }],
    });
    const { code, stdout } = await run("plan --only access");
    assert.equal(code, 3, stdout);
    assert.match(
      stdout,
      /bo@oktank\.com can open dashboard "Payroll" \(payroll\) as viewer, and only others may, by group quicksight-fed-critical, tenant\.yaml:\d+: tenant\.access\[2\] \(salaries\)/,
    );
    assert.equal((await run("apply --only access")).code, 3);
    assert.deepEqual(await groupsOn(simulator(), "payroll"), ["usa"]);
    assert.equal((await run("plan --only people")).code, 0, "people alone break nothing");
  });

  it("refuse to put an asset into a folder that some open who must not have it, also where it is in no folder yet", async () => {
    const client = createQuickSight({
      ...{ region: dataRegion, endpoint: simulator().url },
      credentials: { accessKeyId: AwsAccountId, secretAccessKey: "test" },
    });
    for (const FolderId of ["shared", "a", "b", "c"]) {
      await client.send(new CreateFolderCommand({ AwsAccountId, FolderId, Name: FolderId }));
    }
    client.destroy();
    const never = { never: { group: "critical", dashboards: "Payroll" }, reason: "salaries" };
    const shared = { name: "shared", existing: true, viewers: ["critical"] };
    const given = { ...tenant, access, assertions: [never] };
    await write("tenant.yaml", { ...given, folders: { shared } });
    assert.equal((await run("apply")).code, 0);
    await write("tenant.yaml", {
      ...given,
      folders: { shared: { ...shared, dashboards: ["Payroll"] } },
    });
    const { code, stdout } = await run("plan");
    assert.equal(code, 3, stdout);
    assert.match(stdout, /can open dashboard "Payroll" \(payroll\) as viewer, .* folder /);
    assert.equal((await run("apply")).code, 3);
  });

  it("refuse a membership by which somebody would see rows that they must not, as the files have the rules", async () => {
    const client = openClient(simulator(), dataRegion);
    const id = "qsgov-default-orders";
    await createDataSource(client, "db");
    await createDataSet(client, `${id}-rules`, {
      ...{ ...table("GroupARN", "Land"), UseAs: "RLS_RULES" },
    });
    const Arn = `arn:aws:quicksight:${dataRegion}:${AwsAccountId}:dataset/${id}-rules`;
    await createDataSet(client, id, {
      ...{ Name: "Orders", ...table("Land") },
      RowLevelPermissionDataSet: {
        ...{ Arn, PermissionPolicy: "GRANT_ACCESS", FormatVersion: "VERSION_2" },
      },
    });
    await createDashboard(client, "all", { Definition: showing(id) });
    client.destroy();
    await shareWithAll(simulator(), "all");
    const db = { type: "POSTGRESQL", name: "DB", host: "h", port: 1, database: "d", secret: "s" };
    const orders = { name: "Orders", source: "db", table: { name: "t" }, columns: ["Land"] };
    await write("who.csv", "group,country\ncritical,USA\nusa,GBR\n");
    await write("tenant.yaml", {
      ...{ ...tenant, access, dataSources: { db } },
      entitlements: { file: "who.csv" },
      dataSets: { orders: { ...orders, entitled: { country: "Land" } } },
      assertions: [
        {
          never: { people: "bo@*", "data-set": "Orders", rows: { country: "GBR" } },
          reason: "no licence",
        },
      ],
    });
    const held = await run("plan");
    assert.equal(held.code, 0, held.stdout + held.stderr);
    await breakIt();
    const { code, stdout } = await run("plan");
    assert.equal(code, 3, stdout);
    assert.match(
      stdout,
      /^ {2}tenant\.assertions\[0\]: bo@oktank\.com can see rows with Land GBR of data-set "Orders" \(qsgov-default-orders\), and nobody of theirs may, through dashboard "all" \(all\), as everybody of the namespace, by who\.csv:3, line 5 of membership\.csv \(no licence\)$/m,
    );
  });

  it("refuse what gives where nobody knows, and let go what takes", async () => {
    await asserting(noPayroll);
    await control("faults", [
      { operation: "ListFoldersForResource", error: "AccessDeniedException" },
      { operation: "ListFolders", error: "AccessDeniedException" },
    ]);
    await write("membership.csv", `${membership}default,critical,Di,di@oktank.com\n`);
    const { code, stdout } = await run("plan");
    assert.equal(code, 3, stdout);
    assert.match(
      stdout,
      /tenant\.assertions\[0\]: nobody knows whether it would hold, as something could not be read: folders in eu-west-1: AccessDeniedException/,
    );
    await write("membership.csv", membership.replace(/^.*usa.*\n/m, ""));
    const taking = await run("plan");
    assert.equal(taking.code, 2, taking.stdout);
    assert.match(taking.stdout, /nobody knows whether it holds, as something could not be read/);
  });

  it("refuse who comes to a data set by a dashboard that shows it, with the dashboard and what opens that", async () => {
    await shareDataSet(simulator(), "salaries", "bi-admin");
    const client = openClient(simulator(), dataRegion);
    await createDashboard(client, "board", { Definition: showing("salaries") });
    client.destroy();
    const shown = [...access, { group: "usa", dashboards: ["board"] }];
    await write("tenant.yaml", { ...tenant, access: shown });
    assert.equal((await run("apply")).code, 0);
    const only = { only: { group: "bi-admin", dataSets: ["salaries"] }, reason: "salaries" };
    await write("tenant.yaml", { ...tenant, access: shown, assertions: [only] });
    assert.equal((await run("plan")).code, 0);
    await breakIt();
    const { code, stdout } = await run("plan");
    assert.equal(code, 3, stdout);
    assert.match(
      stdout,
      /bo@oktank\.com can open data-set "salaries" \(salaries\) as viewer, and only others may, through dashboard "board" \(board\), by group quicksight-fed-usa, line 5 of membership\.csv, tenant\.yaml:\d+: tenant\.access\[2\] \(salaries\)/,
    );
    const diff = await run("diff");
    assert.equal(diff.code, 3, diff.stdout);
    assert.match(diff.stdout, /through dashboard "board" \(board\)/);
    await control("faults", [{ operation: "DescribeDashboard", error: "AccessDeniedException" }]);
    const unread = await run("plan");
    assert.equal(unread.code, 3, unread.stdout);
    assert.match(unread.stdout, /nobody knows whether it would hold.*dashboard/);
  });

  it("say of a name that fits nothing that it asserts nothing", async () => {
    await asserting({ never: { people: "bo@*", dashboards: ["Payrol"] }, reason: "salaries" });
    const { code, stdout } = await run("plan");
    assert.equal(code, 0, stdout);
    assert.match(
      stdout,
      /tenant\.assertions\[0\] asserts nothing: it is about no dashboard "Payrol" that there is; correct the name/,
    );
  });

  it("cost nothing where there are none, and else what they are about", async () => {
    const callsOf = async (args: string) => {
      const before = simulator().calls();
      await run(args);
      return Object.fromEntries(
        Object.entries(simulator().calls())
          .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
          .filter(([, count]) => count > 0),
      );
    };
    const without = await callsOf("plan");
    await asserting(noPayroll);
    const asserted = await callsOf("plan");
    const more = Object.fromEntries(
      Object.entries(asserted)
        .map(([name, count]) => [name, count - (without[name] ?? 0)] as const)
        .filter(([, count]) => count > 0),
    );
    assert.deepEqual(more, {
      DescribeDashboardPermissions: 1,
      ListDashboards: 1,
      ListFolders: 1,
      ListGroups: 1,
      ListNamespaces: 1,
      ListUserGroups: 3,
      ListUsers: 1,
    });
  });
});
