import assert from "node:assert/strict";
import {
  block,
  bucket,
  bucketPolicy,
  closed,
  judge,
  open,
  own,
  undeclared,
} from "./closedBucket.ts";

describe("policy bucket-closed-and-tls", () => {
  it("refuses a block that is not whole, of a bucket of another stack too", async () => {
    const half = block({ blockPublicAcls: false, restrictPublicBuckets: undefined });
    const got = open("blockPublicAcls false, restrictPublicBuckets nothing");
    assert.deepEqual(await judge([bucket(), half, bucketPolicy()]), [got]);
    assert.deepEqual(await judge([half]), [got]);
  });

  it("refuses a list of rights that opens the bucket", async () => {
    const everyone = "http://acs.amazonaws.com/groups/global/AllUsers";
    for (const [props, got] of [
      [{ acl: "public-read" }, "acl public-read"],
      [{ acl: "authenticated-read" }, "acl authenticated-read"],
      [{ grants: [{ type: "Group", uri: everyone, permissions: ["READ"] }] }, everyone],
    ] as const) {
      const found = await judge([bucket({ bucket: "data-1", ...props }), block(), bucketPolicy()]);
      assert.deepEqual(found, [open(got, "data")]);
    }
    const acl = (props: object) => ({ type: "aws:s3/bucketAcl:BucketAcl", name: "acl", props });
    const grants = [{ permission: "READ", grantee: { type: "Group", uri: everyone } }];
    assert.deepEqual(await judge([acl({ bucket: "b", accessControlPolicy: { grants } })]), [
      open(everyone, "acl"),
    ]);
    assert.deepEqual(await judge([acl({ bucket: "b", acl: "log-delivery-write" })]), []);
    const native = {
      type: "aws-native:s3:Bucket",
      name: "data",
      props: { bucketName: "b", accessControl: "PublicReadWrite" },
    };
    assert.ok((await judge([native])).includes(open("acl PublicReadWrite", "data")));
  });

  it("takes the access block of another account for none of its own", async () => {
    const theirs = {
      type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
      name: "account",
      props: { ...closed, accountId: "444455556666" },
    };
    assert.deepEqual(await judge([own, bucket(), theirs, bucketPolicy()]), [undeclared]);
  });

  it("refuses an object that everybody reads, and an access list that names another account", async () => {
    const uri = "http://acs.amazonaws.com/groups/global/AllUsers";
    const everybody = { grants: [{ type: "Group", permissions: ["READ"], uri }] };
    for (const [token, props, got] of [
      ["aws:s3/bucketObject:BucketObject", { acl: "public-read" }, "acl public-read"],
      ["aws:s3/bucketObjectv2:BucketObjectv2", { acl: "public-read" }, "acl public-read"],
      ["aws:s3/objectCopy:ObjectCopy", everybody, uri],
      ["aws:s3/bucketAcl:BucketAcl", { accessControlPolicy: listed("theirs") }, "theirs"],
    ] as const) {
      const given = { type: token, name: "object", props: { bucket: "elsewhere", ...props } };
      assert.deepEqual(await judge([own, given]), [open(got, "object")], token);
    }
    for (const [token, props] of [
      ["aws:s3/bucketObjectv2:BucketObjectv2", { acl: "private" }],
      ["aws:s3/bucketObjectv2:BucketObjectv2", {}],
      ["aws:s3/bucketAcl:BucketAcl", { accessControlPolicy: listed("ours") }],
    ] as const) {
      const given = { type: token, name: "object", props: { bucket: "elsewhere", ...props } };
      assert.deepEqual(await judge([own, given]), [], token);
    }
  });
});

/** An access list of which the owner is `ours`. */
const listed = (id: string) => ({
  owner: { id: "ours" },
  grants: [{ permission: "READ", grantee: { type: "CanonicalUser", id } }],
});
