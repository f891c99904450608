import assert from "node:assert/strict";
import { describeTables } from "../../components/dataSetTables.ts";

const text = (name: string, more: object = {}) => ({ name, type: "STRING" as const, ...more });
const from = (name: string) => ({ sourceArn: "arn:db", table: { schema: "s", name } });

describe("the tables of a data set that joins several", () => {
  const set = {
    ...{ displayName: "Sales", from: from("orders") },
    columns: [text("id"), text("customer"), text("amount", { cast: "DECIMAL" })],
    calculated: { double: { expression: "amount * 2" } },
    joins: [
      {
        ...{ from: from("customers"), type: "LEFT" as const, on: { customer: "id" } },
        columns: [text("id", { output: false }), text("country", { as: "Land" })],
      },
      {
        ...{ from: { sourceArn: "arn:file", fileVersion: "abc" }, type: "INNER" as const },
        ...{ on: { Land: "country", id: "id" } },
        columns: [text("country", { description: "ISO" }), text("id", { output: false })],
      },
    ],
  };
  const { physicalTableMaps, logicalTableMaps } = describeTables(set);
  const logical = new Map(
    (logicalTableMaps as { logicalTableMapId: string }[]).map((one) => [
      one.logicalTableMapId,
      one,
    ]),
  );

  it("are joined one after the other, each side by the names in the data set", () => {
    assert.deepEqual(
      (physicalTableMaps as { physicalTableMapId: string }[]).map((one) => one.physicalTableMapId),
      ["table", "joined-1-table", "joined-2-file-abc"],
    );
    assert.deepEqual(logical.get("join-1"), {
      ...{ logicalTableMapId: "join-1", alias: "Join 1" },
      source: {
        joinInstruction: {
          ...{ leftOperand: "table", rightOperand: "joined-1-table", type: "LEFT" },
          onClause: "{customer} = {id[1]}",
        },
      },
    });
    assert.deepEqual(logical.get("join-2"), {
      ...{ logicalTableMapId: "join-2", alias: "Join 2" },
      source: {
        joinInstruction: {
          ...{ leftOperand: "join-1", rightOperand: "joined-2-file", type: "INNER" },
          onClause: "{Land} = {country} AND {id} = {id[2]}",
        },
      },
      dataTransforms: [
        {
          createColumnsOperation: {
            columns: [
              {
                columnName: "double",
                columnId: "calculated-2ce06a9e7f8c",
                expression: "amount * 2",
              },
            ],
          },
        },
        {
          tagColumnOperation: {
            columnName: "country",
            tags: [{ columnDescription: { text: "ISO" } }],
          },
        },
        {
          projectOperation: {
            projectedColumns: ["id", "customer", "amount", "Land", "country", "double"],
          },
        },
      ],
    });
  });

  it("cast and name their own columns, so that no two are called the same", () => {
    const transformsOf = (id: string) =>
      (logical.get(id) as { dataTransforms?: unknown } | undefined)?.dataTransforms;
    assert.deepEqual(transformsOf("table"), [
      { castColumnTypeOperation: { columnName: "amount", newColumnType: "DECIMAL" } },
    ]);
    assert.deepEqual(transformsOf("joined-1-table"), [
      { renameColumnOperation: { columnName: "id", newColumnName: "id[1]" } },
      { renameColumnOperation: { columnName: "country", newColumnName: "Land" } },
    ]);
    assert.deepEqual(transformsOf("joined-2-file"), [
      { renameColumnOperation: { columnName: "id", newColumnName: "id[2]" } },
    ]);
  });
});
