import assert from "node:assert/strict";
import { assetKinds } from "../../../core/assets/assetKinds.ts";
import { describeOwned } from "../../../core/assets/describeOwned.ts";
import { findOrphans } from "../../../core/assets/findOrphans.ts";
import type { OwnedAsset } from "../../../core/assets/ownedAsset.ts";

const owned = (kind: string, name: string, ...owners: string[]): OwnedAsset => ({
  ...{ region: "eu-west-1", kind, name, owners },
  id: name.toLowerCase(),
});

describe("describing what somebody owns", () => {
  it("counts and names assets by kind", () => {
    const assets = [
      owned("data-set", "Orders"),
      owned("dashboard", "Sales"),
      owned("dashboard", "Costs"),
    ];
    assert.equal(describeOwned(assets), "2 dashboards (Sales, Costs), 1 data set (Orders)");
  });

  it("has a singular and a plural for every kind", () => {
    const kinds = Object.keys(assetKinds);
    assert.equal(
      describeOwned(kinds.map((kind) => owned(kind, "A"))),
      "1 dashboard (A), 1 analysis (A), 1 data set (A), 1 data source (A), 1 folder (A), 1 theme (A), 1 template (A), " +
        "1 topic (A), 1 agent (A), 1 space (A), 1 knowledge base (A), 1 flow (A), 1 action connector (A), 1 app (A)",
    );
    assert.equal(
      describeOwned(kinds.flatMap((kind) => [owned(kind, "A"), owned(kind, "B")])),
      "2 dashboards (A, B), 2 analyses (A, B), 2 data sets (A, B), 2 data sources (A, B), " +
        "2 folders (A, B), 2 themes (A, B), 2 templates (A, B), 2 topics (A, B), 2 agents (A, B), 2 spaces (A, B), " +
        "2 knowledge bases (A, B), 2 flows (A, B), 2 action connectors (A, B), 2 apps (A, B)",
    );
  });

  it("names five of a kind and counts the rest", () => {
    const many = Array.from({ length: 12 }, (_, index) => owned("folder", `F${index}`));
    assert.equal(describeOwned(many), "12 folders (F0, F1, F2, F3, F4 and 7 more)");
    assert.equal(describeOwned(many.slice(0, 5)), "5 folders (F0, F1, F2, F3, F4)");
  });

  it("says of each name where it is when there are several Regions", () => {
    const far = { ...owned("dashboard", "Sales"), region: "us-east-1" };
    assert.equal(
      describeOwned([owned("dashboard", "Sales"), far]),
      "2 dashboards (Sales in eu-west-1, Sales in us-east-1)",
    );
  });

  it("stays on one line, and shows the id of an asset without a name", () => {
    const assets = [owned("theme", "Two\nlines"), { ...owned("theme", " "), id: "t-1" }];
    assert.equal(describeOwned(assets), "2 themes (Two lines, t-1)");
  });
});

describe("finding orphans", () => {
  const going = new Set(["ana", "bob"]);

  it("finds what nobody would own who stays", () => {
    const assets = [
      owned("dashboard", "Alone", "ana"),
      owned("dashboard", "Together", "ana", "bob"),
      owned("dashboard", "Shared", "ana", "eve"),
      owned("dashboard", "Group", "bob", "group"),
    ];
    assert.deepEqual(
      findOrphans(assets, going).map(({ name }) => name),
      ["Alone", "Together"],
    );
  });

  it("names an asset once that two people leave behind, and tells kinds and Regions with the same id apart", () => {
    const both = owned("dashboard", "Sales", "ana", "bob");
    const theme = owned("theme", "Sales", "ana");
    const far = { ...theme, region: "us-east-1" };
    assert.deepEqual(findOrphans([both, both, theme, far], going), [both, theme, far]);
  });
});
