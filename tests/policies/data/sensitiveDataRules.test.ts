import assert from "node:assert/strict";
import fc from "fast-check";
import { sensitiveDataRules as policy } from "../../../policies/data/sensitiveDataRules.ts";
import { type GivenResource, unknownText, validateResource } from "../support/host.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { alike, wrapped } from "../support/wrap.ts";

const type = "aws:quicksight/dataSet:DataSet";
const tags = { sensitivity: "personal" };
const rowLevelPermissionDataSet = { status: "ENABLED", permissionPolicy: "GRANT_ACCESS" };
const columnLevelPermissionRules = [{ columnNames: ["name"], principals: [] }];
const both = { rowLevelPermissionDataSet, columnLevelPermissionRules };
const set = (props: object): GivenResource => ({ type, name: "people", props });
const judge = (props: object, config?: object) => judgeAll(policy, [set(props)], config);
const refused = (missing: string, got = "tag sensitivity personal") => [
  `people: the data set is sensitive and has no ${missing} (got ${got}); say who sees which rows and columns`,
];

describe("policy sensitive-data-rules", () => {
  itDescribesItself(policy, {
    name: "sensitive-data-rules",
    description: /tagged as sensitive has row rules and column rules/,
    defaults: {
      tags: ["sensitivity", "classification", "data-classification"],
      values: [
        ...["personal", "pii", "confidential", "highly*confidential", "restricted", "secret"],
        "critical",
      ],
      dataSets: [],
      requireRowRules: true,
      requireColumnRules: true,
      exempt: [],
    },
  });
  itTakesExemptions(policy, [set({ dataSetId: "people-1", tags })]);

  it("passes sensitive data with both, rules themselves, and data that is not sensitive", async () => {
    assert.deepEqual(await judge({ tags, ...both }), []);
    const rowLevelPermissionTagConfiguration = { status: "ENABLED" };
    assert.deepEqual(
      await judge({ tags, columnLevelPermissionRules, rowLevelPermissionTagConfiguration }),
      [],
    );
    assert.deepEqual(await judge({ tags, useAs: "RLS_RULES" }), []);
    assert.deepEqual(await judge({ tags: { sensitivity: "public" } }), []);
    assert.deepEqual(await judge({ tags: { team: "personal" } }), []);
    assert.deepEqual(await judge({}), []);
  });

  it("refuses sensitive data without them, whatever the case of the tag", async () => {
    assert.deepEqual(await judge({ tags }), refused("row rules and no column rules"));
    assert.deepEqual(await judge({ tags, rowLevelPermissionDataSet }), refused("column rules"));
    assert.deepEqual(await judge({ tags, columnLevelPermissionRules }), refused("row rules"));
    assert.deepEqual(
      await judge({ tags: { Classification: "Highly Confidential" }, rowLevelPermissionDataSet }),
      refused("column rules", "tag Classification Highly Confidential"),
    );
  });

  it("asks for what is configured of what is configured", async () => {
    const config = { dataSets: ["qsgov-*-people"], requireColumnRules: false };
    const dataSetId = "qsgov-default-people";
    assert.deepEqual(await judge({ dataSetId }, config), refused("row rules", `id ${dataSetId}`));
    assert.deepEqual(await judge({ dataSetId, rowLevelPermissionDataSet }, config), []);
    assert.deepEqual(await judge({ tags }, { values: ["other"] }), []);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judge({ tags: unknownText }), []);
    const unknown = { rowLevelPermissionDataSet: unknownText, columnLevelPermissionRules: unknownText };
    assert.deepEqual(await judge({ tags, ...unknown }), []);
    assert.equal((await judge({ tags: { ...tags, owner: unknownText } })).length, 1);
  });

  it("refuses it however it is written", async () => {
    const native = "AWS::QuickSight::DataSet";
    const violating = wrapped(alike({ type, native, name: "people", props: { dataSetId: "people", tags } }));
    await fc.assert(
      fc.asyncProperty(violating, async (resource) => {
        assert.equal((await judgeAll(policy, [resource])).length, 1);
      }),
    );
  });

  it("does not apply to other types", async () => {
    assert.equal(
      await validateResource(policy, { type: "aws:s3/bucket:Bucket", props: { tags } }),
      "sensitive-data-rules has nothing to say of aws:s3/bucket:Bucket",
    );
  });
});
