import assert from "node:assert/strict";
import { entitlementSettings } from "../../../core/settings/entitlementSettings.ts";
import { onSet, problemsOf } from "./support/problemsOf.ts";

const entitlements = { rows: [{ group: "emea", city: "Paris" }] };

describe("a data set that takes the entitlement table", () => {
  it("maps each term to a text column of its own, and has no rules besides", () => {
    const entitled = { city: "city", town: "city", street: "strasse" };
    assert.deepEqual(problemsOf({ set: { entitled }, entitlements }), [
      `${onSet}.entitled.town: column city is that of city already; give each term a column of its own`,
      `${onSet}.entitled.street: is not a column of the data set; it has account_id, city, street`,
    ]);
    const rowRules = [{ group: "emea" }];
    assert.deepEqual(problemsOf({ set: { entitled: { city: "city" }, rowRules }, entitlements }), [
      `${onSet}.entitled: the data set has rowRules too; give one of the two, as both would be one rule`,
    ]);
    assert.deepEqual(problemsOf({ set: { entitled: { city: "city" } }, entitlements }), []);
  });

  it("is of a tenant that has one", () => {
    assert.deepEqual(problemsOf({ set: { entitled: { city: "city" } } }), [
      `${onSet}.entitled: the tenant has no entitlement table; give tenant.entitlements, or leave this out`,
    ]);
  });

  it("has no viewers who own it, as with rules of its own", () => {
    const set = { entitled: { city: "city" }, viewers: ["admin"] };
    assert.match(problemsOf({ set, entitlements })[0] ?? "", /group admin owns the data set/);
  });
});

describe("an entitlement table", () => {
  it("stands in one place", () => {
    const takes = (given: object) => entitlementSettings.safeParse(given).success;
    assert.deepEqual(
      [
        { file: "a.csv" },
        { membership: true },
        { bucket: "bucket", key: "k" },
        entitlements,
        {},
        { file: "a.csv", membership: true },
        { bucket: "bucket" },
        { file: "a.csv", key: "k" },
        { rows: [{ group: "a", person: "b" }] },
        { rows: [{ country: "USA" }] },
        { rows: [{ group: "a", country: "NULL" }] },
      ].map(takes),
      [true, true, true, true, false, false, false, false, false, false, false],
    );
  });
});
