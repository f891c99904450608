import assert from "node:assert/strict";
import { reference } from "../../../local/simulator/authorization/reference.ts";
import { rightsOf } from "../../../local/simulator/authorization/rightsOf.ts";
import { readSettings } from "../../../local/simulator/settings.ts";

const arn = (resource: string) => `arn:aws:quicksight:eu-west-1:111122223333:${resource}`;

/** What a call asks for, one per line: action without its service where that is QuickSight, and resource without its head. */
const rights = (operation: string, input: Record<string, unknown> = {}) =>
  rightsOf({
    ...{ operation, input, region: "eu-west-1", accountId: "111122223333" },
    ...{ accessKeyId: "test", now: 0, settings: readSettings({}) },
  }).map(
    ({ action, resource }) =>
      `${action.replace("quicksight:", "")} ${resource.replace(arn(""), "")}`,
  );

describe("what a call of QuickSight asks IAM for", () => {
  it("is the action on what it names", () => {
    assert.deepEqual(rights("DescribeTheme", { ThemeId: "blue" }), ["DescribeTheme theme/blue"]);
    assert.deepEqual(rights("DeleteNamespace", { Namespace: "a" }).slice(0, 1), [
      "DeleteNamespace namespace/a",
    ]);
    assert.deepEqual(rights("DeleteVPCConnection", { VPCConnectionId: "net" }), [
      "DeleteVPCConnection vpcConnection/net",
    ]);
  });

  it("is on users and groups by namespace", () => {
    const Namespace = "default";
    assert.deepEqual(rights("DescribeUser", { Namespace, UserName: "r/ana@x.com" }), [
      "DescribeUser user/default/r/ana@x.com",
    ]);
    const member = { Namespace, GroupName: "eu", MemberName: "ana" };
    assert.deepEqual(rights("CreateGroupMembership", member), [
      "CreateGroupMembership group/default/eu",
    ]);
    assert.deepEqual(rights("ListUsers", { Namespace }), ["ListUsers user/default/*"]);
    const IamArn = "arn:aws:iam::111122223333:role/path/fed";
    assert.deepEqual(rights("RegisterUser", { Namespace, IamArn, SessionName: "ana@x.com" }), [
      "RegisterUser user/default/fed/ana@x.com",
    ]);
  });

  it("is on all of a type for its lists, and on * for what has no type", () => {
    assert.deepEqual(rights("ListFolders"), ["ListFolders folder/*"]);
    for (const name of ["CreateDataSource", "ListDataSets", "ListDataSources", "ListNamespaces"]) {
      assert.deepEqual(rights(name, { DataSourceId: "x" }), [`${name} *`]);
    }
  });

  it("is on what is tagged", () => {
    assert.deepEqual(rights("TagResource", { ResourceArn: arn("dataset/a") }), [
      "TagResource dataset/a",
    ]);
  });

  it("is on the data sources of a data set, which are passed", () => {
    const DataSourceArn = arn("datasource/db");
    const PhysicalTableMap = { a: { RelationalTable: { DataSourceArn } } };
    assert.deepEqual(rights("CreateDataSet", { DataSetId: "s", PhysicalTableMap }), [
      "CreateDataSet datasource/db",
      "PassDataSource datasource/db",
    ]);
    assert.deepEqual(rights("UpdateDataSet", { DataSetId: "s", PhysicalTableMap }), [
      "UpdateDataSet dataset/s",
      "UpdateDataSet datasource/db",
      "PassDataSource datasource/db",
    ]);
  });

  it("is also on the data sets that a dashboard or an analysis passes", () => {
    const DataSetIdentifierDeclarations = [{ Identifier: "s", DataSetArn: arn("dataset/s") }];
    const Definition = { DataSetIdentifierDeclarations };
    for (const kind of ["Dashboard", "Analysis"]) {
      for (const name of [`Create${kind}`, `Update${kind}`]) {
        assert.deepEqual(rights(name, { [`${kind}Id`]: "d", Definition }), [
          `${name} ${kind.toLowerCase()}/d`,
          "PassDataSet dataset/s",
        ]);
      }
    }
  });

  it("is on a folder and its member", () => {
    const input = { FolderId: "f", MemberType: "DATASET", MemberId: "s" };
    assert.deepEqual(rights("CreateFolderMembership", input), [
      "CreateFolderMembership folder/f",
      "CreateFolderMembership dataset/s",
    ]);
  });

  it("is the role that is passed, and the directory of a namespace", () => {
    const RoleArn = "arn:aws:iam::111122223333:role/data";
    const DataSourceParameters = { S3Parameters: { RoleArn } };
    assert.deepEqual(rights("CreateDataSource", { DataSourceParameters }), [
      "CreateDataSource *",
      `iam:PassRole ${RoleArn}`,
    ]);
    assert.deepEqual(rights("CreateNamespace", { Namespace: "a" }).slice(1), [
      "ds:CreateIdentityPoolDirectory *",
      "ds:AuthorizeApplication *",
      "ds:DescribeDirectories *",
    ]);
    assert.deepEqual(rights("DeleteNamespace", { Namespace: "a" }).slice(1), [
      "ds:DeleteDirectory *",
      "ds:DescribeDirectories *",
      "ds:UnauthorizeApplication *",
    ]);
  });

  it("names resources of what lies below a data set with both", () => {
    assert.deepEqual(rights("DescribeIngestion", { DataSetId: "s", IngestionId: "i" }), [
      "DescribeIngestion dataset/s/ingestion/i",
    ]);
  });

  it("is known for every action of the reference, whatever its type", () => {
    for (const operation of Object.keys(reference["quicksight"]?.actions ?? {})) {
      for (const line of rights(operation)) assert.doesNotMatch(line, /\$|undefined/);
    }
  });
});
