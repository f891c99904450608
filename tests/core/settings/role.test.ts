import assert from "node:assert/strict";
import fc from "fast-check";
import { canChangeInPlace, highestRole, isLower, roles } from "../../../core/settings/role.ts";

const role = fc.constantFrom(...roles);

describe("roles", () => {
  it("join in two dimensions: what either gives, and Pro of either", () => {
    assert.equal(highestRole(["READER_PRO", "AUTHOR"]), "AUTHOR_PRO");
    assert.equal(highestRole(["ADMIN", "READER_PRO"]), "ADMIN_PRO");
    assert.equal(highestRole(["READER", "AUTHOR"]), "AUTHOR");
    assert.equal(highestRole([]), "READER");
  });

  it("join to one that lacks nothing of what was given, and to the least such", () => {
    fc.assert(
      fc.property(fc.array(role), role, (given, other) => {
        const joined = highestRole(given);
        assert.ok(given.every((one) => !isLower(joined, one)));
        if (given.every((one) => !isLower(other, one))) assert.ok(!isLower(other, joined));
      }),
    );
  });

  it("join the same in any order, and however they are taken together", () => {
    fc.assert(
      fc.property(fc.array(role), fc.array(role), (some, more) => {
        const joined = highestRole([...some, ...more]);
        assert.equal(highestRole([...more, ...some]), joined);
        assert.equal(highestRole([highestRole(some), highestRole(more)]), joined);
        assert.equal(highestRole([joined, joined]), joined);
      }),
    );
  });

  it("are lower than each other where each has rights that the other lacks", () => {
    assert.ok(isLower("READER_PRO", "AUTHOR") && isLower("AUTHOR", "READER_PRO"));
    assert.ok(isLower("AUTHOR", "AUTHOR_PRO") && !isLower("AUTHOR_PRO", "AUTHOR"));
    for (const one of roles) assert.ok(!isLower(one, one));
  });

  it("change in place but from author or admin to reader", () => {
    const refused = roles.flatMap((from) =>
      roles.filter((to) => !canChangeInPlace(from, to)).map((to) => [from, to].join(" to ")),
    );
    const above = ["AUTHOR", "AUTHOR_PRO", "ADMIN", "ADMIN_PRO"];
    assert.deepEqual(
      refused,
      above.flatMap((from) => [`${from} to READER`, `${from} to READER_PRO`]),
    );
  });
});
