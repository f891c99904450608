import assert from "node:assert/strict";
import fc from "fast-check";
import { levels } from "../../../core/assets/levelOf.ts";
import { openIndex } from "../../../core/explain/accessIndex.ts";
import { explainAsset } from "../../../core/explain/explainAsset.ts";
import { explainPerson } from "../../../core/explain/explainPerson.ts";
import type { Way } from "../../../core/explain/findWays.ts";
import { describePage } from "../../../core/reports/describePage.ts";
import { openPage } from "../../../core/reports/page/openPage.ts";
import type { PageWay } from "../../../core/reports/page/pageData.ts";
import { asset, grant, person, snapshotOf } from "../explain/explained.ts";
import { randomSnapshot } from "../explain/randomSnapshot.ts";

const levelsOf = (ways: readonly (Way | PageWay)[]) =>
  ways.map(({ level }) => (typeof level === "number" ? levels[level] : level)).sort();

describe("what the page answers", () => {
  it("of each person is what explain says: the same assets, levels and ways, as many as it counts", () => {
    let compared = 0;
    fc.assert(
      fc.property(randomSnapshot, (snapshot) => {
        const index = openIndex(snapshot);
        const page = openPage(describePage(snapshot));
        for (const one of page.data.people) {
          const said = page.assetsOf(one);
          const explained = explainPerson(index, one.namespace, {
            userName: one.userName,
            groups: one.groups.map((place) => page.data.principals[place]?.name ?? ""),
          }).assets;
          assert.deepEqual(
            said.map(({ asset: { id }, level, ways }) => [id, levels[level], levelsOf(ways)]),
            explained.map(({ asset: { id }, level, ways }) => [id, level, levelsOf(ways)]),
          );
          assert.equal(page.countAssets(one), explained.length);
          compared += explained.length;
        }
      }),
    );
    assert.ok(compared > 100, `${compared} assets were compared`);
  });

  it("of each asset is what explain says: the same people, levels and ways, as many as it counts", () => {
    let compared = 0;
    fc.assert(
      fc.property(randomSnapshot, (snapshot) => {
        const index = openIndex(snapshot);
        const page = openPage(describePage(snapshot));
        page.data.assets.forEach((one, at) => {
          const asked = snapshot.assets[at];
          const explained = asked === undefined ? [] : explainAsset(index, asked);
          const said = page.readersOf(one);
          assert.deepEqual(
            said.map(({ person: { namespace, userName }, level, ways }) => [
              ...[namespace, userName, levels[level], levelsOf(ways)],
            ]),
            explained.map(({ namespace, person: { userName }, level, ways }) => [
              ...[namespace, userName, level, levelsOf(ways)],
            ]),
          );
          assert.equal(page.countReaders(one), explained.length);
          compared += explained.length;
        });
      }),
    );
    assert.ok(compared > 100, `${compared} people were compared`);
  });

  it("of the data that somebody reads is what explain says: through dashboards, and opened themselves", () => {
    const sees = grant("dashboard", "group/default/critical");
    const dashboard = (id: string, ...dataSets: string[]) =>
      asset("dashboard", id, [sees], { dataSets });
    const own = asset("data-set", "orders", [grant("data-set", "group/default/critical")]);
    const snapshot = snapshotOf(
      [person("ana", "critical"), person("bob")],
      [
        own,
        asset("data-set", "costs"),
        dashboard("a", "orders", "hidden"),
        dashboard("b", "orders"),
      ],
    );
    const page = openPage(describePage(snapshot));
    const said = page.data.people.map((one) =>
      page
        .dataSetsOf(page.assetsOf(one))
        .map(({ dataSet, through }) => [dataSet.id, through.map(({ id }) => id)]),
    );
    assert.deepEqual(said, [
      [
        ["orders", ["orders", "a", "b"]],
        ["hidden", ["a"]],
      ],
      [],
    ]);
    const [ana] = snapshot.namespaces["default"]?.people ?? [];
    assert.deepEqual(
      explainPerson(openIndex(snapshot), "default", ana ?? person("nobody"))
        .dataSets.map(({ id, through }) => [id, through.map((one) => one.id)])
        .sort(),
      [
        ["hidden", ["a"]],
        ["orders", ["a", "b"]],
      ],
    );
  });

  it("says who gained and who lost what since an earlier moment, newcomers and leavers by name", () => {
    const sales = (...groups: string[]) =>
      asset(
        "dashboard",
        "sales",
        groups.map((name) => grant("dashboard", `group/default/${name}`)),
      );
    const [ana, bob, eve] = [person("ana", "critical"), person("bob", "usa"), person("eve", "usa")];
    const before = snapshotOf([ana, bob], [sales("critical")]);
    const { changes } = describePage(snapshotOf([ana, eve], [sales("usa")]), before);
    assert.deepEqual(changes, {
      since: before.at,
      gains: [],
      losses: ['ana@x.com: viewer of dashboard "sales" (sales)'],
      newcomers: ['eve@x.com of default: viewer of dashboard "sales" (sales)'],
      leavers: ["bob@x.com of default: nothing"],
    });
  });
});
