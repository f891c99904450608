import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  CreateFolderCommand,
  CreateFolderMembershipCommand,
  CreateGroupMembershipCommand,
  type QuickSightClient,
  RegisterUserCommand,
  UpdateDashboardPermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { permissionSet } from "../../core/assets/permissionSet.ts";
import {
  createDashboard,
  createDataSet,
  createDataSource,
  showing,
  table,
} from "../simulator/support/assets.ts";
import { applyTenant, beginWith } from "./beginWith.ts";
import { dataRegion, makeGroups, openClient, shareDashboard, shareWithAll } from "./dashboards.ts";
import { accountId, tenant, workplace } from "./qsgov.ts";

interface Via {
  readonly type: string;
  readonly principal: string;
  readonly folder?: string;
}

interface PersonDocument {
  readonly person: string;
  readonly namespace: string;
  readonly role: string;
  readonly groups: readonly { readonly group: string; readonly lines: readonly number[] }[];
  readonly assets: readonly {
    readonly kind: string;
    readonly id: string;
    readonly name: string;
    readonly level: string;
    readonly via: readonly Via[];
  }[];
  readonly dataSets: readonly {
    readonly id: string;
    readonly via: readonly { readonly id: string }[];
  }[];
  readonly unknown: readonly string[];
  readonly verified?: object;
}

interface AssetDocument {
  readonly people: readonly {
    readonly person: string;
    readonly level: string;
    readonly via: readonly Via[];
    readonly dataSets?: readonly {
      readonly id: string;
      readonly rows: readonly object[];
      readonly hiddenColumns: readonly string[];
    }[];
  }[];
  readonly sessions?: readonly object[];
}

const arn = (rest: string) => `arn:aws:quicksight:us-east-1:${accountId}:${rest}`;

