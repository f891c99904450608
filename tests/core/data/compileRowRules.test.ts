import assert from "node:assert/strict";
import fc from "fast-check";
import { compileRowRules, type RowRule } from "../../../core/data/compileRowRules.ts";
import { readCsv, seenRows } from "../../support/seenRows.ts";

const arns = ["arn:a", "arn:b", "arn:c"];
const columns = ["country", "city"];

describe("compiling row rules", () => {
  it("writes a row per rule, an empty field for all values, commas between several", () => {
    assert.deepEqual(
      compileRowRules([
        { principalArn: "arn:usa", values: { country: "USA", city: ["Tracy", "Houston"] } },
        { principalArn: "arn:all", values: {} },
      ]),
      {
        columns: ["GroupARN", "city", "country"],
        csv: 'GroupARN,city,country\narn:all,,\narn:usa,"Houston,Tracy",USA\n',
      },
    );
  });

  it("puts terms with spaces in quotes, as the user guide asks", () => {
    const { csv } = compileRowRules([{ principalArn: "arn:usa", values: { city: "San Francisco" } }]);
    assert.equal(csv, 'GroupARN,city\narn:usa,"San Francisco"\n');
  });

  it("does not depend on the order of rules, columns and values", () => {
    const rule = fc.record({
      principalArn: fc.constantFrom(...arns),
      values: fc.dictionary(
        fc.constantFrom(...columns),
        fc.uniqueArray(fc.constantFrom("x", "y", "z"), { minLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(fc.array(rule), (rules) => {
        const other = [...rules].reverse().map(({ principalArn, values }) => ({
          principalArn,
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

  it("writes a list that is too long for a field as several rules, and loses none of 200 account ids", () => {
    const ids = Array.from({ length: 200 }, (_, index) => String(100_000_000_001 + index));
    const { csv } = compileRowRules([{ principalArn: "arn:emea", values: { account_id: ids } }]);
    const [, ...rows] = readCsv(csv);
    assert.equal(rows.length, 2);
    for (const fields of rows) {
      assert.ok(fields.every((field) => Array.from(field).length <= 2047));
    }
    const data = [...ids, "100000000000", "100000000201"].map((account_id) => ({ account_id }));
    const seen = seenRows({ rules: csv, rows: data, groups: ["arn:emea"] });
    assert.deepEqual(
      seen.map(({ account_id }) => account_id),
      ids,
    );
  });

  it("fills a field to its last character, the commas counted", () => {
    const rows = (...values: string[]) =>
      readCsv(compileRowRules([{ principalArn: "arn:a", values: { city: values } }]).csv).slice(1);
    const [x, y] = ["x".repeat(1023), "y".repeat(1023)];
    assert.deepEqual(rows(x, y), [["arn:a", `${x},${y}`]]);
    assert.deepEqual(rows(x, `${y}y`), [
      ["arn:a", x],
      ["arn:a", `${y}y`],
    ]);
    const three = ["a".repeat(681), "b".repeat(682), "c".repeat(682)] as const;
    assert.deepEqual(rows(...three), [["arn:a", three.join()]]);
    assert.equal(rows(...three, "d").length, 2);
  });

  it("writes every part of one long list with every part of another", () => {
    const many = (prefix: string) => Array.from({ length: 300 }, (_, i) => `${prefix}-${1000 + i}`);
    const values = { country: many("country"), city: many("𝄞") };
    const { csv } = compileRowRules([{ principalArn: "arn:a", values }]);
    const rows = values.country.map((country, index) => ({
      country,
      city: values.city.at(-1 - index) ?? "",
    }));
    assert.deepEqual(seenRows({ rules: csv, rows, groups: ["arn:a"] }), rows);
    const others = rows.flatMap(({ country, city }) => [
      { country, city: "elsewhere" },
      { country: "nowhere", city },
    ]);
    assert.deepEqual(seenRows({ rules: csv, rows: others, groups: ["arn:a"] }), []);
  });

  it("lets each person see what the rules of their groups say, and nothing else", () => {
    // Long, odd and similar values: what folding, quoting or sorting could mix up.
    const value = fc.oneof(
      fc.constantFrom("USA", "usa", "US", "New York", "L'Aquila", "𝄞"),
      fc.constantFrom("Z".repeat(700), "Y".repeat(1400), "𝄞".repeat(2047), "X".repeat(2046)),
      fc.string({ minLength: 1, maxLength: 900, unit: fc.constantFrom("a", "ß", "𝄞", " ", "-") }),
    );
    const text = value.filter((one) => one.trim() === one && one !== "");
    const rule = fc.record({
      principalArn: fc.constantFrom(...arns),
      values: fc.dictionary(
        fc.constantFrom(...columns),
        fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 12 })),
        { noNullPrototype: true },
      ),
    });
    const world = fc.array(rule, { minLength: 1, maxLength: 6 }).chain((rules) => {
      const known = rules.flatMap(({ values }) => Object.values(values).flat());
      const cell = fc.oneof(fc.constantFrom("", ...known), text);
      return fc.record({
        rules: fc.constant<RowRule[]>(rules),
        rows: fc.array(fc.record({ country: cell, city: cell }), { maxLength: 20 }),
        groups: fc.subarray(arns),
      });
    });
    fc.assert(
      fc.property(world, ({ rules, rows, groups }) => {
        const allows = ({ principalArn, values }: RowRule, row: Record<string, string>) =>
          groups.includes(principalArn) &&
          Object.entries(values).every(([column, list]) =>
            [list].flat().includes(row[column] ?? ""),
          );
        assert.deepEqual(
          seenRows({ rules: compileRowRules(rules).csv, rows, groups }),
          rows.filter((row) => rules.some((one) => allows(one, row))),
        );
      }),
      { numRuns: 300 },
    );
  });
});
