import assert from "node:assert/strict";
import {
  type CreateDataSetCommandInput,
  InvalidParameterValueException,
} from "@aws-sdk/client-quicksight";
import { joinRows } from "../../local/simulator/operations/ingestions/joinRows.ts";
import { arn, createDataSet, createDataSource } from "./support/assets.ts";
import { refused } from "./support/refused.ts";
import { simulated } from "./support/simulated.ts";

interface Maps {
  readonly PhysicalTableMap: NonNullable<CreateDataSetCommandInput["PhysicalTableMap"]>;
  readonly LogicalTableMap: NonNullable<CreateDataSetCommandInput["LogicalTableMap"]>;
}

const tableOf = (source: string, Name: string, ...columns: string[]) => ({
  RelationalTable: {
    ...{ DataSourceArn: arn(`datasource/${source}`), Name },
    InputColumns: columns.map((column) => ({ Name: column, Type: "STRING" as const })),
  },
});
const rename = (ColumnName: string, NewColumnName: string) => ({
  RenameColumnOperation: { ColumnName, NewColumnName },
});

/** Orders with the country of the customer. */
const joining = (OnClause: string, source = "db", Type: "INNER" | "LEFT" = "LEFT"): Maps => ({
  PhysicalTableMap: {
    o: tableOf("db", "orders", "id", "customer"),
    c: tableOf(source, "customers", "id", "country"),
  },
  LogicalTableMap: {
    o: { Alias: "orders", Source: { PhysicalTableId: "o" } },
    c: {
      ...{ Alias: "customers", Source: { PhysicalTableId: "c" } },
      DataTransforms: [rename("id", "key")],
    },
    j: {
      Alias: "joined",
      Source: { JoinInstruction: { LeftOperand: "o", RightOperand: "c", Type, OnClause } },
      DataTransforms: [{ ProjectOperation: { ProjectedColumns: ["id", "country"] } }],
    },
  },
});

describe("a join of tables", () => {
  const { client } = simulated();

  it("goes by columns that its sides have", async () => {
    await createDataSource(client(), "db");
    await createDataSet(client(), "joined", joining("{customer} = {key}"));
    await refused(
      createDataSet(client(), "other", joining("{customer} = {town}")),
      InvalidParameterValueException,
      { status: 400, message: /Column town of the OnClause/ },
    );
  });

  it("is of one data source where it is queried directly", async () => {
    await createDataSource(client(), "db");
    await createDataSource(client(), "erp");
    const several = joining("{customer} = {key}", "erp");
    await createDataSet(client(), "loaded", { ...several, ImportMode: "SPICE" });
    await refused(
      createDataSet(client(), "asked", { ...several, ImportMode: "DIRECT_QUERY" }),
      InvalidParameterValueException,
      { status: 400, message: /several data sources/ },
    );
  });

  it("comes to the rows that belong together, and with LEFT to those that belong to none", () => {
    const files = new Map([
      [
        "o",
        [
          ["id", "customer"],
          ["1", "a"],
          ["2", "b"],
          ["3", "a"],
        ],
      ],
      [
        "c",
        [
          ["id", "country"],
          ["a", "DEU"],
          ["c", "FRA"],
        ],
      ],
    ]);
    const rows = (type: "INNER" | "LEFT", clause = "{customer} = {key}") =>
      joinRows({ ...joining(clause, "db", type), ImportMode: "SPICE" } as never, files);
    assert.deepEqual(rows("INNER"), [
      ["id", "country"],
      ["1", "DEU"],
      ["3", "DEU"],
    ]);
    assert.deepEqual(rows("LEFT"), [
      ["id", "country"],
      ["1", "DEU"],
      ["3", "DEU"],
      ["2", ""],
    ]);
    assert.equal(rows("LEFT", "lower({customer}) = {key}"), undefined);
  });
});
