import assert from "node:assert/strict";
import fc from "fast-check";
import { compileRowRules } from "../../../core/data/compileRowRules.ts";

describe("compiling row rules", () => {
  it("writes a row per rule, an empty field for all values, commas between several", () => {
    assert.deepEqual(
      compileRowRules([
        { groupArn: "arn:usa", values: { country: "USA", city: ["Tracy", "Houston"] } },
        { groupArn: "arn:all", values: {} },
      ]),
      {
        columns: ["GroupARN", "city", "country"],
        csv: 'GroupARN,city,country\narn:all,,\narn:usa,"Houston,Tracy",USA\n',
      },
    );
  });

  it("does not depend on the order of rules, columns and values", () => {
    const rule = fc.record({
      groupArn: fc.constantFrom("arn:a", "arn:b", "arn:c"),
      values: fc.dictionary(
        fc.constantFrom("country", "city"),
        fc.uniqueArray(fc.constantFrom("x", "y", "z"), { minLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(fc.array(rule), (rules) => {
        const other = [...rules].reverse().map(({ groupArn, values }) => ({
          groupArn,
          values: Object.fromEntries(
            Object.entries(values)
              .reverse()
              .map(([column, list]) => [column, [...list].reverse()]),
          ),
        }));
        assert.deepEqual(compileRowRules(rules), compileRowRules(other));
      }),
    );
  });
});
