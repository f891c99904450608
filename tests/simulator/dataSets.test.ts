import assert from "node:assert/strict";
import {
  DeleteDataSetCommand,
  DescribeDataSetCommand,
  InvalidParameterValueException,
  ListDataSetsCommand,
  ResourceNotFoundException,
  UpdateDataSetCommand,
} from "@aws-sdk/client-quicksight";
import type {
  FileFormat,
  InputColumn,
  LogicalTableSource,
  TransformOperation,
} from "@aws-sdk/client-quicksight";
import { arn, createDataSet, createDataSource, table } from "./support/assets.ts";
import type { DataSetInput } from "./support/assets.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const sales = { AwsAccountId, DataSetId: "sales" };
const logical = (Source: LogicalTableSource) => ({ l: { Alias: "l", Source } });
const invalid = (message?: string | RegExp) => ({ status: 400, ...(message && { message }) });

describe("simulator: data sets", () => {
  const { client } = simulated();
  const describeSet = async () => (await client().send(new DescribeDataSetCommand(sales))).DataSet;
  const create = (more: DataSetInput) => createDataSet(client(), "sales", more);
  beforeEach(() => createDataSource(client(), "db"));

  it("show what they were created with, and their columns", async () => {
    const { PhysicalTableMap } = table("region", "amount", "secret");
    await create({
      PhysicalTableMap,
      LogicalTableMap: {
        l: {
          Alias: "l",
          Source: { PhysicalTableId: "t" },
          DataTransforms: [
            { RenameColumnOperation: { ColumnName: "region", NewColumnName: "area" } },
            { CastColumnTypeOperation: { ColumnName: "amount", NewColumnType: "DECIMAL" } },
            {
              CreateColumnsOperation: {
                Columns: [{ ColumnName: "tax", ColumnId: "tax", Expression: "amount * 0.2" }],
              },
            },
            { ProjectOperation: { ProjectedColumns: ["area", "amount", "tax"] } },
          ],
        },
      },
    });
    const shown = await describeSet();
    assert.deepEqual(shown?.PhysicalTableMap, PhysicalTableMap);
    assert.deepEqual(shown.OutputColumns, [
      { Name: "area", Type: "STRING" },
      { Name: "amount", Type: "DECIMAL" },
      { Name: "tax" },
    ]);
  });

  it("refuse operations on columns that are not there at that point, and formats of what is no text", async () => {
    const wrong = async (message: RegExp, ...DataTransforms: TransformOperation[]) => {
      const LogicalTableMap = {
        l: { Alias: "l", Source: { PhysicalTableId: "t" }, DataTransforms },
      };
      const { PhysicalTableMap } = table("region", "amount");
      await refused(
        create({ PhysicalTableMap, LogicalTableMap }),
        InvalidParameterValueException,
        invalid(message),
      );
    };
    const cast = (ColumnName: string, more: object = {}): TransformOperation => ({
      CastColumnTypeOperation: { ColumnName, NewColumnType: "INTEGER", ...more },
    });
    const rename = (ColumnName: string, NewColumnName: string): TransformOperation => ({
      RenameColumnOperation: { ColumnName, NewColumnName },
    });
    const calculate = (ColumnName: string, Expression: string): TransformOperation => ({
      CreateColumnsOperation: { Columns: [{ ColumnName, ColumnId: ColumnName, Expression }] },
    });
    await wrong(/Column Amount of CastColumn/, cast("Amount"));
    await wrong(/Format of column amount/, cast("amount", { Format: "yyyy" }));
    const NewColumnType = "DATETIME";
    await wrong(/Format/, cast("amount"), cast("amount", { NewColumnType, Format: "yyyy" }));
    await wrong(/Column region of RenameColumn/, rename("region", "area"), rename("region", "b"));
    await wrong(/Column amount of RenameColumn.* exists already/, rename("region", "amount"));
    await wrong(/Column cost of the expression of x/, calculate("x", "'{a}' + ${p} + {cost}"));
    await wrong(/Column region of CreateColumns.* exists already/, calculate("region", "1"));
    const ProjectedColumns = ["region"];
    await wrong(/amount of Project/, rename("amount", "b"), {
      ProjectOperation: { ProjectedColumns: ["amount"] },
    });
    await wrong(/amount of Cast/, { ProjectOperation: { ProjectedColumns } }, cast("amount"));
    await wrong(/tax of TagColumn/, {
      TagColumnOperation: { ColumnName: "tax", Tags: [{ ColumnDescription: { Text: "t" } }] },
    });
    await wrong(/tax of Filter/, { FilterOperation: { ConditionExpression: "{tax} > 1" } });
  });

  it("have ids of at most 96 characters", async () => {
    await createDataSet(client(), "x".repeat(96), table("region"));
    await refused(
      createDataSet(client(), "x".repeat(97), table("region")),
      InvalidParameterValueException,
      invalid(/DataSetId.*96/),
    );
  });

  it("join tables, and take the columns of a parent", async () => {
    await createDataSet(client(), "parent", table("region"));
    await create({
      ...table("region", "amount"),
      LogicalTableMap: {
        p: { Alias: "p", Source: { DataSetArn: arn("dataset/parent") } },
        t: { Alias: "t", Source: { PhysicalTableId: "t" } },
        j: {
          Alias: "j",
          Source: {
            JoinInstruction: {
              LeftOperand: "p",
              RightOperand: "t",
              Type: "INNER",
              OnClause: "region = region",
            },
          },
        },
      },
    });
    const columns = (await describeSet())?.OutputColumns?.map(({ Name }) => Name);
    assert.deepEqual(columns, ["region", "amount"]);
  });

  it("may have only a parent, unless it forbids that", async () => {
    const child = {
      PhysicalTableMap: {},
      LogicalTableMap: logical({ DataSetArn: arn("dataset/parent") }),
    };
    await refused(create(child), ResourceNotFoundException, { status: 404 });
    await createDataSet(client(), "parent", {
      DataSetUsageConfiguration: { DisableUseAsDirectQuerySource: true },
    });
    await refused(create(child), InvalidParameterValueException, invalid(/may not be used/));
    await client().send(new DeleteDataSetCommand({ AwsAccountId, DataSetId: "parent" }));
    await createDataSet(client(), "parent");
    await create(child);
  });

  for (const Source of [{}, { PhysicalTableId: "t", DataSetArn: arn("dataset/x") }]) {
    const count = Object.keys(Source).length;
    it(`refuse a logical table with ${count} sources, in the words of AWS`, async () => {
      await refused(
        create({ LogicalTableMap: logical(Source) }),
        InvalidParameterValueException,
        invalid(
          "Exactly one of PhysicalTableId, JoinInstruction or DataSetArn must be set for LogicalTable",
        ),
      );
    });
  }

  it("refuse tables that lead nowhere", async () => {
    const elsewhere = { DataSourceArn: arn("datasource/x"), Name: "q", SqlQuery: "select 1" };
    await refused(
      create({ PhysicalTableMap: { t: { CustomSql: elsewhere } } }),
      ResourceNotFoundException,
      { status: 404, resourceType: "DATA_SOURCE" },
    );
    await refused(
      create({ PhysicalTableMap: { t: {} as never } }),
      InvalidParameterValueException,
      invalid("Invalid PhysicalTableMap"),
    );
    await refused(create({ PhysicalTableMap: {} }), InvalidParameterValueException, invalid());
    await refused(
      create({ LogicalTableMap: logical({ PhysicalTableId: "x" }) }),
      InvalidParameterValueException,
      invalid(/PhysicalTableId x/),
    );
  });

  it("have text columns only on files that aren't JSON, and load files instead of querying them", async () => {
    const file = (
      Type: InputColumn["Type"],
      Format?: FileFormat,
    ): DataSetInput["PhysicalTableMap"] => ({
      t: {
        S3Source: {
          DataSourceArn: arn("datasource/db"),
          InputColumns: [{ Name: "amount", Type }],
          ...(Format && { UploadSettings: { Format } }),
        },
      },
    });
    const ImportMode = "SPICE";
    for (const PhysicalTableMap of [file("DECIMAL"), file("INTEGER", "CSV")]) {
      const call = create({ PhysicalTableMap, ImportMode });
      await refused(call, InvalidParameterValueException, invalid(/amount of .* only STRING/));
    }
    const direct = create({ PhysicalTableMap: file("STRING"), ImportMode: "DIRECT_QUERY" });
    await refused(direct, InvalidParameterValueException, invalid(/can't be queried directly/));
    await create({ PhysicalTableMap: file("STRING"), ImportMode });
    await createDataSet(client(), "json", {
      PhysicalTableMap: file("DECIMAL", "JSON"),
      ImportMode,
    });
  });

  it("on a file without upload settings get those of a CSV file with a header, and no first row", async () => {
    const S3Source = {
      DataSourceArn: arn("datasource/db"),
      InputColumns: [{ Name: "region", Type: "STRING" as const }],
    };
    await createDataSet(client(), "file", {
      PhysicalTableMap: { t: { S3Source } },
      ImportMode: "SPICE",
    });
    const { DataSet } = await client().send(
      new DescribeDataSetCommand({ AwsAccountId, DataSetId: "file" }),
    );
    assert.deepEqual(DataSet?.PhysicalTableMap?.["t"]?.S3Source?.UploadSettings, {
      Format: "CSV",
      Delimiter: ",",
      TextQualifier: "DOUBLE_QUOTE",
      ContainsHeader: true,
    });
  });

  it("get a logical table for each physical one when none is declared, and keep it", async () => {
    const { PhysicalTableMap } = table("region");
    await create({ PhysicalTableMap });
    const generated = { t: { Alias: "t", Source: { PhysicalTableId: "t" } } };
    assert.deepEqual((await describeSet())?.LogicalTableMap, generated);
    const renamed = { other: PhysicalTableMap.t };
    const update = (tables: Pick<DataSetInput, "LogicalTableMap">) =>
      client().send(
        new UpdateDataSetCommand({
          ...sales,
          Name: "sales",
          ImportMode: "DIRECT_QUERY",
          PhysicalTableMap: renamed,
          ...tables,
        }),
      );
    await refused(
      update({ LogicalTableMap: generated }),
      InvalidParameterValueException,
      invalid(/PhysicalTableId t/),
    );
    await update({});
    assert.deepEqual((await describeSet())?.LogicalTableMap, {
      other: { Alias: "t", Source: { PhysicalTableId: "other" } },
    });
  });

  it("are replaced as a whole: rules that an update leaves out are gone", async () => {
    const RowLevelPermissionTagConfiguration = {
      Status: "ENABLED" as const,
      TagRules: [{ TagKey: "region", ColumnName: "region" }],
    };
    await create({ RowLevelPermissionTagConfiguration, UseAs: "RLS_RULES" });
    const listed = async () =>
      (await client().send(new ListDataSetsCommand({ AwsAccountId }))).DataSetSummaries?.[0];
    assert.equal((await listed())?.RowLevelPermissionTagConfigurationApplied, true);
    await client().send(
      new UpdateDataSetCommand({
        ...sales,
        ...table("region"),
        Name: "Sales",
        ImportMode: "DIRECT_QUERY",
      }),
    );
    const after = await listed();
    assert.equal(after?.RowLevelPermissionTagConfigurationApplied, false);
    assert.equal(after.Name, "Sales");
    assert.equal(after.UseAs, "RLS_RULES");
  });
});
