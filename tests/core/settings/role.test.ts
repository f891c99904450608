import assert from "node:assert/strict";
import fc from "fast-check";
import { commonRole, highestRole, isLower, type Role, roles } from "../../../core/settings/role.ts";

const someRoles = fc.array(fc.constantFrom(...roles), { minLength: 1 });

describe("roles", () => {
  it("have in common what all of them have: no one of them lacks a right of it", () => {
    fc.assert(
      fc.property(someRoles, (given) => {
        const common = commonRole(given);
        assert.ok(common);
        assert.ok(given.every((role) => !isLower(role, common)));
        const shared = roles.filter((role) => given.every((one) => !isLower(one, role)));
        assert.ok(shared.every((role) => !isLower(common, role)));
        assert.equal(commonRole(given.toReversed()), common);
      }),
    );
    assert.equal(commonRole(["ADMIN", "AUTHOR_PRO"]), "AUTHOR");
    assert.equal(commonRole([]), undefined);
  });

  it("give together the least role that has the rights of each", () => {
    const isEnough = (role: Role, given: readonly Role[]) =>
      given.every((one) => !isLower(role, one));
    fc.assert(
      fc.property(someRoles, (given) => {
        const highest = highestRole(given);
        assert.ok(isEnough(highest, given));
        const enough = roles.filter((role) => isEnough(role, given));
        assert.ok(enough.every((role) => !isLower(role, highest)));
      }),
    );
  });
});
