import assert from "node:assert/strict";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { PlanDocument } from "../../cli/planDocument.ts";
import { groupsOn, shareDashboard } from "./dashboards.ts";
import { Bucket, governedWorkplace } from "./governedWorkplace.ts";
import { membership } from "./qsgov.ts";

const Key = "locks/default.json";

describe("qsgov, with the governance bucket and STS", function () {
  this.timeout(60_000);
  const { aws, s3, settle, writeMembership, run } = governedWorkplace();
  beforeEach(() => {
    aws().simulator.reset();
  });
  const put = (key: string, Body: string) =>
    s3().send(new PutObjectCommand({ Bucket, Key: key, Body }));

  it("reads the membership file from S3, and asks STS for account and caller", async () => {
    await put("people.csv", membership);
    await settle({ membership: { bucket: Bucket, key: "people.csv" } });
    const { code, stdout, stderr } = await run("plan --tenant tenant.yaml --json");
    assert.equal(code, 2, stderr);
    const { notices, operations } = JSON.parse(stdout) as PlanDocument;
    assert.deepEqual(notices, []);
    assert.match(operations[3]?.reason ?? "", /of s3:\/\/oktank-governance\/people\.csv$/);
  });

  it("names an object that is not there", async () => {
    await settle({ membership: { bucket: Bucket, key: "nobody.csv" } });
    const { code, stderr } = await run("plan --tenant tenant.yaml");
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^s3:\/\/oktank-governance\/nobody\.csv: the membership file cannot be read/m,
    );
  });

  it("applies under the lock, waits for another run that holds it, and lets the next one in", async () => {
    await writeMembership(membership);
    await settle({ governanceBucket: Bucket });
    const now = new Date();
    // Longer than qsgov takes to begin on a busy machine.
    const leaseMs = 8000;
    const expires = new Date(now.getTime() + leaseMs);
    const other = { id: "1", owner: "pulumi up by eve", leaseMs, since: now, expires };
    await put(Key, JSON.stringify({ ...other, revision: 0, ledger: {} }));
    const { code, stdout, stderr } = await run("apply --tenant tenant.yaml");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^waiting for pulumi up by eve, who has held the lock since /m);
    assert.doesNotMatch(stdout, /no lock/);
    const gone = s3().send(new GetObjectCommand({ Bucket, Key }));
    await assert.rejects(gone, { name: "NoSuchKey" });
  });

  it("governs access under the lock as well, and remembers what it took there", async () => {
    await writeMembership(membership);
    const access = [{ group: "critical", dashboards: ["sales"] }];
    await settle({ governanceBucket: Bucket });
    assert.equal((await run("apply --tenant tenant.yaml")).code, 0);
    await shareDashboard(aws().simulator, { id: "sales" });
    for (const id of ["a", "b"]) await shareDashboard(aws().simulator, { id }, "critical");
    await settle({ governanceBucket: Bucket, access });
    const command = "apply --tenant tenant.yaml --only access --json";
    const refused = await run(command);
    assert.equal(refused.code, 3, refused.stderr);
    const { hash } = JSON.parse(refused.stdout) as PlanDocument;
    const { code, stdout, stderr } = await run(`${command} --approve ${hash}`);
    assert.equal(code, 0, stdout + stderr);
    assert.deepEqual(await groupsOn(aws().simulator, "sales"), ["critical"]);
    const { Body } = await s3().send(new GetObjectCommand({ Bucket, Key }));
    const { ledger } = JSON.parse((await Body?.transformToString()) ?? "{}") as {
      readonly ledger: {
        readonly spent: readonly { readonly rule: string; readonly count: number }[];
        readonly used: readonly { readonly hash: string }[];
      };
    };
    assert.deepEqual(
      ledger.spent.map(({ rule, count }) => [rule, count]),
      [
        ["grants-revoked grants", 2],
        ["grants-came grants", 1],
      ],
    );
    assert.deepEqual(
      ledger.used.map((approval) => approval.hash),
      [hash],
    );
  });

  it("says that the bucket is not there before it asks QuickSight about people", async () => {
    await settle({ governanceBucket: "oktank-nowhere" });
    const { code, stdout, stderr } = await run("apply --tenant tenant.yaml");
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /^qsgov: .*oktank-nowhere.*\n$/);
    const { DescribeAccountSubscription: _, ...others } = aws().simulator.calls();
    assert.deepEqual(others, {});
  });
});
