import assert from "node:assert/strict";
import fc from "fast-check";
import {
  canChangeInPlace,
  commonRole,
  highestRole,
  isLower,
  isReader,
  type Role,
  roles,
} from "../../../core/settings/role.ts";

const role = fc.constantFrom(...roles);
const some = fc.array(role, { maxLength: 5 });

describe("the roles of a person's groups", () => {
  it("join in two dimensions: what one may do, and Pro", () => {
    const cases: [Role[], Role][] = [
      [[], "READER"],
      [["READER_PRO", "AUTHOR"], "AUTHOR_PRO"],
      [["READER_PRO", "ADMIN"], "ADMIN_PRO"],
      [["AUTHOR_PRO", "ADMIN"], "ADMIN_PRO"],
      [["READER", "AUTHOR"], "AUTHOR"],
      [["READER", "READER_PRO"], "READER_PRO"],
    ];
    for (const [given, joined] of cases) assert.equal(highestRole(given), joined, given.join());
  });

  it("join to the same whatever their order, their grouping and how often they come", () => {
    fc.assert(
      fc.property(some, some, (one, other) => {
        const joined = highestRole([...one, ...other]);
        assert.equal(highestRole([...other, ...one].reverse()), joined);
        assert.equal(highestRole([highestRole(one), highestRole(other)]), joined);
        assert.equal(highestRole([...one, ...other, ...one]), joined);
      }),
    );
  });

  it("join to a role that lacks nothing of any of them, and to the least of those", () => {
    fc.assert(
      fc.property(some, role, (given, bound) => {
        const joined = highestRole(given);
        assert.ok(given.every((one) => !isLower(joined, one)));
        if (given.every((one) => !isLower(bound, one))) assert.ok(!isLower(bound, joined));
      }),
    );
  });

  it("have in common what all of them have", () => {
    assert.equal(commonRole([]), undefined);
    assert.equal(commonRole(["READER_PRO", "AUTHOR"]), "READER");
    assert.equal(commonRole(["AUTHOR_PRO", "ADMIN_PRO"]), "AUTHOR_PRO");
    fc.assert(
      fc.property(fc.array(role, { minLength: 1 }), (given) => {
        const common = commonRole(given) ?? assert.fail();
        assert.ok(given.every((one) => !isLower(one, common)));
      }),
    );
  });
});

describe("one role beside another", () => {
  it("is lower when it lacks a right of the other, also when it has one that the other lacks", () => {
    assert.ok(isLower("AUTHOR", "READER_PRO"));
    assert.ok(isLower("READER_PRO", "AUTHOR"));
    assert.ok(isLower("READER", "READER_PRO"));
    assert.ok(!isLower("ADMIN_PRO", "ADMIN"));
    for (const one of roles) assert.ok(!isLower(one, one));
  });

  it("takes a deletion to become a reader from author or admin, and no other change does", () => {
    for (const from of roles) {
      for (const to of roles) {
        assert.equal(canChangeInPlace(from, to), isReader(from) || !isReader(to), `${from} ${to}`);
      }
    }
  });
});
