import assert from "node:assert/strict";
import { checkInputs } from "../../local/aws-plugin/checkInputs.ts";
import { findResource, servedTypes } from "../../local/aws-plugin/registry.ts";
import type { Bag } from "../../local/aws-plugin/resource.ts";
import { schemaOf } from "../../local/aws-plugin/schema/typeSchema.ts";
import { unknownValue } from "../../local/aws-plugin/values.ts";

const arn = "arn:aws:quicksight:eu-west-1:123456789012:datasource/a";
const columns = [{ name: "a", type: "STRING" }];

/** What a preview says is wrong with the inputs, as `PROPERTY: REASON`. */
async function check(type: string, inputs: Bag): Promise<string[]> {
  const { failures } = checkInputs(await findResource(type), {
    ...{ name: "x", inputs, previous: undefined, defaultTags: {} },
    randomSeed: Buffer.from("seed"),
  });
  return failures.map(({ property, reason }) => `${property}: ${reason}`);
}

const checkDataSet = (more: Bag) =>
  check("aws:quicksight/dataSet:DataSet", {
    ...{ dataSetId: "a", name: "A", importMode: "SPICE" },
    ...more,
  });
const query = (customSql: Bag) => ({
  physicalTableMaps: [
    {
      physicalTableMapId: "t",
      customSql: { dataSourceArn: arn, name: "q", sqlQuery: "select 1", columns, ...customSql },
    },
  ],
});

