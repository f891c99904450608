import assert from "node:assert/strict";
import { assetKinds } from "../../../core/assets/assetKinds.ts";
import { assetLists } from "../../../core/settings/assetLists.ts";
import { mergeGrants } from "../../../core/access/grant.ts";
import { type AccessSetting, resolveAccess } from "../../../core/access/resolveAccess.ts";

const dashboards = [
  { id: "d1", name: "Sales Results - Critical" },
  { id: "d2", name: "Field Operations" },
  { id: "d3", name: "Untitled" },
  { id: "d4", name: "Untitled" },
  { id: "qsgov-kpi", name: "KPI" },
].map((asset) => ({ kind: "dashboard", ...asset }));
const sales = { kind: "dashboard", id: "d1", name: "Sales Results - Critical" };
const resolve = (...access: AccessSetting[]) => resolveAccess(access, dashboards);
const problemOf = (dashboard: string) =>
  resolve({ group: "critical", dashboards: [dashboard] }).problems[0]?.message;

describe("resolving access", () => {
  it("finds dashboards by name and by id; viewer is the default", () => {
    const { grants, problems } = resolve(
      { group: "critical", dashboards: ["Sales Results - Critical", "d2"] },
      { group: "dev", dashboards: ["d4"], level: "owner" },
      { group: "admin", all: "owner" },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(grants, [
      { group: "critical", level: "viewer", asset: sales },
      {
        group: "critical",
        level: "viewer",
        asset: { kind: "dashboard", id: "d2", name: "Field Operations" },
      },
      { group: "dev", level: "owner", asset: { kind: "dashboard", id: "d4", name: "Untitled" } },
      { group: "admin", level: "owner", all: true },
    ]);
  });

  it("never guesses which of two dashboards is meant, but takes the id", () => {
    assert.equal(
      problemOf("Untitled"),
      '2 dashboards are called "Untitled" (d3, d4); give the id of the one you mean',
    );
    assert.equal(problemOf("d3"), undefined);
  });

  it("says where an unknown dashboard is, and what comes closest", () => {
    const { problems, uncertain } = resolve(
      { group: "a", all: "viewer" },
      { group: "critical", dashboards: ["d1", "sales result - critical"] },
    );
    assert.deepEqual(uncertain, ["critical"]);
    assert.deepEqual(problems, [
      {
        where: "tenant.access[1].dashboards[1]",
        message:
          'no dashboard has the name or id "sales result - critical" (closest: "Sales Results - Critical", "Field Operations", "Untitled"); correct it, or create the dashboard first',
      },
    ]);
    assert.match(
      resolveAccess([{ group: "a", dashboards: ["x"] }], []).problems[0]?.message ?? "",
      /^no dashboard "x", and no other in this Region/,
    );
  });

  it("leaves the dashboards of this program to their own resources", () => {
    assert.match(problemOf("KPI") ?? "", /"KPI" \(qsgov-kpi\) is declared by this program/);
  });

  it("gives assets of every kind, by the names that settings have for them", () => {
    const assets = Object.keys(assetKinds).map((kind) => ({ kind, id: `${kind}-1`, name: "One" }));
    const entry = Object.fromEntries(Object.values(assetLists).map((list) => [list, ["One"]]));
    const { grants, problems } = resolveAccess([{ group: "g", ...entry }], assets);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      grants.map(({ asset }) => asset?.kind),
      Object.keys(assetKinds),
    );
  });

  it("gives everything of a kind at a level of its own", () => {
    const all = { topics: "owner", dashboards: "viewer" } as const;
    assert.deepEqual(resolve({ group: "g", all }).grants, [
      { group: "g", level: "viewer", all: "dashboard" },
      { group: "g", level: "owner", all: "topic" },
    ]);
  });

  it("refuses a level that a kind has not, and the whole namespace where a kind does not take it", () => {
    const problems = (entry: AccessSetting) =>
      resolve(entry).problems.map(({ where, message }) => `${where}: ${message}`);
    assert.deepEqual(problems({ group: "g", dashboards: ["d1"], level: "contributor" }), [
      "tenant.access[0].dashboards: nobody can be contributor of dashboards; use viewer or owner",
    ]);
    assert.deepEqual(problems({ dataSets: ["d1"] }), [
      "tenant.access[0].dataSets: data sets cannot be shared with a whole namespace, only dashboards, analyses, themes, templates; name groups",
    ]);
    assert.deepEqual(resolve({ dashboards: ["d1"] }).grants, [
      { group: "*", level: "viewer", asset: sales },
    ]);
  });

  describe("a name that meant an asset before", () => {
    const before = new Map([["dashboard\nSales", "d1"]]);
    const give = (...names: [id: string, name: string][]) => {
      const assets = names.map(([id, name]) => ({ kind: "dashboard", id, name }));
      const found = resolveAccess([{ group: "g", dashboards: ["Sales"] }], assets, before);
      return [found.grants.map(({ asset }) => asset?.id), found.problems.length, ...found.notices];
    };
    const where = 'tenant.access[0].dashboards[0]: dashboard "Sales" (d1)';
    const rest = "access stays with it. Give the id of the one you mean";

    it("goes on meaning it when it is renamed", () => {
      assert.deepEqual(give(["d1", "Sales 2026"]), [
        ["d1"],
        0,
        `${where} is called "Sales 2026" now; ${rest}`,
      ]);
    });

    it("goes on meaning it when there is another one of that name, also one in its place", () => {
      assert.deepEqual(give(["d1", "Sales"], ["d2", "Sales"]), [
        ["d1"],
        0,
        `${where} is not d2, of the same name; ${rest}`,
      ]);
      assert.deepEqual(give(["d1", "Old"], ["d2", "Sales"]), [
        ["d1"],
        0,
        `${where} is called "Old" now and is not d2, of the same name; ${rest}`,
      ]);
    });

    it("goes on meaning it when somebody makes another one with that id", () => {
      assert.deepEqual(give(["d1", "Sales"], ["Sales", "Mine"]), [
        ["d1"],
        0,
        `${where} is not the one whose id that is by now; ${rest}`,
      ]);
    });

    it("is looked for anew when that is gone", () => {
      assert.deepEqual(give(["d2", "Sales"]), [["d2"], 0]);
      assert.deepEqual(give(["d2", "Other"]), [[], 1]);
    });

    it("is remembered with what it means", () => {
      const { remembered } = resolve({ group: "g", dashboards: ["Field Operations", "d1"] });
      assert.deepEqual(
        [...remembered],
        [
          ["dashboard\nField Operations", "d2"],
          ["dashboard\nd1", "d1"],
        ],
      );
    });
  });

  it("makes nobody the owner of a restricted folder, which takes contributors, and the group keeps what it has", () => {
    const folders = ["pay", "open"].map((id) => ({
      ...{ kind: "folder", id, name: id },
      ...(id === "pay" ? { restricted: true } : {}),
    }));
    const entry = { group: "g", level: "owner", folders: ["open", "pay"] } as const;
    const { grants, problems, uncertain } = resolveAccess([entry], folders);
    assert.deepEqual(
      grants.map(({ asset }) => asset),
      [{ kind: "folder", id: "open", name: "open" }],
    );
    assert.deepEqual(problems, [
      {
        where: "tenant.access[0].folders[1]",
        message: 'nobody owns the restricted folder "pay" (pay); use contributor or viewer',
      },
    ]);
    assert.deepEqual(uncertain, ["g"]);
    assert.deepEqual(
      resolveAccess([{ ...entry, level: "contributor", folders: ["pay"] }], folders).problems,
      [],
    );
  });

  it("merges what is given twice: owner wins, and what `all` gives is not repeated", () => {
    const viewer = { group: "g", level: "viewer", asset: sales } as const;
    const owner = { ...viewer, level: "owner" } as const;
    const all = (level: "viewer" | "owner") => ({ group: "g", level, all: true }) as const;
    assert.deepEqual(mergeGrants([viewer, owner, viewer]), [owner]);
    assert.deepEqual(mergeGrants([viewer, all("viewer")]), [all("viewer")]);
    assert.deepEqual(mergeGrants([owner, all("viewer")]), [owner, all("viewer")]);
    assert.deepEqual(mergeGrants([all("viewer"), owner, all("owner")]), [all("owner")]);
    assert.deepEqual(mergeGrants([viewer, { ...all("owner"), group: "other" }]).length, 2);
  });
});
