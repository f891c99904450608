import assert from "node:assert/strict";
import { groupNames } from "../../../core/settings/groupNames.ts";
import { parseTenant } from "../../../core/settings/parseTenant.ts";

const problemsOf = (groups: unknown) =>
  parseTenant({
    namespace: "default",
    account: "organization/quicksight-governance/dev",
    membership: { file: "m.csv" },
    groups,
  }).problems.map(({ where, message }) => `${where}: ${message}`);

describe("the names of groups", () => {
  it("are the prefix and the key, or the name that the settings say", () => {
    assert.deepEqual(
      [...groupNames({ usa: {}, finance: { name: "Finance Analysts" } }, "fed-")],
      [
        ["usa", "fed-usa"],
        ["finance", "Finance Analysts"],
      ],
    );
  });

  it("may be what QuickSight takes", () => {
    assert.deepEqual(problemsOf({ a: { name: "Überblick & Co. (EU), 2" }, b: { name: "x" } }), []);
    for (const name of ["", " a", "a ", "a\tb", "分析", "a\u007fb"]) {
      assert.equal(problemsOf({ a: { name } }).length, 1, JSON.stringify(name));
    }
  });

  it("are not what a group would be called that has another", () => {
    const groups = { usa: { name: "US Sales" }, "quicksight-fed-usa": {} };
    assert.deepEqual(problemsOf(groups), [
      'tenant.groups.quicksight-fed-usa: is what group usa would be called in QuickSight without a name of its own (got "quicksight-fed-usa"), and plans call that group so; give it another key',
    ]);
    assert.deepEqual(problemsOf({ usa: {}, "quicksight-fed-usa": {} }), []);
  });

  it("are one group's only, in QuickSight and in the directory", () => {
    const groups = {
      usa: { directory: ["Finance  Analysts", "CN=USA,OU=Groups"] },
      finance: { name: "Quicksight-Fed-USA", directory: ["finance analysts", "Usa", "FINANCE"] },
    };
    assert.deepEqual(problemsOf(groups), [
      'tenant.groups.finance.name: is the QuickSight name of group usa as well (got "Quicksight-Fed-USA"); give each a name of its own',
      'tenant.groups.finance.directory[0]: is what group usa is called as well (got "finance analysts"); a row of the membership file could mean either',
      'tenant.groups.finance.directory[1]: is what group usa is called as well (got "Usa"); a row of the membership file could mean either',
    ]);
  });
});
