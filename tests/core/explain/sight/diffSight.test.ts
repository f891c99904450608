import assert from "node:assert/strict";
import { diffSight } from "../../../../core/explain/sight/diffSight.ts";
import type { SnapshotProtection } from "../../../../core/explain/sight/protection.ts";
import { sightTeller } from "../../../../core/explain/sight/sightTeller.ts";
import type { Snapshot } from "../../../../core/explain/snapshot.ts";
import { arnOf, asset, grant, person, snapshotOf } from "../explained.ts";

const group = "group/default/critical";
const people = [person("ana", "critical"), person("bo", "critical"), person("cy", "other")];

const rows = (...countries: readonly string[]) => ({
  dataSet: "rules",
  rules: countries.map((country) => ({
    ...{ principal: arnOf(group), values: { country: [country] }, where: `t.csv:${country}` },
  })),
});

const of = (protection: SnapshotProtection, level: "viewer" | "owner" = "viewer"): Snapshot =>
  snapshotOf(people, [
    asset("data-set", "sales", [grant("data-set", group, level)], { protection }),
    asset("dashboard", "shown", [grant("dashboard", "group/default/other")], {
      dataSets: ["sales"],
    }),
  ]);

function told(before: Snapshot, after: Snapshot) {
  const { gains, losses, unknown } = diffSight(before, after);
  return [
    ...gains.map((one) => sightTeller(after)(one, "gains")),
    ...losses.map((one) => sightTeller(before)(one, "loses")),
    ...unknown,
  ];
}

describe("Who sees which rows and columns more or less", () => {
  it("is nobody where rules say the same in other words", () => {
    const joined: SnapshotProtection = {
      rows: {
        dataSet: "rules",
        rules: [{ principal: arnOf(group), values: { country: ["DEU", "USA"] } }],
      },
    };
    assert.deepEqual(told(of({ rows: rows("USA", "DEU") }), of(joined)), []);
    assert.deepEqual(told(of(joined), of({ rows: rows("DEU", "USA") })), []);
  });

  it("is told by the group, with the rows and the line of the rule that gives them", () => {
    const [before, after] = [of({ rows: rows("USA") }), of({ rows: rows("DEU") })];
    assert.deepEqual(told(before, after), [
      'critical (2 people) gains rows with country DEU of data-set "sales" (sales), by t.csv:DEU',
      'critical (2 people) loses rows with country USA of data-set "sales" (sales), by t.csv:USA',
    ]);
  });

  it("is everybody who reads it where rules go, those who read it through a dashboard too", () => {
    assert.deepEqual(told(of({ rows: rows("USA") }), of({})), [
      'ana@x.com, bo@x.com, cy@x.com gains every row of data-set "sales" (sales)',
    ]);
  });

  it("is who becomes an owner, of columns as well", () => {
    const columnRules = [{ columns: ["pay"], principals: [arnOf("group/default/hr")] }];
    const protection = { rows: rows("USA"), columns: ["country", "pay"], columnRules };
    assert.deepEqual(told(of(protection), of(protection, "owner")), [
      'critical (2 people) gains every row and the columns pay of data-set "sales" (sales)',
    ]);
  });

  it("is who gets another column, or loses one by a rule", () => {
    const columnRules = [{ columns: ["pay"], principals: [arnOf(group)] }];
    assert.deepEqual(told(of({ columns: ["pay"] }), of({ columns: ["pay"], columnRules })), [
      'cy@x.com loses the columns pay of data-set "sales" (sales)',
    ]);
  });

  it("names for who begins to read it the rows, and the columns that they do not see", () => {
    const columnRules = [{ columns: ["pay"], principals: [arnOf("group/default/hr")] }];
    const after = of({ rows: rows("USA"), columns: ["pay"], columnRules });
    const [sales, ...others] = after.assets;
    assert.ok(sales);
    const before = { ...after, assets: [{ ...sales, grants: [] }, ...others] };
    assert.deepEqual(told(before, after), [
      'critical (2 people) gains rows with country USA of data-set "sales" (sales), without the columns pay, by t.csv:USA',
    ]);
  });

  it("says once of which data set nobody knows, where it is not the same on both sides", () => {
    const unread = of({ rows: { dataSet: "rules", unread: "QuickSight shows nobody" } });
    assert.deepEqual(told(unread, unread), []);
    assert.deepEqual(told(unread, of({ rows: rows("USA") })), [
      'who sees which rows of data-set "sales" (sales): QuickSight shows nobody',
    ]);
  });
});