describe("what the local aws plugin refuses in a preview, as the released provider does", () => {
  it("is a query's name of more than 64 characters, though AWS takes 128", async () => {
    assert.deepEqual(await checkDataSet(query({ name: "n".repeat(64) })), []);
    assert.deepEqual(await checkDataSet(query({ name: "n".repeat(65) })), [
      `physicalTableMaps[0].customSql.name: expected length of physical_table_map.0.custom_sql.0.name to be in the range (1 - 64), got ${"n".repeat(65)}`,
    ]);
    const relationalTable = { dataSourceArn: arn, name: "n".repeat(256), inputColumns: columns };
    const physicalTableMaps = [{ physicalTableMapId: "t", relationalTable }];
    assert.deepEqual(await checkDataSet({ physicalTableMaps }), []);
  });

  it("is an alias of more than 64 characters", async () => {
    const logicalTableMaps = [
      { logicalTableMapId: "l", alias: "n".repeat(65), source: { physicalTableId: "t" } },
    ];
    const [failure = "", ...others] = await checkDataSet({ logicalTableMaps });
    assert.match(failure, /expected length of logical_table_map\.0\.alias .*\(1 - 64\)/);
    assert.deepEqual(others, []);
  });

  it("is a value that is none of an enumeration", async () => {
    assert.deepEqual(await checkDataSet({ importMode: "FAST" }), [
      'importMode: expected import_mode to be one of ["SPICE" "DIRECT_QUERY"], got FAST',
    ]);
    const user = { email: "a@b.c", identityType: "IAM", userRole: "OWNER" };
    const [failure = ""] = await check("aws:quicksight/user:User", user);
    assert.match(failure, /^userRole: expected user_role to be one of \["ADMIN" "AUTHOR"/);
  });

  it("is an ARN, a pattern, a range and a policy that is none", async () => {
    assert.deepEqual(await checkDataSet(query({ dataSourceArn: "warehouse" })), [
      'physicalTableMaps[0].customSql.dataSourceArn: "physical_table_map.0.custom_sql.0.data_source_arn" (warehouse) is an invalid ARN',
    ]);
    const role = { name: "a b", assumeRolePolicy: "{", maxSessionDuration: 60 };
    assert.deepEqual(await check("aws:iam/role:Role", role), [
      'assumeRolePolicy: "assume_role_policy" contains an invalid JSON',
      "maxSessionDuration: expected max_session_duration to be in the range (3600 - 43200), got 60",
      'name: invalid value for name (must match regular expression "^[0-9A-Za-z_+=,.@-]*$")',
    ]);
  });

  it("is what must be there, and what excludes each other", async () => {
    const parameter = { name: "/a", type: "String" };
    assert.deepEqual(await check("aws:ssm/parameter:Parameter", parameter), [
      'value: "value": one of `value,insecure_value,value_wo` must be specified',
    ]);
    assert.deepEqual(
      await check("aws:ssm/parameter:Parameter", { ...parameter, value: "a", insecureValue: "b" }),
      [
        'value: "value": only one of `value,insecure_value,value_wo` can be specified, but `value,insecure_value` were specified.',
      ],
    );
    assert.deepEqual(await check("aws:quicksight/user:User", { identityType: "IAM", email: "e" }), [
      'userRole: Missing required argument. The argument "user_role" is required, but no definition was found.',
    ]);
    assert.deepEqual(await check("aws:s3/bucket:Bucket", { bucket: "a", bucketPrefix: "b" }), [
      'bucket: "bucket": conflicts with bucket_prefix',
      'bucketPrefix: "bucket_prefix": conflicts with bucket',
    ]);
    assert.deepEqual(await check("aws:s3/bucket:Bucket", { bucketPrefix: "b" }), []);
  });

  it("is too many permissions, and never the tags of an object, which S3 alone counts", async () => {
    const permissions = Array.from({ length: 65 }, (_, index) => ({
      principal: `arn:aws:quicksight:eu-west-1:123456789012:group/default/g${index}`,
      actions: ["quicksight:DescribeDataSet"],
    }));
    assert.deepEqual(await checkDataSet({ permissions }), [
      "permissions: Too many list items. Attribute permissions supports 64 item maximum, but config has 65 declared.",
    ]);
    const tags = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`t${index}`, "v"]));
    const object = { bucket: "b", key: "k", content: "c", tags };
    assert.deepEqual(await check("aws:s3/bucketObjectv2:BucketObjectv2", object), []);
  });

  it("is a schedule without its day, in the words of the framework where the kit is the framework", async () => {
    const schedule = (interval: string, refreshOnDay?: Bag) =>
      check("aws:quicksight/refreshSchedule:RefreshSchedule", {
        ...{ dataSetId: "a", scheduleId: "s" },
        schedule: {
          refreshType: "FULL_REFRESH",
          scheduleFrequency: { interval, ...(refreshOnDay ? { refreshOnDay } : {}) },
        },
      });
    assert.match((await schedule("WEEKLY")).join(), /day_of_week is required/);
    assert.match((await schedule("DAILY", { dayOfWeek: "MONDAY" })).join(), /must not be set/);
    assert.deepEqual(await schedule("MONTHLY", { dayOfMonth: "31" }), [
      'schedule.scheduleFrequency.refreshOnDay.dayOfMonth: Invalid Attribute Value Match. Attribute schedule.0.schedule_frequency.0.refresh_on_day.0.day_of_month value must match regular expression "^(?:LAST_DAY_OF_MONTH|1[0-9]|2[0-8]|[12]|[3-9])$"',
    ]);
    assert.deepEqual(await schedule("MONTHLY", { dayOfMonth: "28" }), []);
  });

  it("is refresh properties of a data set that is not in SPICE", async () => {
    const refreshProperties = {
      refreshConfiguration: {
        incrementalRefresh: { lookbackWindow: { columnName: "a", size: 1, sizeUnit: "DAY" } },
      },
    };
    assert.deepEqual(await checkDataSet({ refreshProperties }), []);
    const direct = await checkDataSet({ refreshProperties, importMode: "DIRECT_QUERY" });
    assert.match(direct.join(), /refresh_properties cannot be set/);
  });

  it("is nothing that is not known yet, and no secret is told", async () => {
    assert.deepEqual(await checkDataSet(query({ name: unknownValue })), []);
    const source = {
      ...{ dataSourceId: "a", name: "A", type: "MYSQL" },
      parameters: { mysql: { host: "h", port: 3306, database: "d" } },
      credentials: { credentialPair: { username: "u", password: "p".repeat(1025) } },
    };
    const [failure = ""] = await check("aws:quicksight/dataSource:DataSource", source);
    assert.match(failure, /password to be in the range \(1 - 1024\), got \(sensitive value\)$/);
  });
});

describe("the table of the released provider's schema", () => {
  it("has every type that is served, with every input of it", async () => {
    for (const type of servedTypes) {
      const { inputs } = await findResource(type);
      const { attributes } = schemaOf(type);
      const unknown = inputs.filter((input) => {
        const { required, optional } = attributes[input] ?? {};
        return required !== true && optional !== true;
      });
      assert.deepEqual(unknown, [], type);
    }
  });
});
