import assert from "node:assert/strict";
import { onSet, problemsOf } from "./support/problemsOf.ts";

const only = (tagRules: object, more: object = {}) => problemsOf({ set: { tagRules, ...more } });

describe("rules of rows by tags of a session", () => {
  it("are a column for each tag, alone and beside rules for people", () => {
    const tagRules = {
      customer: { column: "account_id", delimiter: ",", matchAll: "*" },
      "tag city": { column: "city" },
    };
    assert.deepEqual(only(tagRules), []);
    assert.deepEqual(only(tagRules, { rowRules: [{ group: "emea" }] }), []);
    assert.deepEqual(only(tagRules, { import: "DIRECT_QUERY" }), []);
  });

  it("are on text columns that the data set has, one each", () => {
    assert.deepEqual(only({ customer: { column: "Account_id" } }), [
      `${onSet}.tagRules.customer.column: is not a column of the data set; it has account_id, city, street`,
    ]);
    const columns = [{ name: "id", type: "INTEGER" }, "city"];
    assert.deepEqual(only({ customer: { column: "id" } }, { columns }), [
      `${onSet}.tagRules.customer.column: rules work on STRING columns only (id is INTEGER); use another column`,
    ]);
    assert.deepEqual(only({ a: { column: "city" }, b: { column: "city" } }), [
      `${onSet}.tagRules.b.column: column city is that of tag a already, and a session sees what all its tags let it see; give each tag a column of its own, or a session several values of one (delimiter)`,
    ]);
  });

  it("are as many, and as long, as QuickSight takes", () => {
    const many = (count: number) => ({
      columns: Array.from({ length: count }, (_, at) => `c${at}`),
      tagRules: Object.fromEntries(
        Array.from({ length: count }, (_, at) => [`t${at}`, { column: `c${at}` }]),
      ) as object,
    });
    assert.deepEqual(problemsOf({ set: many(50) }), []);
    assert.match(
      problemsOf({ set: many(51) }).join(),
      /tagRules: is wrong .*; use 1 to 50 tags: QuickSight takes no more/,
    );
    assert.match(only({}).join(), /tagRules: is wrong .*; use 1 to 50 tags/);
    assert.deepEqual(only({ ["k".repeat(128)]: { column: "city", delimiter: "1234567890" } }), []);
    assert.match(only({ ["k".repeat(129)]: { column: "city" } }).join(), /use 1 to 128 characters/);
    for (const [field, value] of [
      ["delimiter", ""],
      ["delimiter", "12345678901"],
      ["matchAll", ""],
      ["matchAll", "x".repeat(257)],
      ["matchAll", "2026-01-31 00:00:00 +0000 UTC"],
    ] as const) {
      const [problem = "", ...others] = only({ customer: { column: "city", [field]: value } });
      assert.match(problem, new RegExp(`tagRules\\.customer\\.${field}: `), `${field} ${value}`);
      assert.deepEqual(others, []);
    }
  });

  it("have a value for all rows that no delimiter cuts, and that no message shows", () => {
    const problems = only({ customer: { column: "city", delimiter: "|", matchAll: "s3cr|et" } });
    assert.deepEqual(problems, [
      `${onSet}.tagRules.customer.matchAll: has the delimiter in it, so that a session with it would have several values and see no row; use another value or another delimiter`,
    ]);
    const long = only({ customer: { column: "city", matchAll: "s3cret".repeat(50) } });
    assert.match(long.join(), /^dataSets\.accounts\.tagRules\.customer\.matchAll: is wrong/);
    assert.ok(!long.join().includes("s3cret"), long.join());
    const whole = problemsOf({ set: { columnRules: { matchAll: "s3cret" } } });
    assert.match(whole.join(), /columnRules: is wrong/);
    assert.ok(!whole.join().includes("s3cret"), whole.join());
  });
});
