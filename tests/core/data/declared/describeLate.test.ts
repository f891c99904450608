import assert from "node:assert/strict";
import type { DeclaredAsset, Protection } from "../../../../core/data/declared/declaredAsset.ts";
import { describeLate } from "../../../../core/data/declared/describeLate.ts";

describe("what people still see of a data set that waits", () => {
  const set = (protection?: Protection, columns = ["country", "salary"]): DeclaredAsset => ({
    ...{ kind: "data-set", id: "s", name: "S", arn: "s", owners: ["admin"], users: [] },
    ...{ columns, ...(protection && { protection }) },
  });
  const rows = (...rules: [string, object?][]) =>
    rules.map(([subject, values = {}]) => ({ subject, values: values as Record<string, string[]> }));
  const none = new Map<string, readonly string[]>();

  it("is named by group: rows, columns, and columns that go", () => {
    const wanted = set({
      rows: rows(["usa", { country: ["USA"] }], ["all", { country: ["GBR"] }]),
      columns: new Map([["salary", ["hr"]]]),
    });
    const now = set(
      {
        rows: rows(["usa", { country: ["USA", "MEX"] }], ["all"], ["mex", { country: ["MEX"] }]),
        columns: new Map([["salary", ["hr", "usa"]]]),
      },
      ["country", "salary", "name"],
    );
    assert.deepEqual(describeLate(wanted, now), [
      "group usa still sees rows: country MEX",
      "group all still sees all rows",
      "group mex still sees rows: country MEX",
      "group usa still sees column salary",
      "column name is still in it",
    ]);
  });

  it("is everything where the rules are to come", () => {
    const wanted = set({ rows: rows(["usa"]), columns: new Map([["salary", ["hr"]]]) });
    assert.deepEqual(describeLate(wanted, set()), [
      "everybody who may use it still sees all rows",
      "everybody who may use it still sees column salary",
    ]);
  });

  it("is nothing where the settings show as much, or more", () => {
    const now = set({ rows: rows(["usa", { country: ["USA"] }]), columns: none });
    assert.deepEqual(describeLate(now, now), []);
    assert.deepEqual(describeLate(set(), now), []);
  });
});
