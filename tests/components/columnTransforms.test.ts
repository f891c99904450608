import assert from "node:assert/strict";
import { columnTransforms, type ColumnsOf } from "../../components/columnTransforms.ts";

const text = (name: string, more: object = {}) => ({ name, type: "STRING" as const, ...more });

describe("what a data set does to its columns", () => {
  const kindsOf = (set: ColumnsOf) => columnTransforms(set).map((one) => Object.keys(one)[0]);

  it("is nothing where they are as the table has them, so that nothing changes of what is there", () => {
    assert.deepEqual(columnTransforms({ columns: [text("a"), text("b")] }), []);
  });

  it("is casts of the names of the table, new names, calculations by these, descriptions, and what is shown", () => {
    const set: ColumnsOf = {
      columns: [
        text("country", { as: "Land", description: "Where it was sold" }),
        text("amount", { cast: "DECIMAL", as: "Umsatz", output: false }),
        text("day", { cast: "DATETIME", format: "yyyy-MM-dd" }),
      ],
      calculated: { "in thousands": { expression: "Umsatz / 1000", description: "Rounded" } },
    };
    assert.deepEqual(columnTransforms(set), [
      { castColumnTypeOperation: { columnName: "amount", newColumnType: "DECIMAL" } },
      {
        castColumnTypeOperation: {
          ...{ columnName: "day", newColumnType: "DATETIME", format: "yyyy-MM-dd" },
        },
      },
      { renameColumnOperation: { columnName: "country", newColumnName: "Land" } },
      { renameColumnOperation: { columnName: "amount", newColumnName: "Umsatz" } },
      {
        createColumnsOperation: {
          columns: [
            {
              columnName: "in thousands",
              columnId: "calculated-6d05260bead3",
              expression: "Umsatz / 1000",
            },
          ],
        },
      },
      {
        tagColumnOperation: {
          columnName: "Land",
          tags: [{ columnDescription: { text: "Where it was sold" } }],
        },
      },
      {
        tagColumnOperation: {
          columnName: "in thousands",
          tags: [{ columnDescription: { text: "Rounded" } }],
        },
      },
      { projectOperation: { projectedColumns: ["Land", "day", "in thousands"] } },
    ]);
  });

  it("gives a name on once the column that had it has another one, whatever the order of the table", () => {
    const columns = [text("c", { as: "b" }), text("a", { as: "z" }), text("b", { as: "a" })];
    assert.deepEqual(
      columnTransforms({ columns }).flatMap((one) =>
        "renameColumnOperation" in one ? Object.values(one.renameColumnOperation).join() : [],
      ),
      ["a,z", "b,a", "c,b"],
    );
  });

  it("leaves a column out that is only read", () => {
    assert.deepEqual(columnTransforms({ columns: [text("a"), text("b", { output: false })] }), [
      { projectOperation: { projectedColumns: ["a"] } },
    ]);
  });

  it("works columns out after those that they use, whatever their order in the settings", () => {
    const calculated = {
      a: { expression: "{b} + {c}" },
      b: { expression: "c * 2" },
      c: { expression: "x" },
    };
    const created = (set: ColumnsOf) =>
      columnTransforms(set).flatMap((one) =>
        "createColumnsOperation" in one
          ? one.createColumnsOperation.columns.map(({ columnName }) => columnName)
          : [],
      );
    assert.deepEqual(created({ columns: [text("x")], calculated }), ["c", "b", "a"]);
    const { a, b, c } = calculated;
    assert.deepEqual(created({ columns: [text("x")], calculated: { c, b, a } }), ["c", "b", "a"]);
    assert.equal(kindsOf({ columns: [text("x")], calculated }).at(-1), "projectOperation");
  });
});
