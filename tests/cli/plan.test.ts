import assert from "node:assert/strict";
import type { PlanDocument } from "../../cli/planDocument.ts";
import { membership, type Outcome, tenant, workplace } from "./qsgov.ts";

const documentOf = ({ stdout }: Outcome) => JSON.parse(stdout) as PlanDocument;

describe("qsgov plan", () => {
  const { directory, write, run, control, simulator } = workplace();
  beforeEach(async () => {
    await write("tenant.yaml", tenant);
    await write("membership.csv", membership);
  });
  const applied = async () => {
    assert.equal((await run("apply --tenant tenant.yaml")).code, 0);
    await control("calls");
  };

  it("shows who would change and why, ends with 2, and writes nothing", async () => {
    const { code, stdout, stderr } = await run("plan --tenant tenant.yaml");
    assert.equal(code, 2);
    assert.equal(stderr, "");
    assert.match(stdout, /^namespace default of account 111122223333, us-east-1\n/);
    assert.match(stdout, /^\+ new groups \(3\)$/m);
    assert.match(
      stdout,
      /^\+ new people \(3\)\n {2}ana@oktank\.com +READER +lines 1, 2 of membership\.csv$/m,
    );
    assert.match(stdout, /^\+ into groups \(4\)\n {2}ana@oktank\.com +critical +lines 1, 2 of /m);
    assert.match(stdout, /^10 to create, 0 to update, 0 to delete; 0 people unchanged$/m);
    assert.match(
      stdout,
      /^this plan adds 2 readers, 1 admin: \+30 USD a month at list prices of /m,
    );
    assert.deepEqual(Object.keys(simulator().calls()).sort(), [
      "DescribeAccountSubscription",
      "ListGroups",
      "ListUsers",
    ]);
  });

  it("ends with 0 when there is nothing to do, after the list calls of one reading and no other call", async () => {
    await applied();
    const { code, stdout } = await run("plan --tenant tenant.yaml");
    assert.equal(code, 0);
    assert.match(stdout, /^nothing to do; 3 people unchanged$/m);
    const { ListUsers, ListGroups, ListGroupMemberships, ...others } = simulator().calls();
    assert.deepEqual([ListUsers, ListGroups, ListGroupMemberships], [1, 1, 3]);
    assert.deepEqual(others, { DescribeAccountSubscription: 1 });
  });

  it("ends with 3 when the guard refuses, and names the command that approves exactly this plan", async () => {
    await applied();
    await write("few.csv", "default,usa,Di,di@oktank.com\n");
    await write("tenant.yaml", { ...tenant, guard: { removals: { percent: 0, atLeast: 1 } } });
    const args = "--tenant tenant.yaml --membership few.csv";
    const { code, stdout } = await run(`plan ${args}`);
    assert.equal(code, 3);
    assert.match(stdout, /^the guard refuses this plan; nothing was written \(5\)$/m);
    assert.match(stdout, /^ {2}3 of 3 people would be removed; the limit is 1/m);
    const [, hash = ""] = /QUICKSIGHT_GOVERNANCE_APPROVE=([0-9a-f]{12})/.exec(stdout) ?? [];
    const approving = `apply ${args} --account 111122223333 --approve ${hash}`;
    assert.match(stdout, new RegExp(`^ {2}npx qsgov ${approving}$`, "m"));
    assert.equal((await run(`plan ${args} --approve ${hash}`)).code, 2);
    assert.equal((await run(`plan ${args}`, { QUICKSIGHT_GOVERNANCE_APPROVE: hash })).code, 2);
    assert.equal((await run(`plan ${args} --approve 0123456789ab`)).code, 3);
  });

  it("is one document for machines with --json, whatever the verdict", async () => {
    const changes = documentOf(await run("plan --tenant tenant.yaml --json"));
    assert.deepEqual(Object.keys(changes), [
      "command",
      "namespace",
      "hash",
      "verdict",
      "operations",
      "notices",
      "refusals",
      "findings",
      "subjects",
    ]);
    assert.equal(changes.command, "plan");
    assert.equal(changes.namespace, "default");
    assert.match(changes.hash, /^[0-9a-f]{12}$/);
    assert.equal(changes.verdict, "changes");
    assert.equal(changes.operations.length, 10);
    assert.deepEqual(changes.operations[3], {
      kind: "register",
      session: "ana@oktank.com",
      email: "ana@oktank.com",
      role: "READER",
      reason: "lines 1, 2 of membership.csv",
    });
    await applied();
    const nothing = documentOf(await run("plan --tenant tenant.yaml --json"));
    assert.deepEqual([nothing.verdict, nothing.operations], ["nothing", []]);
    await write("membership.csv", "default,usa,Di,di@oktank.com\n");
    await write("tenant.yaml", { ...tenant, guard: { removals: { percent: 0, atLeast: 1 } } });
    const refused = documentOf(await run("plan --tenant tenant.yaml --json"));
    assert.deepEqual([refused.verdict, refused.refusals.length], ["refused", 5]);
  });

  it("says that the caller is not known when the account is given", async () => {
    const { notices } = documentOf(await run("plan --tenant tenant.yaml --json"));
    assert.equal(notices.length, 1);
    assert.match(notices[0] ?? "", /who runs this is not known, as the account was given/);
  });

  it("skips rows of other namespaces and says how many, as a tenant file knows no others", async () => {
    await write("membership.csv", `${membership}3rd-party,usa,Ed,ed@else.com\n`);
    const { code, stdout } = await run("plan --tenant tenant.yaml");
    assert.equal(code, 2);
    assert.match(stdout, /1 of 5 rows of membership\.csv skipped: .*\(3rd-party\)/);
  });

  it("goes on in the identity Region that QuickSight names", async () => {
    const { code, stdout } = await run("plan --tenant tenant.yaml", { AWS_REGION: "eu-west-1" });
    assert.equal(code, 2);
    assert.match(stdout, /^namespace default of account 111122223333, us-east-1\n/);
  });

  it("takes the path of the membership file from the folder of the settings", async () => {
    await write("settings/tenant.yaml", { ...tenant, membership: { file: "../membership.csv" } });
    const { code, stdout } = await run("plan --tenant settings/tenant.yaml");
    assert.equal(code, 2);
    assert.match(stdout, /lines 1, 2 of membership\.csv$/m);
    const file = `${directory()}/membership.csv`;
    await write("settings/tenant.yaml", { ...tenant, membership: { file } });
    assert.equal((await run("plan --tenant settings/tenant.yaml")).code, 2);
  });
});

