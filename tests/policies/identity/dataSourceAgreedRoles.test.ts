import assert from "node:assert/strict";
import fc from "fast-check";
import { dataSourceAgreedRoles as policy } from "../../../policies/identity/dataSourceAgreedRoles.ts";
import {
  type GivenResource,
  unknownText,
  validateResource,
  validateStack,
} from "../support/host.ts";
import { worker } from "../support/identity.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { natively } from "../support/wrap.ts";

const arn = (name: string, account = "111122223333") => `arn:aws:iam::${account}:role/${name}`;
const source = (roleArn: unknown, more: Partial<GivenResource> = {}): GivenResource => ({
  type: "aws:quicksight/dataSource:DataSource",
  name: "files",
  props: { awsAccountId: "111122223333", parameters: { s3: { roleArn } } },
  ...more,
});
const refused = (got: string) =>
  `files: the data source brings along a role that is not agreed (got ${got}); use an agreed one, or add it to roles`;
const judge = (given: GivenResource, config?: object) => validateResource(policy, given, config);

describe("policy data-source-agreed-roles", () => {
  itDescribesItself(policy, {
    name: "data-source-agreed-roles",
    description: /brings one that is agreed/,
    defaults: { roles: ["quicksight-governance-data-*"], exempt: [] },
  });
  itTakesExemptions(policy, [source(arn("admin"))]);

  it("passes the program's own role, and data sources without one", async () => {
    assert.deepEqual(await judge(source(arn("quicksight-governance-data-eu-west-1"))), []);
    assert.deepEqual(await judge(source(arn("some/path/quicksight-governance-data-x"))), []);
    assert.deepEqual(await judge(source(undefined)), []);
  });

  it("refuses other roles, before anything is made", async () => {
    assert.deepEqual(await judge(source(arn("admin"))), [refused(arn("admin"))]);
    for (const parameters of [
      { athena: { workGroup: "x", roleArn: arn("admin") } },
      { redshift: { iamParameters: { roleArn: arn("admin") } } },
      { s3: [{ roleArn: arn("admin") }] },
    ]) {
      assert.deepEqual(await judge(source("", { props: { parameters } })), [refused(arn("admin"))]);
    }
    const alternative = {
      alternateDataSourceParameters: [{ s3Parameters: { roleArn: arn("admin") } }],
    };
    const native = source("", { type: "aws-native:quicksight:DataSource", props: alternative });
    assert.deepEqual(await judge(native), [refused(arn("admin"))]);
  });

  it("refuses an agreed name in another account", async () => {
    const theirs = arn("quicksight-governance-data-x", "444455556666");
    assert.deepEqual(await judge(source(theirs)), [
      `files: the data source brings along a role of another account (got ${theirs}); use one of account 111122223333`,
    ]);
  });

  it("takes the configured roles, by name or by ARN", async () => {
    assert.deepEqual(await judge(source(arn("athena-bi")), { roles: ["athena-*"] }), []);
    assert.deepEqual(await judge(source(arn("athena-bi")), { roles: [arn("athena-*")] }), []);
    const own = source(arn("quicksight-governance-data-x"));
    assert.deepEqual(await judge(own, { roles: [] }), [
      refused(arn("quicksight-governance-data-x")),
    ]);
  });

  it("follows what is not known yet to the role that it was made from, and leaves the rest open", async () => {
    const unknown = source(unknownText, { from: { parameters: ["worker"] } });
    assert.deepEqual(await validateStack(policy, [worker(), unknown]), [
      `aws:quicksight/dataSource:DataSource ${refused("worker")}`,
    ]);
    const data = worker({ name: "quicksight-governance-data-eu-west-1" });
    assert.deepEqual(await validateStack(policy, [data, unknown]), []);
    assert.deepEqual(await validateStack(policy, [worker(), source(unknownText)]), []);
  });

  it("sees the role of one that is made by the API, in the API's words", async () => {
    const parameters = { RedshiftParameters: { IAMParameters: { RoleArn: arn("admin") } } };
    const type = "pulumi-nodejs:dynamic/quicksight:ApiDataSource";
    const made = { type, name: "warehouse", props: { dataSourceId: "w", parameters } };
    assert.equal((await validateStack(policy, [made])).length, 1);
  });

  it("refuses it whatever wraps it", async () => {
    const properties = {
      DataSourceId: "files",
      DataSourceParameters: { S3Parameters: { RoleArn: arn("admin") } },
    };
    const given = fc.oneof(
      fc.constant(source(arn("admin"))),
      natively("AWS::QuickSight::DataSource", properties),
    );
    await fc.assert(
      fc.asyncProperty(given, async (one) => {
        assert.notDeepEqual(await validateStack(policy, [one]), []);
      }),
    );
  });
});
