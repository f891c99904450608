import assert from "node:assert/strict";
import { openIndex } from "../../../core/explain/accessIndex.ts";
import { explainAsset } from "../../../core/explain/explainAsset.ts";
import { explainPerson } from "../../../core/explain/explainPerson.ts";
import type { SnapshotAsset } from "../../../core/explain/snapshot.ts";
import { asset, grant, person, snapshotOf } from "./explained.ts";

const ana = person("ana", "critical");
const user = `user/default/${ana.userName}`;

function ofAna(...assets: SnapshotAsset[]) {
  const { assets: open } = explainPerson(openIndex(snapshotOf([ana], assets)), "default", ana);
  return open.map((one) =>
    [one.asset.id, one.level, ...one.ways.map(({ type }) => type)].join(" "),
  );
}

describe("What somebody can open", () => {
  it("comes from grants to them, to their groups and to everybody of their namespace, and from nobody else's", () => {
    assert.deepEqual(
      ofAna(
        asset("dashboard", "own", [grant("dashboard", user)]),
        asset("dashboard", "group", [grant("dashboard", "group/default/critical")]),
        asset("dashboard", "all", [grant("dashboard", "namespace/default")]),
        asset("dashboard", "other-group", [grant("dashboard", "group/default/other")]),
        asset("dashboard", "other-namespace", [grant("dashboard", "group/sales/critical")]),
        asset("dashboard", "other-everybody", [grant("dashboard", "namespace/sales")]),
        asset("dashboard", "nobody"),
      ),
      ["own viewer grant", "group viewer grant", "all viewer namespace"],
    );
  });

  it("is at the highest level of all ways, each of which is told", () => {
    const grants = [
      grant("dashboard", user, "owner"),
      grant("dashboard", "group/default/critical"),
    ];
    assert.deepEqual(ofAna(asset("dashboard", "sales", grants)), ["sales owner grant grant"]);
  });

  it("is what is in a folder of theirs and in folders below it, at the level of the folder", () => {
    assert.deepEqual(
      ofAna(
        asset("folder", "top", [grant("folder", "group/default/critical", "owner")]),
        asset("folder", "inner", [], { parent: "top", members: ["dashboard/deep"] }),
        asset("folder", "beside", [], { members: ["dashboard/else"] }),
        asset("dashboard", "deep"),
        asset("dashboard", "else"),
      ),
      ["top owner grant", "inner owner folder", "deep owner folder"],
    );
  });

  it("counts a contributor of a restricted folder between viewer and owner", () => {
    const contributor = grant("folder", user, "contributor");
    assert.deepEqual(
      ofAna(
        asset("folder", "restricted", [contributor], { members: ["dashboard/in"] }),
        asset("dashboard", "in"),
      ),
      ["restricted contributor grant", "in contributor folder"],
    );
  });

  it("is told apart by Region and kind: an id may be there twice", () => {
    assert.deepEqual(
      ofAna(
        asset("folder", "one", [grant("folder", user)], { members: ["dashboard/same"] }),
        asset("dashboard", "same", [], { region: "us-east-1" }),
        asset("analysis", "same"),
        asset("dashboard", "same"),
      ),
      ["one viewer grant", "same viewer folder"],
    );
  });

  it("ends where folders are in each other, or in one that is gone", () => {
    assert.deepEqual(
      ofAna(
        asset("folder", "a", [grant("folder", user)], { parent: "b", members: ["dashboard/in"] }),
        asset("folder", "b", [], { parent: "a" }),
        asset("folder", "c", [], { parent: "gone", members: ["dashboard/in"] }),
        asset("dashboard", "in"),
      ),
      ["a viewer grant", "b viewer folder", "in viewer folder"],
    );
  });

  it("by a link is told as such", () => {
    const link = [grant("dashboard", "namespace/default")];
    const snapshot = snapshotOf([ana], [asset("dashboard", "sales", [], { link })]);
    const [open] = explainPerson(openIndex(snapshot), "default", ana).assets;
    assert.deepEqual([open?.ways[0]?.type, open?.ways[0]?.link], ["namespace", true]);
  });

  it("names the data sets that dashboards and analyses show, and those that they open themselves", () => {
    const shown = { dataSets: ["revenue", "costs"] };
    const snapshot = snapshotOf(
      [ana],
      [
        asset("dashboard", "sales", [grant("dashboard", user)], shown),
        asset("dashboard", "closed", [], { dataSets: ["secret"] }),
        asset("data-set", "costs", [grant("data-set", user)], { dataSets: ["parent"] }),
      ],
    );
    const { dataSets } = explainPerson(openIndex(snapshot), "default", ana);
    assert.deepEqual(
      dataSets.map(({ id, through }) => [id, ...through.map((one) => one.id)]),
      [
        ["costs", "sales"],
        ["revenue", "sales"],
      ],
    );
  });
});

describe("Who can open an asset", () => {
  it("is everyone of every namespace with a way to it", () => {
    const bob = person("bob");
    const eve = person("eve", "critical");
    const sales = asset("dashboard", "sales", [
      grant("dashboard", "group/default/critical"),
      grant("dashboard", "namespace/sales"),
    ]);
    const snapshot = snapshotOf([ana, bob], [sales], { sales: { people: [eve], groups: [] } });
    assert.deepEqual(
      explainAsset(openIndex(snapshot), sales).map((one) => [one.namespace, one.person.email]),
      [
        ["default", "ana@x.com"],
        ["sales", "eve@x.com"],
      ],
    );
  });
});
