import assert from "node:assert/strict";
import { opensMore } from "../../../../../core/explain/assertions/sight/changesSight.ts";

const group = "arn:aws:quicksight:us-east-1:111122223333:group/default/usa";
const other = "arn:aws:quicksight:us-east-1:111122223333:group/default/hr";
const rule = (...principals: readonly string[]) => ({ columns: ["email"], principals });

describe("whether a change of a data set may show somebody more of it", () => {
  it("is so with a column that it gets, for whom a rule names as for all", () => {
    const before = { columns: ["country"] };
    const after = { columns: ["country", "email"] };
    assert.equal(opensMore(before, after), true);
    assert.equal(opensMore(before, { ...after, columnRules: [rule(group)] }), true);
    assert.equal(opensMore(after, before), false);
  });

  it("is so with a rule about a column that names one more, or goes, and not with one that names fewer", () => {
    const columns = ["country", "email"];
    const before = { columns, columnRules: [rule(group)] };
    const more = { columns, columnRules: [rule(group, other)] };
    assert.equal(opensMore(before, more), true);
    assert.equal(opensMore(before, { columns }), true);
    assert.equal(opensMore(more, before), false);
    assert.equal(opensMore(before, { columns: ["country"] }), false);
  });
});
