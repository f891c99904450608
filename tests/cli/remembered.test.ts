import assert from "node:assert/strict";
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  RegisterUserCommand,
  UpdateDashboardCommand,
} from "@aws-sdk/client-quicksight";
import type { PlanDocument } from "../../cli/planDocument.ts";
import { showing } from "../simulator/support/assets.ts";
import { makeGroups, openClient, shareDashboard } from "./dashboards.ts";
import { Bucket, governedWorkplace } from "./governedWorkplace.ts";
import { membership } from "./qsgov.ts";

const published = "settings/default.json";
const access = [{ group: "critical", dashboards: ["Sales"] }];

describe("qsgov, names that meant an asset in the last update", function () {
  this.timeout(60_000);
  const { aws, s3, settle, writeMembership, ...place } = governedWorkplace({
    simulator: { assetDelayMs: 0, membershipDelayMs: 0 },
  });
  const run = (args: string) => place.run(`${args} --tenant tenant.yaml`);
  const put = (Key: string, body: unknown) =>
    s3().send(new PutObjectCommand({ Bucket, Key, Body: JSON.stringify(body) }));
  const publish = (remembered: unknown, key = published) =>
    put(key, { version: 1, namespace: "default", remembered });
  const write = (settings: object) => settle({ governanceBucket: Bucket, ...settings });
  const rename = async (DashboardId: string, Name: string) => {
    const client = openClient(aws().simulator, aws().region);
    await client.send(
      new UpdateDashboardCommand({
        ...{ AwsAccountId: aws().accountId, DashboardId, Name },
        Definition: showing(),
      }),
    );
    client.destroy();
  };
  /** What a plan of access would do, and what it says. */
  const planned = async () => {
    const { stdout, stderr } = await run("plan --only access --json");
    assert.match(stdout, /^\{/, stderr);
    const { operations, subjects, notices } = JSON.parse(stdout) as PlanDocument;
    const told = [...notices, ...subjects.flatMap(({ mistakes }) => mistakes)].join("\n");
    const steps = operations.map((step) =>
      [step.kind, "asset" in step ? step.asset.id : ""].join(" "),
    );
    return { steps, told, stderr };
  };

  beforeEach(async () => {
    aws().simulator.reset();
    for (const Key of [published, "settings/other.json", "locks/default.json"]) {
      await s3().send(new DeleteObjectCommand({ Bucket, Key }));
    }
    await writeMembership(membership);
    await write({ access });
    await makeGroups(aws().simulator, "critical", "bi-admin", "usa");
    await shareDashboard(aws().simulator, { id: "sales", name: "Sales" }, "critical");
  });

  it("mean it still where it is renamed and another is made of that name, as with pulumi up, and say so", async () => {
    await publish({ access: [["dashboard", "Sales", "sales"]] });
    await rename("sales", "Sales 2025");
    await shareDashboard(aws().simulator, { id: "fresh", name: "Sales" });
    const { steps, told } = await planned();
    assert.deepEqual(steps, []);
    assert.match(
      told,
      /dashboard "Sales" \(sales\) is called "Sales 2025" now and is not fresh, of the same name; access stays with it/,
    );
  });

  it("mean it still where there are two of the name: nobody is to guess", async () => {
    await shareDashboard(aws().simulator, { id: "fresh", name: "Sales" });
    assert.match((await planned()).told, /2 dashboards are called "Sales" \(fresh, sales\)/);
    await publish({ access: [["dashboard", "Sales", "sales"]] });
    const { steps, told } = await planned();
    assert.deepEqual(steps, []);
    assert.doesNotMatch(told, /2 dashboards are called/);
  });

  it("are compared by `qsgov diff` as `pulumi up` would give them", async () => {
    await publish({ access: [["dashboard", "Sales", "sales"]] });
    await rename("sales", "Sales 2025");
    await shareDashboard(aws().simulator, { id: "fresh", name: "Sales" });
    await run("apply --only people");
    const { stdout, stderr } = await run("diff --json");
    const { gains, loses, notices } = JSON.parse(stdout) as {
      readonly gains: readonly unknown[];
      readonly loses: readonly unknown[];
      readonly notices: readonly string[];
    };
    assert.deepEqual([gains, loses], [[], []], stderr);
    assert.match(notices.join("\n"), /is called "Sales 2025" now/);
  });

  it("mean the one of that name where nobody has the id any more", async () => {
    await publish({ access: [["dashboard", "Sales", "gone"]] });
    assert.deepEqual((await planned()).steps, []);
    await shareDashboard(aws().simulator, { id: "fresh", name: "Sales" });
    assert.match((await planned()).told, /2 dashboards are called "Sales"/);
  });

  it("are not those of another tenant, and none where an older version published the settings", async () => {
    await publish({ access: [["dashboard", "Sales", "sales"]] }, "settings/other.json");
    await publish(undefined);
    await shareDashboard(aws().simulator, { id: "fresh", name: "Sales" });
    const { told } = await planned();
    assert.match(told, /2 dashboards are called "Sales"/);
    assert.doesNotMatch(told, /is not known/);
  });

  it("keep who registered themselves, where their group is to be another than the one published", async () => {
    const client = openClient(aws().simulator, aws().identityRegion);
    const address = { AwsAccountId: aws().accountId, Namespace: "default" };
    const UserName = "quicksight-fed-users/eve@x.com";
    await client.send(
      new RegisterUserCommand({
        ...{ ...address, IdentityType: "IAM", UserRole: "READER", Email: "eve@x.com" },
        IamArn: `arn:aws:iam::${aws().accountId}:role/quicksight-fed-users`,
        SessionName: "eve@x.com",
      }),
    );
    const group = { ...address, GroupName: "quicksight-fed-arrivals" };
    await client.send(new CreateGroupCommand(group));
    await client.send(new CreateGroupMembershipCommand({ ...group, MemberName: UserName }));
    client.destroy();
    await write({ landing: undefined });
    const changes = async () => {
      const { stdout, stderr } = await run("plan --only people --json");
      const { operations } = JSON.parse(stdout) as PlanDocument;
      const ofEve = operations.filter((step) => "session" in step && step.session === "eve@x.com");
      return ofEve.map((step) => step.kind).join() || stderr;
    };
    assert.equal(await changes(), "remove", "nobody knows what the group is");
    await put(published, { version: 1, namespace: "default", landing: { newcomers: "arrivals" } });
    assert.equal(await changes(), "remove-member");
  });

  it("are said to be unknown where what is published cannot be read", async () => {
    await s3().send(new PutObjectCommand({ Bucket, Key: published, Body: "{" }));
    const { steps, told } = await planned();
    assert.deepEqual(steps, []);
    assert.match(
      told,
      /what the last update was about is not known, what names in access and folders meant and which group newcomers had: s3:\/\/oktank-governance\/settings\/default\.json/,
    );
  });

  it("mean what the last `qsgov apply` found where what is published is gone, whatever has the name by now", async () => {
    await publish({ access: [["dashboard", "Sales", "gone"]] });
    assert.equal((await run("apply")).code, 0);
    await rename("sales", "Sales 2025");
    await shareDashboard(aws().simulator, { id: "fresh", name: "Sales" });
    const { steps, told } = await planned();
    assert.deepEqual(steps, []);
    assert.match(told, /is called "Sales 2025" now/);
  });

  it("are remembered by `qsgov apply` too, until what is published has them", async () => {
    assert.equal((await run("apply")).code, 0);
    await rename("sales", "Sales 2025");
    await shareDashboard(aws().simulator, { id: "fresh", name: "Sales" });
    const { steps, told } = await planned();
    assert.deepEqual(steps, []);
    assert.match(told, /is called "Sales 2025" now/);
    await publish({ access: [["dashboard", "Sales", "sales"]] });
    assert.equal((await run("apply")).code, 0);
    const noted = await s3()
      .send(new GetObjectCommand({ Bucket, Key: "locks/default.json" }))
      .then(async ({ Body }) => (await Body?.transformToString()) ?? "")
      .catch(() => "");
    assert.doesNotMatch(noted, /"meant"/);
  });
});
