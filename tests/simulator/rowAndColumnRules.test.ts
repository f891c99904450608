import assert from "node:assert/strict";
import {
  DescribeDataSetCommand,
  InvalidParameterValueException,
  ResourceNotFoundException,
  type TransformOperation,
} from "@aws-sdk/client-quicksight";
import { arn, createDataSet, createDataSource, personArn, table } from "./support/assets.ts";
import type { DataSetInput } from "./support/assets.ts";
import { breaksModel } from "./support/breaksModel.ts";
import { createGroups, register } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const rules = {
  Arn: arn("dataset/rules"),
  PermissionPolicy: "GRANT_ACCESS",
  FormatVersion: "VERSION_2",
} as const;

describe("simulator: row-level security", () => {
  const { client } = simulated();
  const create = (more: DataSetInput) => createDataSet(client(), "sales", more);
  const createRules = (columns: string[], more: DataSetInput = {}) =>
    createDataSet(client(), "rules", { ...table(...columns), UseAs: "RLS_RULES", ...more });
  const wrong = (more: DataSetInput, message: string | RegExp) =>
    refused(create(more), InvalidParameterValueException, { status: 400, message });
  beforeEach(() => createDataSource(client(), "db"));

  it("takes rules by ARN, and rules by name with a namespace", async () => {
    await createRules(["UserARN", "GroupARN", "region"]);
    await create({ RowLevelPermissionDataSet: rules });
    const { DataSet } = await client().send(
      new DescribeDataSetCommand({ AwsAccountId, DataSetId: "sales" }),
    );
    assert.deepEqual((DataSet as DataSetInput).RowLevelPermissionDataSet, rules);
    await createDataSet(client(), "by-name", {
      ...table("UserName", "region"),
      UseAs: "RLS_RULES",
    });
    await createDataSet(client(), "named", {
      RowLevelPermissionDataSet: {
        Arn: arn("dataset/by-name"),
        PermissionPolicy: "GRANT_ACCESS",
        Namespace: "default",
      },
    });
  });

  it("refuses a namespace with version 2, in the words of AWS", async () => {
    await createRules(["UserARN"]);
    await wrong(
      { RowLevelPermissionDataSet: { ...rules, Namespace: "default" } },
      "Invalid RowLevelPermissionDataSet. Namespace parameter should not be specified for Version 2",
    );
  });

  it("refuses rules that do not exist, or that were not made for this", async () => {
    const RowLevelPermissionDataSet = rules;
    await refused(create({ RowLevelPermissionDataSet }), ResourceNotFoundException, {
      status: 404,
      resourceType: "DATA_SET",
    });
    await createRules(["UserARN"], { UseAs: undefined });
    await wrong({ RowLevelPermissionDataSet }, /UseAs RLS_RULES/);
  });

  it("refuses rules of the wrong columns", async () => {
    await createRules(["UserName", "GroupName", "region"]);
    await wrong({ RowLevelPermissionDataSet: rules }, /no column UserARN or GroupARN/);
    await createDataSet(client(), "more", { ...table("UserARN", "country"), UseAs: "RLS_RULES" });
    const more = { ...rules, Arn: arn("dataset/more") };
    await wrong({ RowLevelPermissionDataSet: more }, /Column country is not in the data set/);
  });

  it("refuses rules about a column that is no text; what is calculated may be", async () => {
    await createRules(["UserARN", "amount"]);
    const of = (...DataTransforms: TransformOperation[]) => ({
      ...table("region", "amount"),
      LogicalTableMap: { l: { Alias: "l", Source: { PhysicalTableId: "t" }, DataTransforms } },
      RowLevelPermissionDataSet: rules,
    });
    await wrong(
      of({ CastColumnTypeOperation: { ColumnName: "amount", NewColumnType: "DECIMAL" } }),
      /Column amount is DECIMAL/,
    );
    const [ColumnName, ColumnId, Expression] = ["amount", "a", "toString({old})"];
    await create(
      of(
        { RenameColumnOperation: { ColumnName, NewColumnName: "old" } },
        { CreateColumnsOperation: { Columns: [{ ColumnName, ColumnId, Expression }] } },
      ),
    );
  });

  it("refuses DENY_ACCESS", async () => {
    await createRules(["UserARN"]);
    const denying = { ...rules, PermissionPolicy: "DENY_ACCESS" as const };
    await wrong({ RowLevelPermissionDataSet: denying }, /DENY_ACCESS/);
  });

  it("refuses tags for columns that do not exist, and combinations of unknown tags", async () => {
    const tags = (ColumnName: string, key: string) => ({
      RowLevelPermissionTagConfiguration: {
        TagRules: [{ TagKey: "tenant", ColumnName }],
        TagRuleConfigurations: [[key]],
      },
    });
    await wrong(tags("country", "tenant"), /Column country/);
    await wrong(tags("region", "market"), /tag key market/);
    await create(tags("region", "tenant"));
  });

  it("belongs to the semantic model in the new data preparation, and is checked there", async () => {
    const DataPrepConfiguration = {
      SourceTableMap: { s: { PhysicalTableId: "t" } },
      TransformStepMap: {
        i: { ImportTableStep: { Alias: "i", Source: { SourceTableId: "s" } } },
      },
      DestinationTableMap: { d: { Alias: "d", Source: { TransformOperationId: "i" } } },
    };
    await createRules(["UserARN"]);
    await wrong({ DataPrepConfiguration, RowLevelPermissionDataSet: rules }, /Semantic/);
    const semantic = (FormatVersion: "VERSION_2", Namespace?: string) => ({
      TableMap: {
        d: {
          Alias: "d",
          DestinationTableId: "d",
          RowLevelPermissionConfiguration: {
            RowLevelPermissionDataSet: { ...rules, FormatVersion, Namespace },
          },
        },
      },
    });
    const SemanticModelConfiguration = semantic("VERSION_2", "default");
    await wrong({ DataPrepConfiguration, SemanticModelConfiguration }, /Version 2/);
    await create({
      DataPrepConfiguration,
      SemanticModelConfiguration: semantic("VERSION_2"),
    });
  });
});

describe("simulator: column-level security", () => {
  const { client } = simulated();
  const create = (Principals: string[] | undefined, ColumnNames: string[]) =>
    createDataSet(client(), "sales", {
      ColumnLevelPermissionRules: [{ Principals, ColumnNames }],
    });
  const wrong = (call: Promise<unknown>, message: RegExp) =>
    refused(call, InvalidParameterValueException, { status: 400, message });
  beforeEach(() => createDataSource(client(), "db"));

  it("takes users and groups of any namespace", async () => {
    await register(client(), "ana@x.com");
    await createGroups(client(), "critical");
    await create([personArn("ana@x.com"), arn("group/default/critical")], ["amount"]);
  });

  it("refuses people, namespaces and columns that can't be in a rule", async () => {
    await register(client(), "ana@x.com");
    const ana = personArn("ana@x.com");
    await wrong(create([personArn("bob@x.com")], ["amount"]), /bob@x\.com does not exist/);
    await wrong(create([arn("namespace/default")], ["amount"]), /is a namespace/);
    await wrong(create([ana], ["profit"]), /Column profit/);
    await wrong(create(undefined, ["amount"]), /needs Principals/);
    const tooMany = create(Array<string>(101).fill(ana), ["amount"]);
    await breaksModel(tooMany, /'columnLevelPermissionRules\.1\.member\.principals'/);
  });
});
