import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  CreateCustomPermissionsCommand,
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  type QuickSightClient,
  RegisterUserCommand,
  UpdateSelfUpgradeConfigurationCommand,
  UpdateUserCustomPermissionCommand,
  type UserRole,
} from "@aws-sdk/client-quicksight";
import { createQuickSight } from "../../core/aws/createQuickSight.ts";
import { parseMembership } from "../../core/people/membership/parseMembership.ts";
import { parse } from "yaml";
import type { PlanDocument } from "../../cli/planDocument.ts";
import { parseTenant } from "../../core/settings/parseTenant.ts";
import { dataRegion, shareDashboard, shareDataSet, shareWithAll } from "./dashboards.ts";
import { accountId, workplace } from "./qsgov.ts";

const address = { AwsAccountId: accountId, Namespace: "default" };
const prefix = "quicksight-fed-";

describe("qsgov dump", () => {
  const { directory, write, run, simulator, control } = workplace();
  let client: QuickSightClient;
  beforeEach(() => {
    client = createQuickSight({
      region: "us-east-1",
      endpoint: simulator().url,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
  });
  afterEach(() => {
    client.destroy();
  });
  const group = (name: string, Description?: string) =>
    client.send(new CreateGroupCommand({ ...address, GroupName: name, Description }));
  const person = async (session: string, UserRole: UserRole, groups: string[], Email = session) => {
    await client.send(
      new RegisterUserCommand({
        ...address,
        IdentityType: "IAM",
        IamArn: `arn:aws:iam::${accountId}:role/quicksight-fed-users`,
        SessionName: session,
        Email,
        UserRole,
      }),
    );
    const MemberName = `quicksight-fed-users/${session}`;
    for (const GroupName of groups.map((name) => `${prefix}${name}`)) {
      await client.send(new CreateGroupMembershipCommand({ ...address, GroupName, MemberName }));
    }
  };
  const profile = async (name: string, ...sessions: string[]) => {
    const CustomPermissionsName = name;
    const created = { AwsAccountId: accountId, CustomPermissionsName };
    await client.send(new CreateCustomPermissionsCommand(created));
    for (const session of sessions) {
      const UserName = `quicksight-fed-users/${session}`;
      await client.send(
        new UpdateUserCustomPermissionCommand({ ...address, UserName, CustomPermissionsName }),
      );
    }
  };
  const dumped = async () => {
    const { code, stdout, stderr } = await run("dump --namespace default --json");
    assert.equal(code, 0, stderr);
    const text = await readFile(join(directory(), "tenant.yaml"), "utf8");
    const rows = await readFile(join(directory(), "membership.csv"), "utf8");
    const { settings, problems } = parseTenant(parse(text));
    assert.deepEqual(problems, []);
    assert.ok(settings);
    const report = JSON.parse(stdout) as { notices: string[]; unmanaged: string[] };
    return { text, rows, settings, report };
  };
  const planned = async () => {
    const { code, stdout } = await run("plan --tenant tenant.yaml --json");
    return { code, document: JSON.parse(stdout) as PlanDocument };
  };

  it("writes settings and a membership file whose plan is empty", async () => {
    for (const name of ["critical", "bi-admin"]) await group(`${prefix}${name}`);
    await group(`${prefix}usa`, "Rows of the USA");
    await person("ana@oktank.com", "READER", ["critical", "usa"]);
    await person("bo@oktank.com", "ADMIN", ["bi-admin", "usa"]);
    const { text, rows, settings } = await dumped();
    assert.equal(
      rows,
      `namespace,group,user,email
default,critical,ana,ana@oktank.com
default,usa,ana,ana@oktank.com
default,bi-admin,bo,bo@oktank.com
default,usa,bo,bo@oktank.com
`,
    );
    assert.deepEqual(settings.groups, {
      "bi-admin": { role: "ADMIN", existing: true },
      critical: { role: "READER", existing: true },
      usa: { role: "READER", description: "Rows of the USA", existing: true },
    });
    assert.deepEqual(settings.guard.protected, []);
    assert.match(
      text,
      /^account: organization\/.* # the account stack: put the name of yours here$/m,
    );
    const { code, document } = await planned();
    assert.deepEqual([code, document.verdict], [0, "nothing"]);
  });

  it("keeps what people raise by themselves where they may, says so, and says nothing where they may not", async () => {
    await group(`${prefix}critical`);
    await person("ana@oktank.com", "READER", ["critical"]);
    const { settings, report } = await dumped();
    assert.equal(settings.identity.selfUpgrade, "adopt");
    assert.match(
      report.notices.join("\n"),
      /people of the namespace may raise their own role, and selfUpgrade: adopt keeps that; deny/,
    );
    assert.equal((await planned()).code, 0);
    const closed = { ...address, SelfUpgradeStatus: "ADMIN_APPROVAL" } as const;
    await client.send(new UpdateSelfUpgradeConfigurationCommand(closed));
    assert.equal((await run("dump --namespace default --force")).code, 0);
    const text = await readFile(join(directory(), "tenant.yaml"), "utf8");
    assert.doesNotMatch(text, /selfUpgrade/);
    const operation = "DescribeSelfUpgradeConfiguration";
    await control("faults", { operation, error: "AccessDeniedException" });
    assert.match(
      (await run("dump --namespace default --force")).stdout,
      /whether people of namespace default may raise their own role is not known.*allow quicksight:Describe/,
    );
    assert.equal((await planned()).code, 0);
  });

  it("says who opens what, and a plan of that is empty as well", async () => {
    for (const name of ["critical", "usa"]) await group(`${prefix}${name}`);
    await person("ana@oktank.com", "READER", ["critical", "usa"]);
    await shareDashboard(simulator(), { id: "sales", name: "Sales" }, "critical");
    await shareDataSet(simulator(), "revenue", "usa");
    await shareWithAll(simulator(), "sales");
    const from = { AWS_REGION: dataRegion };
    assert.equal((await run("dump --namespace default", from)).code, 0);
    const text = await readFile(join(directory(), "tenant.yaml"), "utf8");
    assert.deepEqual((parse(text) as { access: object[] }).access, [
      { everybody: true, dashboards: ["sales"] },
      { group: "critical", dashboards: ["sales"] },
      { group: "usa", dataSets: ["revenue"] },
    ]);
    const { code, stdout } = await run("plan --tenant tenant.yaml --json", from);
    assert.equal(code, 0, stdout);
  });

  it("names those whose role was deleted by what is left of them, with another role in its place", async () => {
    for (const name of ["critical", "bi-admin"]) await group(`${prefix}${name}`);
    await person("ana@oktank.com", "READER", ["critical"]);
    await person("bo@oktank.com", "ADMIN", ["bi-admin"]);
    const body = JSON.stringify({ Role: "quicksight-fed-users" });
    await fetch(`${simulator().url}/_sim/orphans`, { method: "POST", body });
    await person("bo@oktank.com", "ADMIN", ["bi-admin"]);
    const { rows, report } = await dumped();
    assert.match(rows, /^namespace,group,user,email\ndefault,bi-admin,bo,bo@oktank.com\n$/);
    const unmanaged = report.unmanaged.join("\n");
    assert.match(unmanaged, /^user N\/A, ana@oktank.com, federated\/iam\/AROA\w+:ana@oktank.com /m);
    assert.match(unmanaged, /^user N\/A, bo@oktank.com, /m);
    const { code, document } = await planned();
    assert.deepEqual([code, document.verdict], [0, "nothing"]);
  });

  it("protects people whom the files cannot say, with the reason, so that the plan is empty all the same", async () => {
    for (const name of ["critical", "USA", "empty"]) await group(`${prefix}${name}`);
    await group("someone-elses");
    await person("ana@oktank.com", "READER", ["critical"]);
    await person("ANA@oktank.com", "READER", ["critical"]);
    await person("boss@oktank.com", "AUTHOR_PRO", ["critical"]);
    await person("both@oktank.com", "READER", ["critical", "USA"]);
    await person("jdoe", "READER", ["critical"]);
    await person("lone@oktank.com", "ADMIN", []);
    await person("moved@oktank.com", "READER", ["critical"], "old@oktank.com");
    await person("waiting@oktank.com", "READER", []);
    const local = { Email: "eve@oktank.com", UserName: "eve", IdentityType: "QUICKSIGHT" } as const;
    await client.send(new RegisterUserCommand({ ...address, ...local, UserRole: "READER" }));
    const { text, rows, settings, report } = await dumped();
    assert.deepEqual(
      parseMembership(rows, "").rows.map(({ email }) => email),
      ["ana@oktank.com", "boss@oktank.com", "both@oktank.com", "old@oktank.com"],
    );
    const reasons: [string, RegExp][] = [
      ["ANA@oktank.com", /cannot be in a membership file: .*differs in case only/],
      ["boss@oktank.com", /is AUTHOR_PRO, and their groups give READER/],
      ["both@oktank.com", /is in USA, which the settings cannot name/],
      ["jdoe", /cannot be in a membership file: email is not an address/],
      ["lone@oktank.com", /is in no group that the settings can name \(ADMIN\)/],
    ];
    assert.deepEqual([...settings.guard.protected].sort(), reasons.map(([email]) => email).sort());
    for (const [email, reason] of reasons) {
      assert.match(text, new RegExp(`^ +- ${email} # .*${reason.source}`, "m"));
    }
    assert.deepEqual(report.unmanaged, ["user eve (READER)", "group someone-elses"]);
    assert.match(text, /^# {3}user eve \(READER\): not managed$/m);
    assert.match(
      report.notices.join("\n"),
      /^group USA: its name cannot be written in the settings/,
    );
    const { code, document } = await planned();
    assert.deepEqual([code, document.verdict, document.operations], [0, "nothing", []]);
  });

  it("gives a profile to the group whose members all have it, and leaves out one that others have as well", async () => {
    for (const name of ["critical", "usa", "gbr"]) await group(`${prefix}${name}`);
    await person("ana@oktank.com", "READER", ["critical", "usa"]);
    await person("bo@oktank.com", "READER", ["critical"]);
    await person("cy@oktank.com", "READER", ["gbr"]);
    await person("di@oktank.com", "READER", ["usa"]);
    await profile("No-Exports", "ana@oktank.com", "bo@oktank.com");
    await profile("No-Sharing", "cy@oktank.com", "di@oktank.com");
    const { settings, report } = await dumped();
    const given = Object.entries(settings.groups).map(([name, { customPermissions }]) => [
      name,
      customPermissions,
    ]);
    assert.deepEqual(Object.fromEntries(given), {
      critical: "No-Exports",
      gbr: undefined,
      usa: undefined,
    });
    assert.match(report.notices.join("\n"), /^custom permissions No-Sharing: .*left out/);
    assert.equal((await planned()).code, 0);
  });

  it("tells people with one name at two domains apart", async () => {
    await group(`${prefix}critical`);
    await person("ana@oktank.com", "READER", ["critical"]);
    await person("ana@else.com", "READER", ["critical"]);
    const { rows } = await dumped();
    assert.match(rows, /^default,critical,ana@else\.com,ana@else\.com$/m);
    assert.equal((await planned()).code, 0);
  });

  it("never writes over files without --force, and asks nothing of AWS before", async () => {
    await write("out/membership.csv", "mine\n");
    const { code, stderr } = await run("dump --namespace default --out out");
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^qsgov dump: out\/membership\.csv is there already; choose another --out/,
    );
    assert.deepEqual(simulator().calls(), {});
    await group(`${prefix}critical`);
    assert.equal((await run("dump --namespace default --out out --force")).code, 0);
    assert.match(await readFile(join(directory(), "out/membership.csv"), "utf8"), /^namespace,/);
  });

  it("says what it wrote, and that plans refuse a file that names nobody", async () => {
    await group(`${prefix}critical`);
    const { stdout } = await run("dump --namespace default");
    assert.match(
      stdout,
      /^namespace default: 0 people in 1 group\nwrote tenant\.yaml and membership\.csv$/m,
    );
    assert.match(stdout, /the membership file names nobody, and plans refuse such a file/);
  });

  it("writes nothing when no group of the namespace has the prefix", async () => {
    await group("sales");
    const { code, stderr } = await run("dump --namespace default");
    assert.equal(code, 1);
    assert.match(stderr, /no group whose name begins with "quicksight-fed-".*--group-prefix/);
    await assert.rejects(readFile(join(directory(), "tenant.yaml")));
    const other = await run("dump --namespace default --group-prefix sa");
    assert.equal(other.code, 0);
  });
});
