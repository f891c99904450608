import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  DescribeDashboardCommand,
  DescribeDashboardPermissionsCommand,
  ListUserGroupsCommand,
  type QuickSightClient,
  RegisterUserCommand,
  UpdateDashboardCommand,
  UpdateDashboardPublishedVersionCommand,
} from "@aws-sdk/client-quicksight";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { parse, stringify } from "yaml";
import { landingSettings } from "../../core/settings/landingSettings.ts";
import { landingPermissions } from "../../stacks/landingPermissions.ts";
import { toPolicyDocument } from "../../stacks/toPolicyDocument.ts";
import { closeSamples, type Sample, startSample } from "../support/sample.ts";

const stack = "dev-default";
const AwsAccountId = "111122223333";
const address = { AwsAccountId, DashboardId: "landing-page-default" };
const tenantKey = "quicksight-governance:tenant";

/** What of the tenant's settings is changed here. */
interface Tenant {
  groups: Record<string, object>;
  access: object[];
  landing?: object;
}

describe("the landing page of a tenant", function () {
  this.timeout(900_000);
  let sample: Sample;
  let client: QuickSightClient;
  let identity: QuickSightClient;
  before(async () => {
    sample = await startSample();
    client = sample.quickSight();
    identity = sample.quickSight(sample.aws.identityRegion);
    await change((tenant) => {
      tenant.groups["newcomers"] = { description: "Who is not in the directory's export" };
      tenant.landing = {
        ...{ title: "Start here", contact: "BI desk, bi@oktank.com", newcomers: "newcomers" },
      };
    });
    // The sample has no landing page: what it needs comes beside its rights.
    const { accountId, region, identityRegion } = sample.aws;
    const landing = landingSettings.parse({ contact: "BI desk" });
    const facts = { accountId, region, identityRegion, partition: "aws" };
    const rights = landingPermissions({ namespace: "default", landing }, facts);
    await sample.addRights("landing", toPolicyDocument(rights));
    assert.equal((await sample.up("dev")).code, 0);
  });
  after(closeSamples);

  const change = async (edit: (tenant: Tenant) => void) => {
    const file = join(sample.workspace.directory, `Pulumi.${stack}.yaml`);
    const settings = parse(await readFile(file, "utf8")) as { config: Record<string, Tenant> };
    const tenant = settings.config[tenantKey];
    assert.ok(tenant);
    edit(tenant);
    await writeFile(file, stringify(settings));
  };
  const up = async () => {
    await sample.resetCalls();
    const { code, stdout, stderr } = await sample.up(stack);
    assert.equal(code, 0, stdout + stderr);
    return stdout;
  };
  const listed = async () => {
    const s3 = new S3Client({ ...sample.emulated(), forcePathStyle: true });
    const { Body } = await s3.send(
      new GetObjectCommand({
        Bucket: `quicksight-governance-${AwsAccountId}-eu-west-1`,
        Key: "data/default/default-landing-page.csv",
      }),
    );
    const text = (await Body?.transformToString()) ?? "";
    s3.destroy();
    return text;
  };
  const version = async (VersionNumber?: number) =>
    (await client.send(new DescribeDashboardCommand({ ...address, VersionNumber }))).Dashboard
      ?.Version;

  it("is made and open to everybody of the namespace after one run, and a second one writes nothing", async () => {
    await up();
    assert.equal((await version())?.Status, "CREATION_SUCCESSFUL");
    const { Permissions = [] } = await client.send(
      new DescribeDashboardPermissionsCommand(address),
    );
    const everybody = Permissions.find(({ Principal }) => Principal?.includes(":namespace/"));
    assert.match(everybody?.Principal ?? "", /:namespace\/default$/);
    assert.ok(!everybody?.Actions?.includes("quicksight:UpdateDashboard"));
    const rows = await listed();
    assert.match(rows, /^Field Operations Dashboard,https:.*,highlyconfidential,/m);
    assert.match(rows, /^All dashboards,,power-reader,/m);
    assert.doesNotMatch(rows, /@oktank\.com"?,.*@oktank\.com.*Powers|Betty/);
    assert.match(await up(), /Resources:\n\s+\d+ unchanged\n/);
    assert.deepEqual(sample.writes(), {});
  });

  it("lists what a changed setting gives, and stays the same dashboard", async () => {
    await change((tenant) => {
      tenant.access.push({ group: "usa", dashboards: ["Executive Summary"] });
    });
    await up();
    assert.match(await listed(), /^Executive Summary,https:.*,usa,Rows of the USA,/m);
    assert.equal(sample.writes()["UpdateDataSet"], 1);
    assert.equal(sample.writes()["UpdateDashboard"], undefined);
    assert.equal((await version())?.VersionNumber, 1);
  });

  it("is put back when somebody publishes another in the console, which the preview says", async () => {
    await client.send(
      new UpdateDashboardCommand({
        ...{ ...address, Name: "Start here", Definition: { DataSetIdentifierDeclarations: [] } },
      }),
    );
    for (let left = 60; left > 0 && (await version(2))?.Status !== "CREATION_SUCCESSFUL"; left -= 1)
      await sleep(500);
    await client.send(new UpdateDashboardPublishedVersionCommand({ ...address, VersionNumber: 2 }));
    const { stdout } = await sample.preview(stack);
    assert.match(stdout, /version 2 is published, which is not of this definition \(.*Sheets/);
    await up();
    assert.equal((await version())?.VersionNumber, 1);
  });

  it("is where people land who register themselves, as readers of one group, and they stay", async () => {
    const Namespace = "default";
    await identity.send(
      new RegisterUserCommand({
        ...{ AwsAccountId, Namespace, IdentityType: "IAM", UserRole: "READER" },
        ...{ Email: "eve@oktank.com", SessionName: "eve@oktank.com" },
        IamArn: `arn:aws:iam::${AwsAccountId}:role/quicksight-fed-users`,
      }),
    );
    const { stdout } = await sample.preview(stack);
    assert.match(stdout, /arrived +: "eve@oktank\.com +READER"/);
    await up();
    assert.deepEqual(sample.writes(), { CreateGroupMembership: 1 });
    const UserName = "quicksight-fed-users/eve@oktank.com";
    const { GroupList } = await identity.send(
      new ListUserGroupsCommand({ AwsAccountId, Namespace, UserName }),
    );
    assert.deepEqual(
      GroupList?.map(({ GroupName }) => GroupName),
      ["quicksight-fed-newcomers"],
    );
    assert.match(await up(), /Resources:\n\s+\d+ unchanged\n/);
    assert.deepEqual(sample.writes(), {});
  });

  it("goes with its setting only when somebody approves that, by name", async () => {
    await change((tenant) => {
      delete tenant.landing;
    });
    const { code, stdout, stderr } = await sample.preview(stack);
    assert.notEqual(code, 0);
    assert.match(
      stdout + stderr,
      /data-set "Landing page of default" \(qsgov-default-landing-page\) would go and 1 asset uses it \(dashboard "Start here"/,
    );
    assert.equal((await version())?.VersionNumber, 1);
  });
});
