import assert from "node:assert/strict";
import { openIndex } from "../../../../core/explain/accessIndex.ts";
import { seeing, sightOf } from "../../../../core/explain/sight/sightOf.ts";
import type { SnapshotProtection } from "../../../../core/explain/sight/protection.ts";
import type { SnapshotAsset } from "../../../../core/explain/snapshot.ts";
import { formatSnapshot, parseSnapshot } from "../../../../core/explain/snapshotText.ts";
import { arnOf as arn, asset, grant, person, snapshotOf } from "../explained.ts";

const ana = person("ana", "critical");
const user = `user/default/${ana.userName}`;
const group = "group/default/critical";

const ruled = (...rules: readonly (readonly [who: string, country?: string])[]) => ({
  rows: {
    dataSet: "rules",
    rules: rules.map(([who, country]) => ({
      principal: arn(who),
      values: country === undefined ? {} : { country: [country] },
    })),
  },
});

/** What Ana sees of the first of these data sets. */
function seen(...assets: SnapshotAsset[]) {
  const index = openIndex(snapshotOf([ana], assets));
  const [first] = assets;
  assert.ok(first);
  return sightOf(index, seeing(index), { namespace: "default", person: ana }, first);
}

const set = (protection?: SnapshotProtection, ...grants: SnapshotAsset["grants"][number][]) =>
  asset("data-set", "sales", grants, protection === undefined ? {} : { protection });
const rulesOf = ({ limit }: ReturnType<typeof seen>) =>
  limit?.rules.map(({ values }) => values["country"]?.join() ?? "all");

describe("Which rows and columns somebody sees", () => {
  it("is every row without rules, and what any rule of theirs or of a group of theirs gives with some", () => {
    assert.deepEqual(seen(set({})), { owned: [], hidden: [] });
    const rules = ruled([group, "USA"], [user, "DEU"], ["group/default/other", "FRA"]);
    assert.deepEqual(rulesOf(seen(set(rules))), ["USA", "DEU"]);
    assert.deepEqual(rulesOf(seen(set(ruled(["group/sales/critical"])))), []);
    assert.deepEqual(rulesOf(seen(set(ruled([user])))), ["all"]);
  });

  it("is every row and column for owners, by a folder too, and every row where rules are off", () => {
    const rules = {
      ...ruled(),
      columnRules: [{ columns: ["pay"], principals: [arn("group/default/hr")] }],
    };
    const own = seen(set(rules, grant("data-set", group, "owner")));
    assert.deepEqual([own.past, own.limit, own.hidden], ["owner", undefined, []]);
    const folder = asset("folder", "f", [grant("folder", user, "owner")], {
      members: ["data-set/sales"],
    });
    const byFolder = seen(set(rules), folder);
    assert.deepEqual([byFolder.past, byFolder.owned[0]?.folder], ["owner", "f"]);
    const viewer = seen(set(rules, grant("data-set", group)));
    assert.deepEqual([viewer.past, viewer.hidden], [undefined, ["pay"]]);
    const off = seen(set({ rows: { dataSet: "rules", isOff: true } }));
    assert.deepEqual([off.past, off.limit], ["off", undefined]);
  });

  it("lacks columns that a rule names for others only, if the data set has them still", () => {
    const columnRules = [
      { columns: ["pay", "grade"], principals: [arn("group/default/hr")] },
      { columns: ["grade", "gone"], principals: [arn(group)] },
      { columns: ["gone"], principals: [arn("group/default/hr")] },
      { columns: ["former"], principals: [arn("group/default/hr")] },
    ];
    const columns = ["pay", "grade", "country", "gone"];
    assert.deepEqual(seen(set({ columns, columnRules })).hidden, ["pay"]);
    assert.deepEqual(seen(set({ columnRules })).hidden, ["former", "pay"]);
  });

  it("is what its own rules give, not those of what it is made of, which are named: AWS says nowhere whether they hold as well", () => {
    const all = (protection: SnapshotProtection) =>
      asset("data-set", "all-sales", [], { protection });
    const ruledAll = all(ruled([group, "USA"]));
    const child = seen(set({ ...ruled([group, "DEU"]), parents: ["all-sales"] }), ruledAll);
    assert.deepEqual([rulesOf(child), child.unconfirmed], [["DEU"], ["all-sales"]]);
    const open = seen(set({ parents: ["all-sales"] }), ruledAll);
    assert.deepEqual(open, { owned: [], hidden: [], unconfirmed: ["all-sales"] });
    const columnRules = [{ columns: ["pay"], principals: [arn("group/default/hr")] }];
    const between = asset("data-set", "between", [], {
      protection: { parents: ["all-sales", "between"] },
    });
    const above = seen(set({ parents: ["between", "gone"] }), between, all({ columnRules }));
    assert.deepEqual(above.unconfirmed, ["all-sales", "gone"]);
    const off = all({ rows: { dataSet: "rules", isOff: true } });
    assert.equal(seen(set({ parents: ["all-sales"] }), off).unconfirmed, undefined);
    assert.equal(seen(set({ parents: ["sales"] })).unconfirmed, undefined);
  });

  it("is not known where rules were not read", () => {
    const { limit } = seen(set({ rows: { dataSet: "rules", unread: "no right" } }));
    assert.deepEqual(limit, { rules: [], unread: "no right" });
    assert.match(seen(set()).unread ?? "", /did not read rules/);
    const file = asset("data-set", "sales", [], { contentUnreadable: "an uploaded file" });
    assert.equal(seen(file).unread, "an uploaded file");
  });

  it("is kept in the file of a snapshot, and those of earlier versions are read", () => {
    const protection: SnapshotProtection = {
      ...{ columns: ["a"], labels: { pii: ["a"] }, parents: ["p"] },
      rows: {
        dataSet: "rules",
        rules: [{ principal: arn(user), values: { a: ["x"] }, terms: { t: ["x"] }, where: "f:2" }],
      },
      columnRules: [{ columns: ["a"], principals: [arn(user)] }],
    };
    const snapshot = snapshotOf([ana], [set(protection), set()]);
    assert.deepEqual(parseSnapshot(formatSnapshot(snapshot)), snapshot);
  });
});
