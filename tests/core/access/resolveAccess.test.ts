import assert from "node:assert/strict";
import { mergeGrants } from "../../../core/access/grant.ts";
import { type AccessSetting, resolveAccess } from "../../../core/access/resolveAccess.ts";

const dashboards = [
  { id: "d1", name: "Sales Results - Critical" },
  { id: "d2", name: "Field Operations" },
  { id: "d3", name: "Untitled" },
  { id: "d4", name: "Untitled" },
  { id: "qsgov-kpi", name: "KPI" },
];
const sales = { id: "d1", name: "Sales Results - Critical" };
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
      { group: "critical", level: "viewer", dashboard: sales },
      { group: "critical", level: "viewer", dashboard: { id: "d2", name: "Field Operations" } },
      { group: "dev", level: "owner", dashboard: { id: "d4", name: "Untitled" } },
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

  it("names the setting as it is told to", () => {
    const { problems } = resolveAccess([{ group: "a", dashboards: ["x"] }], [], "access");
    assert.equal(problems[0]?.where, "access[0].dashboards[0]");
  });

  it("merges what is given twice: owner wins, and what `all` gives is not repeated", () => {
    const viewer = { group: "g", level: "viewer", dashboard: sales } as const;
    const owner = { ...viewer, level: "owner" } as const;
    const all = (level: "viewer" | "owner") => ({ group: "g", level, all: true }) as const;
    assert.deepEqual(mergeGrants([viewer, owner, viewer]), [owner]);
    assert.deepEqual(mergeGrants([viewer, all("viewer")]), [all("viewer")]);
    assert.deepEqual(mergeGrants([owner, all("viewer")]), [owner, all("viewer")]);
    assert.deepEqual(mergeGrants([all("viewer"), owner, all("owner")]), [all("owner")]);
    assert.deepEqual(mergeGrants([viewer, { ...all("owner"), group: "other" }]).length, 2);
  });
});
