import assert from "node:assert/strict";
import fc from "fast-check";
import { bucketVersioned as policy } from "../../../policies/account/bucketVersioned.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { wrapped } from "../support/wrap.ts";

const bucket = (props: object = {}): GivenResource => ({
  type: "aws:s3/bucket:Bucket",
  name: "data",
  props: { bucket: "data-1", ...props },
});
const versioning = (status: unknown, props: object = {}): GivenResource => ({
  type: "aws:s3/bucketVersioning:BucketVersioning",
  name: "versions",
  props: { bucket: "data-1", versioningConfiguration: { status }, ...props },
});
const judge = (resources: GivenResource[]) => judgeAll(policy, resources);
const missing =
  "data: the bucket keeps no versions (got no BucketVersioning); add a BucketVersioning with the status Enabled";
const off = (got: string, name = "versions") =>
  `${name}: the bucket keeps no versions (got status ${got}); set the status of its versioning to Enabled`;

describe("policy bucket-versioned", () => {
  itDescribesItself(policy, {
    name: "bucket-versioned",
    description: /keeps the versions/,
    defaults: { exempt: [] },
  });
  itTakesExemptions(policy, [bucket()]);

  it("passes a bucket with versioning, its own or beside it", async () => {
    assert.deepEqual(await judge([bucket(), versioning("Enabled")]), []);
    assert.deepEqual(await judge([bucket({ versioning: { enabled: "true" } })]), []);
    assert.deepEqual(await judge([bucket({ objectLockEnabled: true })]), []);
  });

  it("refuses a bucket without, or with one of another bucket", async () => {
    assert.deepEqual(await judge([bucket()]), [missing]);
    const other = versioning("Enabled", { bucket: "other" });
    assert.deepEqual(await judge([bucket(), other]), [missing]);
  });

  it("refuses versioning that is off, of a bucket of another stack too", async () => {
    assert.deepEqual(await judge([bucket(), versioning("Suspended")]), [off("Suspended")]);
    assert.deepEqual(await judge([versioning(undefined)]), [off("nothing")]);
    assert.deepEqual(await judge([bucket({ versioning: { enabled: false } })]), [
      off("Suspended", "data"),
    ]);
  });

  it("bears what is not known yet", async () => {
    assert.deepEqual(await judge([bucket(), versioning(unknownText)]), []);
    const made = bucket({ bucket: unknownText });
    const unnamed = versioning("Enabled", { bucket: unknownText });
    assert.deepEqual(await judge([made, { ...unnamed, from: { bucket: ["data"] } }]), []);
    assert.deepEqual(await judge([made, unnamed]), []);
  });

  it("never lets a bucket without versions pass, however it is written", async () => {
    const off = wrapped({
      name: "data",
      tokens: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
      props: { bucket: "data-1", versioning: { enabled: false } },
      native: {
        type: "AWS::S3::Bucket",
        properties: { BucketName: "b", VersioningConfiguration: { Status: "Suspended" } },
      },
    });
    await fc.assert(
      fc.asyncProperty(off, async (one) => {
        assert.notDeepEqual(await judge([one]), []);
      }),
    );
  });
});
