import assert from "node:assert/strict";
import { resolve } from "node:path";
import {
  AthenaClient,
  ListNamedQueriesCommand,
  GetNamedQueryCommand,
} from "@aws-sdk/client-athena";
import { CloudTrailClient, DescribeTrailsCommand } from "@aws-sdk/client-cloudtrail";
import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { readStackSettings } from "../../local/demo/stackFiles.ts";
import { formatEncryption } from "../../core/keys/audit/formatEncryption.ts";
import { deployerPolicies } from "../../local/demo/deployerPolicies.ts";
import { accountPermissions } from "../../stacks/accountPermissions.ts";
import { toPolicyDocument } from "../../stacks/toPolicyDocument.ts";
import { dataSetArn, event } from "../core/keys/audit/events.ts";
import { packTrail, trailPath } from "../core/keys/audit/trailFolder.ts";
import { athenaRights } from "../core/keys/athena/athenaRights.ts";
import { queryRows } from "../core/keys/athena/queryRows.ts";
import { qsgov } from "../cli/qsgov.ts";
import { createDataSet, createDataSource } from "../simulator/support/assets.ts";
import { openClient } from "../cli/dashboards.ts";
import { closeSamples, type Sample, startSample } from "../support/sample.ts";

const workgroup = "quicksight-governance";
const Bucket = "quicksight-governance-trail-111122223333-eu-west-1";

