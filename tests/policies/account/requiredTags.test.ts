import assert from "node:assert/strict";
import fc from "fast-check";
import { requiredTags as policy } from "../../../policies/account/requiredTags.ts";
import { unknownText, validateResource } from "../support/host.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { alike, wrapped } from "../support/wrap.ts";

const type = "aws:s3/bucket:Bucket";
const both = "the tags environment, owner must be set (got nothing); add to tags";
const judge = (tags: unknown, config?: object) =>
  judgeAll(policy, [{ type, name: "data", props: { tags } }], config);
const judgeStack = (templateBody: string, tags: object | null) =>
  judgeAll(policy, [
    { type: "aws:cloudformation/stack:Stack", name: "s", props: { templateBody, tags } },
  ]);

describe("policy required-tags", () => {
  itDescribesItself(policy, {
    name: "required-tags",
    description: /carries the required ones/,
    defaults: { tags: ["environment", "owner"], types: ["*"], exempt: [] },
  });
  itTakesExemptions(
    policy,
    [{ type, name: "data", props: {} }],
    {},
    {
      type: "aws:iam/rolePolicy:RolePolicy",
      props: {},
    },
  );

  it("passes a resource with all of them, those of the provider among them", async () => {
    assert.deepEqual(await judge({ environment: "dev", owner: "bi", more: "x" }), []);
    assert.deepEqual(await judge({ environment: "dev", owner: 7 }), []);
    const props = { tags: { owner: "bi" }, tagsAll: { environment: "dev" } };
    assert.deepEqual(await judgeAll(policy, [{ type, name: "data", props }]), []);
  });

  it("refuses missing, empty and blank ones, and shows names only", async () => {
    assert.deepEqual(await judge({ Owner: "bi", environment: " " }), [
      "data: the tags environment, owner must be set (got Owner, environment); add to tags",
    ]);
    assert.deepEqual(await judge(undefined), [`data: ${both}`]);
    assert.deepEqual(await judge({ environment: "dev", owner: null }), [
      "data: the tag owner must be set (got environment); add to tags",
    ]);
  });

  it("asks for the configured tags on the configured types", async () => {
    assert.deepEqual(await judge({ costCentre: "7" }, { tags: ["costCentre"] }), []);
    assert.deepEqual(await judge({}, { types: ["aws:kms/key:Key"] }), []);
    assert.deepEqual(await judge({}, { types: ["aws:s3/*"] }), [`data: ${both}`]);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judge(unknownText), []);
    assert.deepEqual(await judge({ environment: unknownText, owner: "bi" }), []);
    assert.deepEqual(await judge({ environment: unknownText }), [
      "data: the tag owner must be set (got environment); add to tags",
    ]);
    const tags = [{ key: unknownText, value: "x" }];
    assert.deepEqual(
      await judgeAll(policy, [{ type: "aws-native:s3:Bucket", props: { tags } }]),
      [],
    );
  });

  it("asks whatever takes tags, whichever provider makes it", async () => {
    const violating = fc
      .constantFrom(
        ["aws:quicksight/dashboard:Dashboard", "AWS::QuickSight::Dashboard"] as const,
        ["aws:kms/key:Key", "AWS::KMS::Key"] as const,
        ["aws:cloudwatch/logGroup:LogGroup", "AWS::Logs::LogGroup"] as const,
      )
      .chain(([token, native]) =>
        wrapped(alike({ type: token, native, name: "it", props: { name: "x" } })),
      );
    await fc.assert(
      fc.asyncProperty(violating, async (resource) => {
        const tagged = { ...resource.props, tags: { environment: "dev" } };
        assert.notDeepEqual(await judgeAll(policy, [resource]), []);
        assert.notDeepEqual(await judgeAll(policy, [{ ...resource, props: tagged }]), []);
      }),
    );
  });

  it("takes the tags of a template's resources as a list, and those of its stack for theirs", async () => {
    const tags = { environment: "dev", owner: "bi" };
    const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const body = (properties: object) =>
      JSON.stringify({ Resources: { B: { Type: "AWS::S3::Bucket", Properties: properties } } });
    assert.deepEqual(await judgeStack(body({}), tags), []);
    assert.deepEqual(await judgeStack(body({ Tags: list }), null), [`s: ${both}`]);
    assert.deepEqual(await judgeStack(body({}), null), [`s: ${both}`, `s/B: ${both}`]);
  });

  it("asks nothing of types without tags, nor of those that are not configured", async () => {
    for (const other of [
      "aws:s3/bucketPolicy:BucketPolicy",
      "aws-native:s3:BucketPolicy",
      "x:y:Z",
    ]) {
      assert.deepEqual(await validateResource(policy, { type: other, props: {} }), []);
    }
  });
});
