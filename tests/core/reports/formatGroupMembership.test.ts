import assert from "node:assert/strict";
import { formatGroupMembership } from "../../../core/reports/formatGroupMembership.ts";
import { person, snapshotOf } from "../explain/explained.ts";

describe("group_membership.csv", () => {
  it("has a line for each group of each person, and one for who is in none", () => {
    const { namespaces } = snapshotOf([person("ana", "critical", "usa"), person("bob")], []);
    assert.equal(
      [...formatGroupMembership({ namespaces })].join(""),
      [
        "namespace,group,user_name,role,email",
        "default,critical,quicksight-fed-users/ana@x.com,READER,ana@x.com",
        "default,usa,quicksight-fed-users/ana@x.com,READER,ana@x.com",
        "default,,quicksight-fed-users/bob@x.com,READER,bob@x.com",
        "",
      ].join("\n"),
    );
  });

  it("is safe to open in a spreadsheet, whatever somebody called a group", () => {
    const { namespaces } = snapshotOf([person("ana", "=cmd|' /C calc'!A0")], []);
    assert.match([...formatGroupMembership({ namespaces })].join(""), /^default,"?'=cmd/m);
  });
});
