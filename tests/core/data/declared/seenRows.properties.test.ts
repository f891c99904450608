import assert from "node:assert/strict";
import fc from "fast-check";
import { findOpenings } from "../../../../core/data/declared/findOpenings.ts";
import type { DeclaredAsset } from "../../../../core/data/declared/declaredAsset.ts";
import {
  leaveOut,
  partOf,
  type RowPart,
  type SeenRows,
} from "../../../../core/data/declared/seenRows.ts";

const columns = ["country", "segment", "city"];
/** The last value is one that no rule names: a row of tomorrow. */
const values = ["a", "b", "c", "unheard of"];

type Row = Readonly<Record<string, string>>;

/** Every row that these values make. */
const rows = columns.reduce<Row[]>(
  (all, column) => all.flatMap((row) => values.map((value) => ({ ...row, [column]: value }))),
  [{}],
);

const some = fc.uniqueArray(fc.constantFrom(...values.slice(0, -1)), { minLength: 1 });
const rule = fc
  .dictionary(fc.constantFrom(...columns), some)
  .map((chosen): SeenRows => ({ subject: "g", values: chosen }));
const rules = fc.array(rule, { maxLength: 5 });

const gives = ({ values: chosen }: SeenRows, row: Row) =>
  Object.entries(chosen).every(([column, own]) => own.includes(row[column] ?? ""));
const isIn = (part: RowPart, row: Row) =>
  [...part].every(([column, { values: own, isAllBut }]) => {
    return own.includes(row[column] ?? "") !== isAllBut;
  });
const set = (seen: readonly SeenRows[]): DeclaredAsset => ({
  ...{ kind: "data-set", id: "x", name: "X", arn: "arn:x", owners: [], users: [] },
  protection: { rows: seen, columns: new Map() },
});

describe("rows that rules give, whatever the rules", () => {
  it("are left when others are taken away that do not give them, and no others", () => {
    fc.assert(
      fc.property(rules, rules, (after, before) => {
        const left = leaveOut(after.map(partOf), before);
        for (const row of rows) {
          const isMore =
            after.some((one) => gives(one, row)) && !before.some((one) => gives(one, row));
          assert.equal(
            left.some((part) => isIn(part, row)),
            isMore,
            JSON.stringify(row),
          );
        }
      }),
    );
  });

  it("open something exactly when a row of today or tomorrow is seen that was not", () => {
    fc.assert(
      fc.property(rules, rules, (after, before) => {
        const isMore = rows.some(
          (row) => after.some((one) => gives(one, row)) && !before.some((one) => gives(one, row)),
        );
        assert.equal(findOpenings(set(before), set(after)).length > 0, isMore);
        assert.deepEqual(findOpenings(set(after), set(after.toReversed())), []);
      }),
    );
  });
});
