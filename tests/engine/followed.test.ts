import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  CreateKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  KMSClient,
  ListKeyRotationsCommand,
} from "@aws-sdk/client-kms";
import {
  CreateIngestionCommand,
  DescribeDataSetCommand,
  DescribeDataSourceCommand,
  DescribeKeyRegistrationCommand,
  type QuickSightClient,
  UpdateDataSetCommand,
  UpdateDataSourceCommand,
  UpdateKeyRegistrationCommand,
} from "@aws-sdk/client-quicksight";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { approvalVariable } from "../../core/reconcile/approval.ts";
import { onDeployedSample } from "../support/onDeployedSample.ts";
import { type Sample, setRows } from "../support/sample.ts";

const stack = "dev-default";
const rulesId = "qsgov-default-revenue-rules";

describe("what AWS answers 200 to, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;
  let quicksight: QuickSightClient;
  onDeployedSample((deployed) => {
    sample = deployed;
    quicksight = sample.quickSight();
  });
  beforeEach(() => {
    loadsWill("COMPLETED");
  });

  const account = () => ({ AwsAccountId: sample.aws.accountId });
  const loadsWill = (ingestionOutcome: "COMPLETED" | "FAILED") => {
    sample.aws.simulator.change({ ingestionOutcome, ingestionDelayMs: 300 });
  };
  const ran = async (run: Promise<{ code: number; stdout: string; stderr: string }>) => {
    const { code, stdout, stderr } = await run;
    return { code, said: stdout + stderr };
  };
  const succeed = async (on = stack) => {
    const { code, said } = await ran(sample.up(on));
    assert.equal(code, 0, said);
    return said;
  };
  const failWith = async (reason: RegExp, on = stack) => {
    const { code, said } = await ran(sample.up(on));
    assert.notEqual(code, 0, said);
    assert.match(said, reason);
    return said;
  };
  /** The rows that readers of a data set see, or the rules by which they do. */
  const rowsOf = async (dataSet: string) => {
    const shown = await fetch(`${sample.aws.simulator.url}/_sim/state`);
    const { regions } = (await shown.json()) as {
      regions: Record<string, { dataSets: Record<string, { spiceRows?: string[][] }> }>;
    };
    const { spiceRows } = regions[sample.aws.region]?.dataSets[dataSet] ?? {};
    return spiceRows?.map((row) => row.join(" ").replace(/^.*quicksight-fed-/, ""));
  };
  const rule = async (group: string) =>
    (await rowsOf(rulesId))?.find((row) => row.startsWith(`${group} `));

  it("rules that are not loaded are an error, while the old ones hold, and are loaded by the next run that can", async () => {
    assert.equal(await rule("usa"), "usa USA");
    await sample.withSettings(stack, setRows("usa", { country: "GBR" }), async () => {
      loadsWill("FAILED");
      const stillHold =
        /the rules about rows of data set Revenue were not loaded \(FAILED INTERNAL_SERVICE_ERROR: The simulator was told to let loads fail\.\); the old rules are still in force, those of \d{4}-/;
      const rows = (await sample.readMembership()).split("\n");
      await sample.writeMembership(rows.filter((row) => !row.includes("WayneMaxwell")).join("\n"));
      await sample.resetCalls();
      await failWith(stillHold);
      assert.equal(await rule("usa"), "usa USA");
      assert.equal(sample.writes()["DeleteUser"], 1, "people go on");
      const { code, said } = await ran(sample.preview(stack));
      assert.equal(code, 0, said);
      assert.match(said, /~ standing *: "FAILED INTERNAL_SERVICE_ERROR: .*" => "loaded"/);
      const again = await failWith(stillHold);
      assert.match(
        again,
        /loading the rules of data set Revenue: once more, as it failed before \(load 1 of 32 by hand/,
      );
      assert.equal(await rule("usa"), "usa USA");

      loadsWill("COMPLETED");
      await succeed();
      assert.equal(await rule("usa"), "usa GBR");
      await sample.resetCalls();
      assert.match(await succeed(), /Resources:\n\s+\d+ unchanged\n/);
      assert.deepEqual(sample.writes(), {});
    });
  });

  it("rules that somebody changed by hand are in the preview, and the load that puts them back is followed", async () => {
    const id = { ...account(), DataSetId: rulesId };
    const { DataSet = {} } = await quicksight.send(new DescribeDataSetCommand(id));
    const { Name: _, PhysicalTableMap, ImportMode, ...rest } = DataSet;
    await quicksight.send(
      new UpdateDataSetCommand({ ...rest, ...id, Name: "by hand", PhysicalTableMap, ImportMode }),
    );
    const { code, said } = await ran(sample.preview(stack));
    assert.equal(code, 0, said);
    assert.match(
      said,
      /~ definition *: "changed since by what no run has followed \(load \S+\)" => /,
    );
    loadsWill("FAILED");
    await failWith(
      /the rules about rows of data set Revenue were not loaded .*; the old rules are/,
    );
    loadsWill("COMPLETED");
    await succeed();
    await sample.resetCalls();
    assert.match(await succeed(), /Resources:\n\s+\d+ unchanged\n/);
    assert.deepEqual(sample.writes(), {});
  });

  it("rules whose file somebody replaced and loaded by hand are in the preview, and put back and loaded", async () => {
    const s3 = new S3Client({ ...sample.emulated(), forcePathStyle: true });
    const Bucket = `quicksight-governance-${sample.aws.accountId}-${sample.aws.region}`;
    const object = { Bucket, Key: "data/default/default-revenue-rules.csv" };
    const load = async () => {
      const id = { ...account(), DataSetId: rulesId, IngestionId: randomUUID() };
      await quicksight.send(new CreateIngestionCommand(id));
      await setTimeout(1000);
    };
    const read = async () => {
      const { Body } = await s3.send(new GetObjectCommand(object));
      return (await Body?.transformToString()) ?? "";
    };
    const put = (Body: string) =>
      s3.send(new PutObjectCommand({ ...object, Body, ContentType: "text/csv" }));
    const byHand = /~ definition *: "changed since by what no run has followed \(load \S+\)" => /;
    try {
      const right = await read();
      const wrong = right.replace(/(-usa"?,"?)USA/, "$1GBR");
      assert.notEqual(wrong, right);
      await put(wrong);
      await load();
      assert.equal(await rule("usa"), "usa GBR");
      const { code, said } = await ran(sample.preview(stack));
      assert.equal(code, 0, said);
      assert.match(said, byHand);
      assert.match(said, /~ etag *: /);
      await succeed();
      assert.equal(await rule("usa"), "usa USA");
      assert.equal(await read(), right);
      await sample.resetCalls();
      assert.match(await succeed(), /Resources:\n\s+\d+ unchanged\n/);
      assert.deepEqual(sample.writes(), {});

      // Nor is it hidden by putting the file back.
      await put(wrong);
      await load();
      await put(right);
      assert.match((await ran(sample.preview(stack))).said, byHand);
      assert.match(await succeed(), /by hand, as QuickSight shows no load of the change/);
      assert.equal(await rule("usa"), "usa USA");
    } finally {
      s3.destroy();
    }
  });

  it("a data set whose first load fails is an error with type and message of the load, until one succeeds", async () => {
    await sample.withSettings(
      stack,
      ({ dataSets }) => {
        const { employees } = dataSets as Record<string, object>;
        Object.assign(dataSets, { staff: { ...employees, name: "Staff" } });
      },
      async () => {
        loadsWill("FAILED");
        await failWith(
          /the rows of data set Staff were not loaded \(FAILED INTERNAL_SERVICE_ERROR: The simulator was told to let loads fail\.\); it has no rows yet/,
        );
        loadsWill("COMPLETED");
        await succeed();
        assert.ok(((await rowsOf("qsgov-default-staff")) ?? []).length > 1);
      },
    );
  });

  it("a changed CSV file is in the rows that people see when the run is over", async () => {
    const rows = await readFile("data/fact_revenue.csv", "utf8");
    const file = join(sample.workspace.directory, "changed.csv");
    await writeFile(file, `${rows.trimEnd()}\nNOR,Oslo,Kari Nordmann,4711\n`);
    await sample.withSettings(
      stack,
      ({ dataSources }) => {
        Object.assign(dataSources["revenue"] ?? {}, { file });
      },
      async () => {
        sample.aws.simulator.change({ ingestionDelayMs: 4000 });
        await succeed();
        assert.equal(
          (await rowsOf("qsgov-default-revenue"))?.at(-1),
          "NOR Oslo Kari Nordmann 4711",
        );
      },
    );
  });

  it("a key that QuickSight does not take is asked about where it encrypts data, and an error that says why", async () => {
    const kms = new KMSClient(sample.emulated());
    const registered = async () => {
      const { KeyRegistration = [] } = await quicksight.send(
        new DescribeKeyRegistrationCommand(account()),
      );
      return KeyRegistration.map(({ KeyArn = "" }) => KeyArn);
    };
    const [KeyId] = await registered();
    await sample.withSettings(
      "dev",
      (settings) => {
        settings.keys = { main: { default: false }, second: { default: true } };
      },
      async () => {
        await kms.send(new DisableKeyCommand({ KeyId }));
        const named =
          /account\.keys\.main \(arn:aws:kms:[^)]+\) is not registered with QuickSight, which did not take it: .* is Disabled/;
        // It encrypts data, so that nothing is sent until somebody says that it may be lost.
        const asked = await failWith(
          /key main \(\S+\), which is Disabled, would be registered no more and \d+ things are/,
          "dev",
        );
        assert.deepEqual(await registered(), [KeyId]);
        const hash = new RegExp(`${approvalVariable}=(\\w+)`).exec(asked)?.[1] ?? "";
        const { code, said } = await ran(sample.up("dev", { [approvalVariable]: hash }));
        assert.notEqual(code, 0);
        assert.match(said, named);
        assert.ok(!(await registered()).includes(KeyId ?? ""));
        await failWith(/account\.keys\.main: the key is Disabled; enable it/, "dev");
        await kms.send(new EnableKeyCommand({ KeyId }));
        await succeed("dev");
        assert.equal((await registered()).length, 2);
      },
    );
    kms.destroy();
  });

  it("a registration of which QuickSight would take no key is an error that names it, until it takes one", async () => {
    const kms = new KMSClient(sample.emulated());
    const { KeyRegistration: [key] = [] } = await quicksight.send(
      new DescribeKeyRegistrationCommand(account()),
    );
    const KeyId = key?.KeyArn;
    await quicksight.send(new UpdateKeyRegistrationCommand({ ...account(), KeyRegistration: [] }));
    await kms.send(new DisableKeyCommand({ KeyId }));
    const named = /account\.keys\.main: the key is Disabled; enable it.*It would be registered/;
    await failWith(named, "dev");
    await failWith(named, "dev");
    await kms.send(new EnableKeyCommand({ KeyId }));
    await succeed("dev");
    kms.destroy();
  });

  it("a key is rotated on demand once for a day, which the preview names", async () => {
    const kms = new KMSClient(sample.emulated());
    await sample.aws.changeTrail({ offsetMs: -10 * 24 * 60 * 60 * 1000 });
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    await sample.aws.changeTrail({ offsetMs: 0 });
    const { Arn: arn = "" } = KeyMetadata ?? {};
    const rotatedOn = new Date().toISOString().slice(0, 10);
    const count = async () =>
      (await kms.send(new ListKeyRotationsCommand({ KeyId: arn }))).Rotations?.length;
    await sample.withSettings(
      "dev",
      (settings) => {
        settings.keys = { main: { default: true }, old: { arn, rotatedOn } };
      },
      async () => {
        // The deployer of the sample has the rights that its own settings ask for.
        const root = sample.aws.rootEnvironment;
        const preview = (...more: string[]) =>
          sample.workspace.run(["preview", ...more, "--stack", "dev"], {
            allowFailure: true,
            environment: root,
          });
        const { said } = await ran(preview());
        assert.match(said, /keys\.old\.rotatedOn: the key is rotated by this update.* 1\. of 25/);
        assert.equal(await count(), 0);
        for (let runs = 0; runs < 2; runs++) {
          const { code, said: told } = await ran(sample.up("dev", root));
          assert.equal(code, 0, told);
          assert.equal(await count(), 1);
        }
        const again = await ran(preview("--expect-no-changes", "--refresh"));
        assert.equal(again.code, 0, again.said);
      },
    );
    kms.destroy();
  });

  it("a secret that somebody replaced by hand is in the preview, and put back", async () => {
    const source = { ...account(), DataSourceId: "qsgov-default-sales" };
    const find = async () =>
      (await quicksight.send(new DescribeDataSourceCommand(source))).DataSource;
    const secrets = new SecretsManagerClient(sample.emulated());
    const { ARN: SecretArn } = await secrets.send(
      new CreateSecretCommand({
        Name: "somebody/else",
        SecretString: JSON.stringify({ username: "somebody", password: "else" }),
      }),
    );
    secrets.destroy();
    const before = await find();
    const { Name, DataSourceParameters, SslProperties } = before ?? {};
    await quicksight.send(
      new UpdateDataSourceCommand({
        ...source,
        Name,
        DataSourceParameters,
        SslProperties,
        Credentials: { SecretArn },
      }),
    );
    const { code, said } = await ran(sample.preview(stack));
    assert.equal(code, 0, said);
    const drift = `~ standing *: ".*, secret ${SecretArn}" => "ready, secret ${before?.SecretArn}"`;
    assert.match(said, new RegExp(drift));
    await succeed();
    assert.equal((await find())?.SecretArn, before?.SecretArn);
    assert.match((await find())?.Status ?? "", /SUCCESSFUL$/);
  });
});