describe("qsgov explain", () => {
  const place = workplace();
  const { directory, write, simulator } = place;
  const run = (args: string) => place.run(args, { AWS_REGION: dataRegion });
  let client: QuickSightClient;
  beginWith(place, () => applyTenant({ write, run }, {}, " --only people"));
  beforeEach(() => {
    client = openClient(simulator(), dataRegion);
  });
  afterEach(() => {
    client.destroy();
  });
  const document = async <Document>(args: string): Promise<Document> => {
    const { stdout, stderr } = await run(`explain ${args} --json`);
    assert.equal(stderr, "");
    return JSON.parse(stdout) as Document;
  };
  const ofAna = (args = "") =>
    document<PersonDocument>(`ana@oktank.com --tenant tenant.yaml ${args}`.trim());

  it("says of a person role, groups by their lines, and each asset with the ways to it", async () => {
    await shareDashboard(simulator(), { id: "sales", name: "Sales" }, "critical");
    await shareDashboard(simulator(), { id: "of-nobody" });
    await shareWithAll(simulator(), "sales");
    const { person, namespace, role, groups, assets, unknown } = await ofAna();
    assert.deepEqual([person, namespace, role], ["ana@oktank.com", "default", "READER"]);
    assert.deepEqual(
      groups.map(({ group, lines }) => [group, ...lines]),
      [
        ["critical", 1],
        ["usa", 2],
      ],
    );
    assert.deepEqual(
      assets.map(({ kind, id, level }) => [kind, id, level]),
      [["dashboard", "sales", "viewer"]],
    );
    assert.deepEqual(assets[0]?.via.map(({ type, principal }) => [type, principal]).sort(), [
      ["grant", arn("group/default/quicksight-fed-critical")],
      ["namespace", arn("namespace/default")],
    ]);
    assert.deepEqual(unknown, []);
  });

  it("does not say of somebody of another role that lines of the file put them into a group", async () => {
    const identity = openClient(simulator(), "us-east-1");
    const address = { AwsAccountId: accountId, Namespace: "default" };
    const SessionName = "ana@oktank.com";
    await identity.send(
      new RegisterUserCommand({
        ...{ ...address, SessionName, Email: SessionName, IdentityType: "IAM", UserRole: "READER" },
        IamArn: `arn:aws:iam::${accountId}:role/other`,
      }),
    );
    const GroupName = "quicksight-fed-critical";
    const MemberName = `other/${SessionName}`;
    await identity.send(new CreateGroupMembershipCommand({ ...address, GroupName, MemberName }));
    identity.destroy();
    const { groups } = await document<PersonDocument>(`${MemberName} --tenant tenant.yaml`);
    assert.deepEqual(
      groups.map(({ group, lines }) => [group, ...lines]),
      [["critical"]],
    );
  });

  it("follows folders upwards, and says which folder it is", async () => {
    await createDashboard(client, "costs");
    const AwsAccountId = accountId;
    const Permissions = [
      {
        Principal: arn("group/default/quicksight-fed-critical"),
        Actions: permissionSet("folder", "owner"),
      },
    ];
    const { Arn } = await client.send(
      new CreateFolderCommand({ AwsAccountId, FolderId: "top", Name: "Top", Permissions }),
    );
    await client.send(
      new CreateFolderCommand({
        AwsAccountId,
        FolderId: "inner",
        Name: "Inner",
        ParentFolderArn: Arn,
      }),
    );
    await client.send(
      new CreateFolderMembershipCommand({
        ...{ AwsAccountId, FolderId: "inner", MemberId: "costs", MemberType: "DASHBOARD" },
      }),
    );
    const { assets } = await ofAna("--verify");
    assert.deepEqual(
      assets.map(({ kind, id, level, via }) => [kind, id, level, via[0]?.folder]),
      [
        ["dashboard", "costs", "owner", "top"],
        ["folder", "inner", "owner", "top"],
        ["folder", "top", "owner", undefined],
      ],
    );
  });

  it("names the data sets that somebody reads through dashboards", async () => {
    await createDataSource(client, "db");
    await createDataSet(client, "revenue");
    await shareDashboard(simulator(), { id: "sales" }, "critical");
    await createDashboard(client, "shown", { Definition: showing("revenue") });
    await client.send(
      new UpdateDashboardPermissionsCommand({
        ...{ AwsAccountId: accountId, DashboardId: "shown" },
        GrantPermissions: [
          {
            Principal: arn("group/default/quicksight-fed-usa"),
            Actions: permissionSet("dashboard", "viewer"),
          },
        ],
      }),
    );
    const { dataSets } = await ofAna();
    assert.deepEqual(
      dataSets.map(({ id, via }) => [id, ...via.map((one) => one.id)]),
      [["revenue", "shown"]],
    );
  });

  it("says of an asset everyone, by id or by name", async () => {
    await shareDashboard(simulator(), { id: "sales", name: "Sales" }, "usa");
    for (const reference of ["dashboard:sales", "dashboard:Sales"]) {
      const { people } = await document<AssetDocument>(reference);
      assert.deepEqual(
        people.map(({ person, level }) => [person, level]),
        [["ana@oktank.com", "viewer"]],
      );
      assert.deepEqual(people[0]?.via[0]?.principal, arn("group/default/quicksight-fed-usa"));
    }
  });

  it("says of a dashboard which rows and columns its readers see, those who see the same together", async () => {
    const id = "qsgov-default-orders";
    await createDataSource(client, "db");
    await createDataSet(client, `${id}-rules`, {
      ...{ ...table("GroupARN", "Land"), UseAs: "RLS_RULES" },
    });
    const Arn = `arn:aws:quicksight:${dataRegion}:${accountId}:dataset/${id}-rules`;
    await createDataSet(client, id, {
      ...{ Name: "Orders", ...table("Land", "email") },
      ColumnLevelPermissionRules: [
        { ColumnNames: ["email"], Principals: [arn("group/default/quicksight-fed-usa")] },
      ],
      RowLevelPermissionTagConfiguration: {
        Status: "ENABLED",
        TagRules: [{ TagKey: "customer", ColumnName: "Land", MatchAllValue: "hush" }],
      },
      RowLevelPermissionDataSet: {
        ...{ Arn, PermissionPolicy: "GRANT_ACCESS", FormatVersion: "VERSION_2" },
      },
    });
    await createDashboard(client, "shown", { Definition: showing(id) });
    await shareWithAll(simulator(), "shown");
    const db = { type: "POSTGRESQL", name: "DB", host: "h", port: 1, database: "d", secret: "s" };
    const orders = { name: "Orders", source: "db", table: { name: "t" } };
    await write("who.csv", "group,country\nusa,USA\ncritical,GBR\n");
    await write("tenant.yaml", {
      ...{ ...tenant, dataSources: { db }, entitlements: { file: "who.csv" } },
      dataSets: {
        orders: { ...orders, columns: ["Land", "email"], entitled: { country: "Land" } },
      },
    });
    const { people } = await document<AssetDocument>("dashboard:shown --tenant tenant.yaml");
    assert.deepEqual(
      people.map(({ person, dataSets = [] }) => [
        person,
        ...dataSets.map(({ id: of, rows, hiddenColumns }) => [of, rows, hiddenColumns]),
      ]),
      [
        ["ana@oktank.com", [id, [{ Land: ["USA"] }, { Land: ["GBR"] }], []]],
        ["bo@oktank.com", [id, [{ Land: ["GBR"] }], ["email"]]],
        ["cy@oktank.com", [id, [], ["email"]]],
      ],
    );
    const { stdout } = await run("explain dashboard:shown --tenant tenant.yaml");
    const end = stdout.slice(stdout.indexOf("what they see"));
    assert.match(
      end,
      /^what they see of the data\n {2}quicksight-fed-users\/ana@oktank\.com\n {4}"Orders" \(qsgov-default-orders\)\n {6}rows: country USA, by who\.csv:2 for group usa\n {6}or: country GBR, by who\.csv:3 for group critical\n/,
    );
    assert.match(
      end,
      /bo@oktank\.com\n {4}"Orders" .*\n {6}rows: country GBR, .*\n {6}not the columns email\n/,
    );
    assert.match(
      end,
      /^sessions without a user see rows of "Orders" \(qsgov-default-orders\) by the tags customer \(Land\)$/m,
    );
    assert.doesNotMatch(stdout, /hush/);
    // Nobody opens the data set itself, and sessions see it all the same.
    const data = await document<AssetDocument>(`data-set:${id}`);
    assert.deepEqual(data.people, []);
    assert.deepEqual(data.sessions, [
      { id, tags: [{ tag: "customer", column: "Land", hasMatchAll: true }] },
    ]);
  });

  it("names a folder of the asset's Region where another Region has one of the same id", async () => {
    await createDashboard(client, "costs");
    const Permissions = [
      {
        Principal: arn("group/default/quicksight-fed-critical"),
        Actions: permissionSet("folder", "viewer"),
      },
    ];
    const own = { AwsAccountId: accountId, FolderId: "top" };
    await client.send(new CreateFolderCommand({ ...own, Name: "Top", Permissions }));
    await client.send(
      new CreateFolderMembershipCommand({ ...own, MemberId: "costs", MemberType: "DASHBOARD" }),
    );
    assert.equal((await run("snapshot --out now.json")).code, 0);
    const file = join(directory(), "now.json");
    const snapshot = JSON.parse(await readFile(file, "utf8")) as {
      assets: { kind: string; name: string; region: string }[];
    };
    const top = snapshot.assets.find(({ kind }) => kind === "folder");
    assert.ok(top);
    snapshot.assets.unshift({ ...top, name: "Elsewhere", region: "us-west-2" });
    await writeFile(file, JSON.stringify(snapshot));
    const { stdout } = await run("explain dashboard:costs --snapshot now.json");
    assert.match(stdout, /on folder "Top" \(top\): viewer/);
  });

  it("answers from a snapshot without asking anybody, and compares with the service where asked", async () => {
    await shareDashboard(simulator(), { id: "sales" }, "critical");
    const live = await ofAna("--verify");
    assert.deepEqual(live.verified, { agreed: 1, onlyHere: [], onlyThere: [] });
    assert.equal((await run("snapshot --out now.json")).code, 0);
    simulator().reset();
    const { code, stdout } = await run("explain ana@oktank.com --snapshot now.json --json");
    assert.equal(code, 0);
    assert.deepEqual((JSON.parse(stdout) as PersonDocument).assets, live.assets);
    assert.deepEqual(simulator().calls(), {});
  });

  it("prints it for people", async () => {
    await shareDashboard(simulator(), { id: "sales", name: "Sales" }, "critical");
    const { code, stdout } = await run("explain ana@oktank.com --tenant tenant.yaml");
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^quicksight-fed-users\/ana@oktank\.com in namespace default: READER, by critical \(READER\)$/m,
    );
    assert.match(stdout, /^ {2}critical: line 1 of the membership file$/m);
    assert.match(
      stdout,
      /^ {2}dashboard {2}Sales {2}sales {2}viewer {2}group quicksight-fed-critical: viewer$/m,
    );
    const asset = await run("explain dashboard:sales");
    assert.match(asset.stdout, /^dashboard "Sales" \(sales\) in eu-west-1: 2 people can open it$/m);
  });

  it("says what is wrong with a question in one line, and writes nothing", async () => {
    const wrong = async (args: string, message: RegExp) => {
      const { code, stderr } = await run(`explain ${args}`.trim());
      assert.equal(code, 1);
      assert.match(stderr, message);
    };
    await wrong("", /name one PERSON, or one asset as KIND:ID/);
    await wrong("ana@oktank.com bob@oktank.com", /got "ana@oktank.com" and "bob@oktank.com"/);
    await wrong(
      "nobody@oktank.com",
      /the account has nobody with the email, session or user name "nobody@oktank.com"/,
    );
    await wrong("dashboard:sales --verify", /--verify is about a person, not an asset/);
    await wrong(
      "dashboard:sales --namespace default",
      /--namespace is about a person, not an asset/,
    );
    await wrong("dashboard:none", /nothing has the id or name "dashboard:none"/);
    await wrong(
      "ana@oktank.com --namespace other",
      /there is no namespace "other"; there are default/,
    );
    await wrong("ana@oktank.com --snapshot none.json", /none.json cannot be read as a snapshot/);
    await writeFile(join(directory(), "odd.json"), '{"version":2}');
    await wrong("ana@oktank.com --snapshot odd.json", /it is no snapshot: version/);
  });
});

