import assert from "node:assert/strict";
import {
  DescribeDashboardCommand,
  DescribeDataSetCommand,
  DescribeDataSetPermissionsCommand,
  DescribeDataSourceCommand,
  InvalidParameterValueException,
  ListDataSetsCommand,
  ListDataSourcesCommand,
} from "@aws-sdk/client-quicksight";
import { arn, personArn } from "./support/assets.ts";
import { register } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const ana = personArn("ana@x.com");

describe("simulator: what only the console makes", () => {
  const { client, control } = simulated();
  const make = async (body: object) => {
    const { status, body: said } = await control("POST", "/_sim/console", body);
    assert.equal(status, 200, JSON.stringify(said));
  };
  beforeEach(async () => {
    await register(client(), "ana@x.com", "AUTHOR");
  });

  it("lists data sets on files that were uploaded and of the new preparation, and describes their permissions, not them", async () => {
    await make({ Kind: "FileDataSet", Id: "uploaded", Owner: ana });
    await make({ Kind: "PreparedDataSet", Id: "prepared" });
    const { DataSetSummaries } = await client().send(new ListDataSetsCommand({ AwsAccountId }));
    assert.deepEqual(
      DataSetSummaries?.map(({ DataSetId }) => DataSetId),
      ["prepared", "uploaded"],
    );
    const describing = (DataSetId: string) =>
      client().send(new DescribeDataSetCommand({ AwsAccountId, DataSetId }));
    await refused(describing("uploaded"), InvalidParameterValueException, {
      status: 400,
      message: "The data set type is not supported through API yet",
    });
    await refused(describing("prepared"), InvalidParameterValueException, {
      status: 400,
      message:
        "DescribeDataSet is not supported for this dataSet in new data preparation experience",
    });
    const { Permissions } = await client().send(
      new DescribeDataSetPermissionsCommand({ AwsAccountId, DataSetId: "uploaded" }),
    );
    assert.deepEqual(
      Permissions?.map(({ Principal }) => Principal),
      [ana],
    );
  });

  it("shows an uploaded file as a source without status and parameters", async () => {
    await make({ Kind: "FileSource", Id: "file", Name: "costs.csv" });
    const { DataSource } = await client().send(
      new DescribeDataSourceCommand({ AwsAccountId, DataSourceId: "file" }),
    );
    assert.deepEqual(
      [DataSource?.Name, DataSource?.Type as unknown, DataSource?.Status],
      ["costs.csv", "FILE", undefined],
    );
    assert.equal(DataSource?.DataSourceParameters, undefined);
  });

  it("shows the analysis that a dashboard was published from as its source", async () => {
    await make({ Kind: "DashboardOfAnalysis", Id: "sales", Name: "Sales" });
    const { Dashboard } = await client().send(
      new DescribeDashboardCommand({ AwsAccountId, DashboardId: "sales" }),
    );
    assert.equal(Dashboard?.Version?.SourceEntityArn, arn("analysis/sales"));
  });

  it("has the samples of a new account", async () => {
    await make({ Kind: "Samples" });
    const { DataSetSummaries } = await client().send(new ListDataSetsCommand({ AwsAccountId }));
    const { DataSources } = await client().send(new ListDataSourcesCommand({ AwsAccountId }));
    assert.deepEqual([DataSetSummaries?.length, DataSources?.length], [4, 4]);
  });

  it("says what is wrong with what it is told", async () => {
    const { status, body } = await control("POST", "/_sim/console", { Kind: "Nothing" });
    assert.equal(status, 400);
    assert.match((body as { error: string }).error, /FileSource/);
    await make({ Kind: "FileSource", Id: "file" });
    assert.equal(
      (await control("POST", "/_sim/console", { Kind: "FileSource", Id: "file" })).status,
      400,
    );
  });
});