describe("qsgov plan, of what is wrong", () => {
  const { write, run, simulator } = workplace();
  const errorOf = async (args: string, environment?: Record<string, string | undefined>) => {
    const { code, stdout, stderr } = await run(args, environment);
    assert.equal(code, 1);
    assert.equal(stdout, "");
    return stderr;
  };

  it("lists every mistake of settings and membership file at once, by file and line", async () => {
    await write(
      "tenant.yaml",
      `namespace: default
account: organization/quicksight-governance/dev
membership:
  file: membership.csv
groups:
  critical:
    role: BOSS
  v1.2: { color: red }
guard:
  leavers: delete
extra: true
`,
    );
    await write("membership.csv", `${membership}default,critical,Ed\ndefault,usa,Flo,nowhere\n`);
    assert.equal(
      await errorOf("plan --tenant tenant.yaml"),
      `qsgov: 6 mistakes in the settings and the membership file; nothing was written:
membership.csv:5: the row has 3 fields ("default,critical,Ed"); a row is namespace,group,user,email where no header says otherwise
membership.csv:6: email is not an address (got "nowhere"); write it as name@example.com
tenant.yaml:7: tenant.groups.critical.role: is wrong (got "BOSS"); use one of "READER"|"READER_PRO"|"AUTHOR"|"AUTHOR_PRO"|"ADMIN"|"ADMIN_PRO"
tenant.yaml:8: tenant.groups.v1.2.color: is not a setting; correct its name or remove it
tenant.yaml:10: tenant.guard.leavers: is wrong (got "delete"); use one of "remove"|"downgrade"|"keep"
tenant.yaml:11: tenant.extra: is not a setting; correct its name or remove it
`,
    );
    assert.deepEqual(simulator().calls(), {});
  });

  it("points into lists, and at the part that lacks a setting", async () => {
    await write(
      "tenant.yaml",
      `namespace: default
account: organization/quicksight-governance/dev
membership: { file: membership.csv }
groups: { critical: {} }
access:
  - { group: critical, all: viewer }
  - group: critcal
    all: viewer
guard:
  successor: critical
`,
    );
    await write("membership.csv", membership);
    const lines = (await errorOf("plan --tenant tenant.yaml")).split("\n");
    assert.match(lines[1] ?? "", /^tenant\.yaml:7: tenant\.access\[1\]\.group: is not a group/);
    assert.match(lines[2] ?? "", /^tenant\.yaml:10: tenant\.guard\.successor: readers cannot own/);
  });

  it("names rows that are right in themselves and do not fit the settings", async () => {
    await write("tenant.yaml", tenant);
    await write("membership.csv", `${membership}default,mex,Ed,ed@oktank.com\n`);
    const error = await errorOf("plan --tenant tenant.yaml");
    assert.match(error, /^membership\.csv:5: group "mex" is not in the settings/m);
  });

  it("names the line of what is not YAML", async () => {
    await write("tenant.yaml", "namespace: default\ngroups: [a\naccount: b\n");
    assert.match(await errorOf("plan --tenant tenant.yaml"), /^tenant\.yaml:\d: is not YAML: /m);
  });

  it("tells the file of a stack, and settings under a key, from a tenant file", async () => {
    const config = {
      "quicksight-governance:kind": "tenant",
      "quicksight-governance:tenant": tenant,
    };
    await write("Pulumi.dev-default.yaml", { config });
    await write("wrapped.yaml", { tenant });
    assert.match(
      await errorOf("plan --tenant Pulumi.dev-default.yaml"),
      /takes the value of quicksight-governance:tenant alone; use --stack dev-default in its folder/,
    );
    assert.match(await errorOf("plan --tenant wrapped.yaml"), /write what is below it at the top/);
  });

  it("names files that cannot be read, the one beside the other", async () => {
    await write("tenant.yaml", tenant);
    const error = await errorOf("plan --tenant tenant.yaml --membership there.csv");
    assert.match(error, /^there\.csv: the membership file cannot be read \(ENOENT/m);
    const both = await errorOf("plan --tenant here.yaml --membership there.csv");
    assert.match(both, /2 mistakes[^]*^here\.yaml: cannot be read[^]*^there\.csv: /m);
  });

  it("is a line for what AWS says, with what to do", async () => {
    await write("membership.csv", membership);
    await write("tenant.yaml", tenant);
    const plan = "plan --tenant tenant.yaml";
    assert.equal(
      await errorOf(plan, { AWS_REGION: undefined }),
      "qsgov: there is no AWS Region; set AWS_REGION, or aws:region in the stack's file, or region in the AWS profile\n",
    );
    assert.match(
      await errorOf(plan, { AWS_ACCESS_KEY_ID: undefined }),
      /^qsgov: CredentialsProviderError: .*; sign in to AWS, or set AWS_PROFILE\n$/,
    );
    await write("tenant.yaml", { ...tenant, namespace: "sales" });
    await write("membership.csv", membership.replaceAll("default,", "sales,"));
    assert.match(
      await errorOf(plan),
      /^qsgov: ResourceNotFoundException: .*sales.*; correct the namespace, or make it with .*\n$/,
    );
  });
});