describe("qsgov snapshot", () => {
  const { directory, run: runIn, simulator, control } = workplace();
  const run = (args: string) => runIn(args, { AWS_REGION: dataRegion });

  it("writes a line for each person and each asset, and does not write over a file", async () => {
    await shareDashboard(simulator(), { id: "sales" });
    const { code, stdout } = await run("snapshot --out now.json");
    assert.equal(code, 0);
    assert.match(stdout, /^wrote now\.json: 0 people of 1 namespace, 1 assets$/m);
    const text = await readFile(join(directory(), "now.json"), "utf8");
    assert.match(
      text,
      /^ {4}\{"kind":"dashboard","id":"sales","name":"sales","region":"eu-west-1","grants":\[\]\}$/m,
    );
    assert.equal((await run("snapshot --out now.json")).code, 1);
    assert.equal((await run("snapshot --out now.json --force")).code, 0);
  });

  it("writes a line for each principal on each asset for spreadsheets, and no formula", async () => {
    await makeGroups(simulator(), "critical");
    await shareDashboard(simulator(), { id: "sales", name: "=Sales" }, "critical");
    await shareWithAll(simulator(), "sales");
    assert.equal((await run("snapshot --out now.json --csv access.csv")).code, 0);
    const actions =
      "quicksight:DescribeDashboard quicksight:ListDashboardVersions quicksight:QueryDashboard";
    assert.equal(
      await readFile(join(directory(), "access.csv"), "utf8"),
      [
        "region,type,asset_name,asset_id,principal_type,principal,namespace,actions,link",
        `eu-west-1,dashboard,"'=Sales",sales,group,quicksight-fed-critical,default,${actions},`,
        `eu-west-1,dashboard,"'=Sales",sales,namespace,default,default,${actions},`,
        "",
      ].join("\n"),
    );
  });

  it("refuses a folder that is not there before it asks anybody", async () => {
    for (const args of ["--out none/now.json", "--out now.json --csv none/access.csv"]) {
      const { code, stderr } = await run(`snapshot ${args}`);
      assert.equal(code, 1);
      assert.match(
        stderr,
        /^qsgov snapshot: there is no folder none; make it, or choose another --(out|csv) FILE/m,
      );
    }
    assert.deepEqual(simulator().calls(), {});
  });

  it("says what it could not read, and ends with 4", async () => {
    await control("faults", [{ operation: "ListAgents", error: "AccessDeniedException" }]);
    const { code, stdout } = await run("snapshot --out now.json");
    assert.equal(code, 4);
    assert.match(stdout, /^not read \(1\)\n {2}agents in eu-west-1: AccessDenied/m);
  });
});
