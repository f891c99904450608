import assert from "node:assert/strict";
import {
  describeLicences,
  licencesBetween,
  licencesOfPlan,
} from "../../../../core/people/licences/licenceChanges.ts";
import { monthlyPrices } from "../../../../core/people/licences/prices.ts";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import { roles, type Role } from "../../../../core/settings/role.ts";
import { actual, desired, govern, namespaceWith } from "../../../support/govern.ts";

const costOf = (had: readonly [string, Role][], has: readonly [string, Role][]) => {
  const governed = govern(has.map(([name, role]) => desired(`${name}@x.com`, role, "critical")));
  const there = namespaceWith(
    had.map(([name, role]) => actual(`${name}@x.com`, role, "critical")),
    { groups: ["critical"] },
  );
  return describeLicences(licencesOfPlan(planPeople(governed, there, {}).steps));
};

describe("what a plan costs", () => {
  it("is said by role, with the month that the prices are of", () => {
    const authors = ["ana", "bob", "cid"].map((name) => [name, "AUTHOR"] as [string, Role]);
    assert.equal(costOf([], authors), "adds 3 authors: +72 USD a month at list prices of 2026-10");
    assert.equal(
      costOf([["dee", "READER"]], authors),
      "adds 3 authors and takes 1 reader: +69 USD a month at list prices of 2026-10",
    );
  });

  it("is less where people leave or are lowered, also where they must be registered anew for it", () => {
    assert.equal(
      costOf(
        [
          ["ana", "ADMIN_PRO"],
          ["bob", "AUTHOR"],
        ],
        [["ana", "READER"]],
      ),
      "adds 1 reader and takes 1 author, 1 Admin Pro: -61 USD a month at list prices of 2026-10",
    );
  });

  it("is nothing where nobody comes, goes or has another role", () => {
    assert.equal(costOf([["ana", "READER"]], [["ana", "READER"]]), undefined);
  });

  it("has a price for every role", () => {
    for (const role of roles) assert.ok(monthlyPrices[role] > 0, role);
  });

  it("between two readings counts what is there, and no role that has no licence", () => {
    assert.deepEqual(licencesBetween(["READER", "RESTRICTED_READER"], ["READER", "AUTHOR"]), {
      READER: 0,
      AUTHOR: 1,
    });
    assert.equal(describeLicences(licencesBetween(["READER"], ["READER"])), undefined);
  });
});