describe("a trail that the account stack makes, and Athena over it", function () {
  this.timeout(600_000);
  let sample: Sample;
  let environment: Record<string, string>;
  let clients: { athena: AthenaClient; cloudTrail: CloudTrailClient; kms: KMSClient; s3: S3Client };
  before(async () => {
    sample = await startSample();
    const { aws } = sample;
    const root = sample.emulated();
    clients = {
      athena: new AthenaClient(root),
      cloudTrail: new CloudTrailClient(root),
      kms: new KMSClient(root),
      s3: new S3Client({ ...root, forcePathStyle: true }),
    };
    environment = await aws.createDeployer(policiesWithTrail(aws), "with-trail");
  });
  after(async () => {
    for (const client of Object.values(clients)) client.destroy();
    await closeSamples();
  });

  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await sample.workspace.run([...args, "--stack", "dev"], {
      allowFailure: true,
      environment,
    });
    assert.equal(code, 0, stdout + stderr);
    return stdout + stderr;
  };
  const up = () => run("up", "--yes", "--skip-preview");
  const changesNothing = () => run("preview", "--diff", "--expect-no-changes");
  const withTrail = (body: () => Promise<void>) =>
    sample.withSettings(
      "dev",
      (settings) => Object.assign(settings, { trail: { athena: {} } }),
      body,
    );
  const keys = (args: readonly string[], environment = sample.aws.rootEnvironment) =>
    qsgov(["keys", "--athena", workgroup, ...args], { environment });
  const file = trailPath({ day: "2026-03-01" });

  it("passes the policies, is made with the rights that the stack lists, and a second preview is empty", async () => {
    await withTrail(async () => {
      for (const environment of ["dev", "prod"]) {
        const config = resolve(`policies/${environment}.json`);
        const pack = ["--policy-pack", resolve("policies"), "--policy-pack-config", config];
        await run("preview", ...pack);
      }
      await up();
      await changesNothing();
    });
    const { trailList } = await clients.cloudTrail.send(new DescribeTrailsCommand({}));
    assert.partialDeepStrictEqual(trailList, [
      { S3BucketName: Bucket, LogFileValidationEnabled: true, IsMultiRegionTrail: false },
    ]);
    // What the emulator's CloudTrail wrote of the run itself.
    const { KeyCount = 0 } = await clients.s3.send(new ListObjectsV2Command({ Bucket }));
    assert.ok(KeyCount > 0);
  });

  it("tells by qsgov keys, and by its saved query, which key encrypts each data set", async () => {
    const alias = "alias/quicksight-governance-main";
    const { KeyMetadata } = await clients.kms.send(new DescribeKeyCommand({ KeyId: alias }));
    const key = KeyMetadata?.Arn ?? "";
    const quicksight = openClient(sample.aws.simulator, sample.aws.region);
    try {
      await createDataSource(quicksight, "db");
      await createDataSet(quicksight, "audited");
    } finally {
      quicksight.destroy();
    }
    const dataSet = dataSetArn("audited");
    const records = [
      event({ name: "CreateGrant", dataSet, key, at: "09:00:00" }),
      event({ dataSet, key, at: "09:30:00" }),
      event({ dataSet: dataSetArn("gone"), key: "arn:aws:kms:eu-west-1:1:key/x", at: "09:30:00" }),
    ];
    const Body = packTrail([...records, ...records]);
    await clients.s3.send(new PutObjectCommand({ Bucket, Key: file, Body }));

    const { code, stdout, stderr } = await keys(["--json"]);
    assert.ok(code === 0 || code === 2, stderr);
    const { dataSets, read } = JSON.parse(stdout) as { dataSets: { id: string }[]; read: object };
    const since = "2026-03-01T09:00:00Z";
    const lastUsed = "2026-03-01T09:30:00Z";
    assert.partialDeepStrictEqual(
      dataSets.find(({ id }) => id === "audited"),
      { keyArn: key, since, lastUsed, lastDecrypt: lastUsed, state: "current", listed: true },
    );
    assert.partialDeepStrictEqual(
      dataSets.find(({ id }) => id === "gone"),
      { state: "stale", listed: false },
    );
    assert.partialDeepStrictEqual(read, { first: since });

    const { NamedQueryIds = [] } = await clients.athena.send(
      new ListNamedQueriesCommand({ WorkGroup: workgroup }),
    );
    assert.equal(NamedQueryIds.length, 1);
    const { NamedQuery } = await clients.athena.send(
      new GetNamedQueryCommand({ NamedQueryId: NamedQueryIds[0] }),
    );
    const [columns, ...rows] = await queryRows(
      clients.athena,
      workgroup,
      NamedQuery?.QueryString ?? "",
    );
    assert.equal(columns?.join(), formatEncryption([]).trim());
    assert.partialDeepStrictEqual(
      rows.find(([id]) => id === "audited"),
      ["audited", "", "current", key, since, lastUsed],
    );
  });

  it("tells an auditor with the rights of the documentation, and none in QuickSight, from the events alone", async () => {
    const rights = athenaRights({
      ...{ accountId: sample.aws.accountId, region: sample.aws.region, workgroup },
      ...{ database: "quicksight_governance_eu_west_1", table: "trail", trail: Bucket },
      results: "quicksight-governance-111122223333-eu-west-1",
    });
    const policies = { athena: toPolicyDocument(rights) };
    const auditor = await sample.aws.createDeployer(policies, "auditor");
    const { code, stdout, stderr } = await keys(["--json"], auditor);
    assert.equal(code, 2, stdout + stderr);
    const { dataSets, defaultKey, unknown } = JSON.parse(stdout) as {
      dataSets: { id: string }[];
      defaultKey: object;
      unknown: { dataSets: string };
    };
    assert.match(unknown.dataSets, /allow quicksight:ListDataSets/);
    assert.partialDeepStrictEqual(defaultKey, { from: "events" });
    assert.partialDeepStrictEqual(
      dataSets.find(({ id }) => id === "audited"),
      { name: null, state: "current", listed: null, inSpice: null },
    );
  });

  it("is left with all that it wrote by a destroy, and taken up again", async () => {
    await withTrail(async () => {
      await run("destroy", "--yes", "--skip-preview", "--exclude-protected");
      const { trailList } = await clients.cloudTrail.send(new DescribeTrailsCommand({}));
      assert.deepEqual(trailList, []);
      assert.match(await up(), new RegExp(`takes up again .*bucket ${Bucket}`));
      await changesNothing();
    });
    await clients.s3.send(new HeadObjectCommand({ Bucket, Key: file }));
    assert.equal((await keys(["--json"])).stdout.includes("2026-03-01T09:00:00Z"), true);
  });

  it("is taken up where a run was killed before the state had it", async () => {
    const ends = [
      ...["cloudtrail/trail:Trail::trail", "athena/workgroup:Workgroup::athena"],
      ...["glue/catalogTable:CatalogTable::athena", "glue/catalogDatabase:CatalogDatabase::athena"],
    ];
    const recorded = async () => {
      const words = (await run("stack", "--show-urns")).split(/\s+/);
      return ends.flatMap((end) => words.filter((word) => word.endsWith(`aws:${end}`)));
    };
    const urns = await recorded();
    assert.equal(urns.length, ends.length, urns.join());
    for (const urn of urns) await run("state", "delete", urn, "--target-dependents", "--yes");
    assert.deepEqual(await recorded(), []);
    await withTrail(async () => {
      assert.match(await up(), /takes up again .*trail quicksight-governance, work group/);
      // Whether a destroy takes what was used is in no state that was read from AWS: the run after says it.
      await up();
      await changesNothing();
    });
  });
});

function policiesWithTrail(aws: Sample["aws"]): Record<string, object> {
  const { accountId, region, identityRegion } = aws;
  const found = readStackSettings("dev");
  assert.ok(found.kind === "account");
  const settings = { ...found.account, trail: { athena: { mostGigabytes: 1000 } } };
  const facts = { accountId, region, identityRegion, partition: "aws" };
  const { dev = {} } = deployerPolicies(aws);
  return { dev, trail: toPolicyDocument(accountPermissions(settings, facts)) };
}
