import assert from "node:assert/strict";
import type { PlanDocument } from "../../cli/planDocument.ts";
import { membership, tenant, workplace } from "./qsgov.ts";

const project = "quicksight-governance";
const account = {
  namespaces: ["default", "3rd-party"],
  federation: { samlProvider: "oktank", role: "people" },
  identityRegion: "us-east-1",
};
const accountFile = (settings: object) => ({
  config: {
    "aws:region": "eu-west-1",
    [`${project}:kind`]: "account",
    [`${project}:account`]: settings,
  },
});
const tenantFile = (settings: object, kind = "tenant") => ({
  config: { "aws:region": "eu-west-1", [`${project}:kind`]: kind, [`${project}:tenant`]: settings },
});

describe("qsgov --stack", () => {
  const { write, run, simulator } = workplace();
  beforeEach(async () => {
    await write("Pulumi.dev.yaml", accountFile(account));
    await write("Pulumi.dev-default.yaml", tenantFile(tenant));
    await write("membership.csv", membership);
  });
  const plan = (environment?: Record<string, string | undefined>) =>
    run("plan --stack dev-default --json", environment);
  const noticesOf = (stdout: string) => (JSON.parse(stdout) as PlanDocument).notices.join("\n");

  it("takes what is encrypted in the stack's file for a value that it need not know", async () => {
    const source = {
      ...{ type: "POSTGRESQL", name: "Db", host: "db.x.com", port: 5432, database: "d" },
      secret: "db",
    };
    const matchAll = { secure: "v1:Rv+Xs6GyFR0=:Jk1+2A==" };
    const set = {
      ...{ name: "Orders", source: "db", table: { name: "orders" }, columns: ["city"] },
      tagRules: { customer: { column: "city", matchAll } },
    };
    const settings = { ...tenant, dataSources: { db: source }, dataSets: { orders: set } };
    await write("Pulumi.dev-default.yaml", tenantFile(settings));
    const { code, stderr } = await plan();
    assert.equal(code, 2, stderr);
  });

  it("takes settings and Region from the stack's file, and goes to the account's identity Region at once", async () => {
    const { code } = await plan({ AWS_REGION: undefined });
    assert.equal(code, 2);
    assert.deepEqual(simulator().calls(), {
      DescribeAccountSubscription: 1,
      ListUsers: 1,
      ListGroups: 1,
    });
  });

  it("finds people under the account's federation role", async () => {
    await write("tenant.yaml", { ...tenant, identity: { role: "people" } });
    assert.equal((await run("apply --tenant tenant.yaml")).code, 0);
    assert.equal((await plan()).code, 0);
  });

  it("knows the account's namespaces, so that a row of any other is a mistake", async () => {
    await write("membership.csv", `${membership}3rd-party,usa,Ed,ed@else.com\n`);
    const { code, stdout } = await plan();
    assert.equal(code, 2);
    assert.doesNotMatch(noticesOf(stdout), /skipped/);
    await write("membership.csv", `${membership}3rd-partie,usa,Ed,ed@else.com\n`);
    const { stderr } = await plan();
    assert.match(stderr, /^membership\.csv:5: namespace "3rd-partie" is not one of this account/m);
  });

  it("does without the account's file, and says so", async () => {
    const elsewhere = { ...tenant, account: "organization/platform/quicksight" };
    await write("Pulumi.dev-default.yaml", tenantFile(elsewhere));
    const { code, stdout } = await plan();
    assert.equal(code, 2);
    assert.match(
      noticesOf(stdout),
      /the account stack's settings \(Pulumi\.quicksight\.yaml\) are not/,
    );
  });

  it("lists the mistakes of both files, by file and line", async () => {
    await write("Pulumi.dev.yaml", accountFile({ ...account, bucket: "Governance" }));
    await write("Pulumi.dev-default.yaml", tenantFile({ ...tenant, extra: true }));
    const { code, stderr } = await plan();
    assert.equal(code, 1);
    assert.match(stderr, /^Pulumi\.dev\.yaml:\d+: account\.bucket: is wrong \(got "Governance"\)/m);
    assert.match(stderr, /^Pulumi\.dev-default\.yaml:18: tenant\.extra: is not a setting/m);
  });

  it("takes the settings from a file of their own, where the stack's file names one", async () => {
    const config = {
      "aws:region": "eu-west-1",
      [`${project}:kind`]: "tenant",
      [`${project}:tenantFile`]: "settings/default.yaml",
    };
    await write("Pulumi.dev-default.yaml", { config });
    assert.match((await plan()).stderr, /settings\/default\.yaml: cannot be read/);
    await write("settings/default.yaml", tenant);
    assert.equal((await plan()).code, 2);
    await write("settings/default.yaml", { ...tenant, extra: true });
    const { code, stderr } = await plan();
    assert.equal(code, 1);
    assert.match(stderr, /^settings\/default\.yaml:\d+: tenant\.extra: is not a setting/m);
  });

  it("names a dashboard that there is not by the line of the file that the settings stand in", async () => {
    const access = [{ group: "usa", dashboards: ["Sales"] }];
    await write("Pulumi.dev-default.yaml", tenantFile({ ...tenant, access }));
    const { code, stdout } = await plan();
    assert.equal(code, 1);
    assert.match(
      noticesOf(stdout),
      /^Pulumi\.dev-default\.yaml:\d+: tenant\.access\[0\]\.dashboards\[0\]: no dashboard "Sales"/m,
    );
  });

  it("refuses the stack of an account, and a stack without a file", async () => {
    await write("Pulumi.dev-default.yaml", tenantFile(tenant, "account"));
    assert.match(
      (await plan()).stderr,
      /^Pulumi\.dev-default\.yaml:3: quicksight-governance:kind: must be tenant \(got account\)/m,
    );
    const { code, stderr } = await run("plan --stack nowhere");
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^Pulumi\.nowhere\.yaml: cannot be read .*run qsgov in the folder of the/m,
    );
  });

  it("refuses to apply under a lock in another bucket than the account's", async () => {
    await write(
      "Pulumi.dev-default.yaml",
      tenantFile({ ...tenant, governanceBucket: "elsewhere" }),
    );
    const { code, stderr } = await run("apply --stack dev-default");
    assert.equal(code, 1);
    assert.equal(
      stderr,
      'qsgov: tenant.governanceBucket: is not the bucket of organization/quicksight-governance/dev (got "elsewhere"); set it to quicksight-governance-111122223333-eu-west-1, or leave it out\n',
    );
    assert.deepEqual(simulator().calls(), {});
  });
});
