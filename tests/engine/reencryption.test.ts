import assert from "node:assert/strict";
import {
  DescribeKeyRegistrationCommand,
  type QuickSightClient,
  UpdateDataSourceCommand,
} from "@aws-sdk/client-quicksight";
import { createDataSet, createDataSource, database } from "../simulator/support/assets.ts";
import { closeSamples, type Sample, startSample } from "../support/sample.ts";

const stack = "dev";
const main = { default: true, rotationDays: 365 };

describe("another default key, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;
  let quicksight: QuickSightClient;
  before(async () => {
    sample = await startSample();
    const { aws } = sample;
    aws.simulator.change({ ingestionDelayMs: 300 });
    quicksight = sample.quickSight();
    await succeed(sample.up(stack));
    await createDataSource(quicksight, "db");
    for (const id of ["qsgov-default-revenue", "orders-of-others"]) {
      await createDataSet(quicksight, id, { ImportMode: "SPICE" });
    }
    await control("POST", "/_sim/console", { Kind: "FileDataSet", Id: "uploaded" });
  });
  after(closeSamples);

  const succeed = async (run: Promise<{ code: number; stdout: string; stderr: string }>) => {
    const { code, stdout, stderr } = await run;
    assert.equal(code, 0, stdout + stderr);
    return stdout + stderr;
  };
  const control = async (method: string, path: string, body?: object) => {
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${sample.aws.simulator.url}${path}`, { method, ...text });
    assert.ok(answer.ok, path);
    return answer;
  };
  const account = () => ({ AwsAccountId: sample.aws.accountId });
  const registered = async () => {
    const { KeyRegistration = [] } = await quicksight.send(
      new DescribeKeyRegistrationCommand(account()),
    );
    return KeyRegistration;
  };
  /** What is under the default key, and under another one. */
  const encrypted = async () => {
    const shown = (await (await control("GET", "/_sim/keys")).json()) as Record<
      string,
      { KeyArn: string | null }
    >;
    const defaultKey = (await registered()).find(({ DefaultKey }) => DefaultKey)?.KeyArn;
    const byState = Map.groupBy(Object.entries(shown), ([, { KeyArn }]) => KeyArn === defaultKey);
    const ids = (isDefault: boolean) =>
      (byState.get(isDefault) ?? []).map(([arn]) => arn.split(":").at(-1)).sort();
    return { default: ids(true), other: ids(false) };
  };
  const withKeys = (keys: Record<string, object>, run: () => Promise<void>) =>
    sample.withSettings(stack, (settings) => (settings.keys = keys), run);

  it("names what it loads, loads ours and others', has then nothing to do, and lets the key before go once nothing uses it", async () => {
    const both = { main: { ...main, default: false }, second: main };
    await withKeys(both, async () => {
      const preview = await succeed(sample.preview(stack));
      assert.match(preview, /reencryption: the update loads these in full/);
      assert.match(preview, /data set "orders-of-others" \(orders-of-others\): under arn:aws:kms:/);
      assert.match(preview, /data set "qsgov-default-revenue"/);
      assert.deepEqual((await encrypted()).other, []);

      const said = await succeed(sample.up(stack));
      assert.match(said, /1 data set cannot be loaded by the API, .*upload a file again/);
      assert.match(said, /data source db has a user name and password of its own under another/);
      assert.deepEqual(await encrypted(), {
        default: ["dataset/orders-of-others", "dataset/qsgov-default-revenue"],
        other: ["datasource/db"],
      });
      await sample.resetCalls();
      assert.match(await succeed(sample.up(stack)), /Resources:\n\s+\d+ unchanged\n/);
      assert.deepEqual(sample.writes(), {});
    });
    await withKeys({ second: main }, async () => {
      const { code, stdout, stderr } = await sample.up(stack);
      assert.notEqual(code, 0);
      assert.match(
        stdout + stderr,
        /key main \(\S+\) would be registered no more and 1 thing is .*credentials of data source db .* enter its credentials again/,
      );
      const input = { ...account(), DataSourceId: "db", Name: "db", ...database };
      await quicksight.send(new UpdateDataSourceCommand(input));
      await succeed(sample.up(stack));
      assert.equal((await registered()).length, 1);
      assert.deepEqual((await encrypted()).other, []);
    });
  });
});
