import assert from "node:assert/strict";
import { requiredTags as policy } from "../../../policies/account/requiredTags.ts";
import { unknownText, validateResource } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";

const type = "aws:s3/bucket:Bucket";
const types = policy.configSchema.properties["types"]?.default;
const judge = (tags: unknown, config?: object) =>
  validateResource(policy, { type, name: "data", props: { tags } }, config);

describe("policy required-tags", () => {
  itDescribesItself(policy, {
    name: "required-tags",
    description: /carries the required ones/,
    defaults: { tags: ["environment", "owner"], types },
  });

  it("passes a resource with all of them", async () => {
    assert.deepEqual(await judge({ environment: "dev", owner: "bi", more: "x" }), []);
  });

  it("refuses missing and empty ones, and shows names only", async () => {
    assert.deepEqual(await judge({ Owner: "bi", environment: "" }), [
      "data: the tags environment, owner must be set (got Owner, environment); add to tags",
    ]);
    assert.deepEqual(await judge(undefined), [
      "data: the tags environment, owner must be set (got nothing); add to tags",
    ]);
    assert.deepEqual(await judge({ environment: "dev" }), [
      "data: the tag owner must be set (got environment); add to tags",
    ]);
  });

  it("asks for the configured tags on the configured types", async () => {
    assert.deepEqual(await judge({ costCentre: "7" }, { tags: ["costCentre"] }), []);
    assert.equal(
      await judge({}, { types: ["aws:kms/key:Key"] }),
      "Policy only applies to the configured types",
    );
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judge(unknownText), []);
    assert.deepEqual(await judge({ environment: unknownText, owner: "bi" }), []);
    assert.deepEqual(await judge({ environment: unknownText }), [
      "data: the tag owner must be set (got environment); add to tags",
    ]);
  });

  it("does not apply to other types", async () => {
    assert.equal(
      await validateResource(policy, { type: "aws:s3/bucketPolicy:BucketPolicy", props: {} }),
      "Policy only applies to the configured types",
    );
  });
});
