import assert from "node:assert/strict";
import type {
  FormerNamespace,
  GovernedNamespace,
} from "../../../../core/people/governedNamespace.ts";
import type { ActualNamespace, ActualPerson } from "../../../../core/people/readNamespace.ts";
import { actual, desired, former, govern, namespaceWith } from "../../../support/govern.ts";
import { judgePeople } from "../../../support/judgePeople.ts";
import { scope } from "../../../support/simulatedNamespace.ts";

const names = (count: number) => Array.from({ length: count }, (_, index) => `p${index}@x.com`);
const roster = (count: number) => names(count).map((name) => desired(name, "READER", "usa"));
const present = (count: number, ...groups: string[]) =>
  names(count).map((name) => actual(name, "READER", ...groups));
const findingsOf = (governed: GovernedNamespace, now: ActualNamespace) =>
  judgePeople(governed, now).findings.map(({ rule, count, limit }) => [rule, count, limit]);
const under = (userNames: readonly string[], emails: readonly string[] = []) => ({
  unmanaged: userNames.map((userName, index) => {
    const email = emails[index] ?? "";
    return { userName, role: "READER", email, principalId: "", groups: [] };
  }),
});

describe("what the guard says of people who are there under another role, sign-in or session name", () => {
  it("refuses a tenant of five, or of two, that is registered a second time as a whole", () => {
    for (const [count, limit] of [
      [2, 1],
      [5, 2],
      [6, 3],
      [100, 5],
    ] as const) {
      const now = namespaceWith([], under(names(count).map((name) => `old-role/${name}`)));
      const found = findingsOf(govern(roster(count)), now);
      assert.deepEqual(found, [["registered-twice", count, limit]], `${count} people`);
    }
  });

  it("refuses five who would get another session name", () => {
    const users = roster(5).map((person, index) => ({ ...person, session: `user${index}` }));
    const now = namespaceWith(present(5, "usa"));
    assert.deepEqual(findingsOf(govern(users), now), [["registered-twice", 5, 2]]);
  });

  it("lets one in who has a sign-in of another kind as well, also among few", () => {
    const now = namespaceWith(present(5, "usa"), under(["admin"], ["ana@x.com"]));
    const governed = govern([...roster(5), desired("ana@x.com", "READER", "usa")]);
    assert.deepEqual(findingsOf(governed, now), []);
  });
});

describe("what the guard says of another group prefix where nothing is known of the one before", () => {
  const declared = { groups: { usa: {}, critical: {}, admins: {} } };
  const unmanagedGroups = ["usa", "critical", "admins"].map((name) => `bi-${name}`);
  const governed = govern(roster(5), declared);

  it("refuses it: the declared groups are there under one other prefix, and none of ours is", () => {
    const now = namespaceWith(present(5), { unmanagedGroups: [...unmanagedGroups, "marketing"] });
    const { findings, refusals } = judgePeople(governed, now);
    assert.deepEqual(
      findings.map(({ rule, subject, count, limit }) => [rule, subject, count, limit]),
      [["prefix-changed", "bi-", 5, 0]],
    );
    assert.match(
      refusals.join(),
      /groups would begin with quicksight-fed- in place of bi-: 5 memberships.*the limit is 0.*groupPrefix.* \[prefix-changed\]$/,
    );
  });

  it("refuses it when a group was added in the same change", () => {
    const more = govern(roster(5), { groups: { ...declared.groups, mex: {} } });
    const now = namespaceWith(present(5), { unmanagedGroups });
    assert.deepEqual(findingsOf(more, now), [["prefix-changed", 5, 0]]);
  });

  it("has nothing against groups that somebody else named alike here and there", () => {
    const some = ["bi-usa", "sales-critical", "usa", "critical", "admins"];
    const now = namespaceWith(present(5), { unmanagedGroups: some });
    assert.deepEqual(findingsOf(governed, now), []);
  });

  it("has nothing against it where ours are there as well, or nobody of ours is", () => {
    const both = namespaceWith(present(5), { unmanagedGroups, groups: ["usa"] });
    assert.deepEqual(findingsOf(governed, both), []);
    assert.deepEqual(findingsOf(governed, namespaceWith([], { unmanagedGroups })), []);
  });

  it("leaves groups that have a name of their own out of it", () => {
    const named = { ...scope, groupNames: { usa: "US Sales" } };
    const apart = govern(roster(5), { ...declared, scope: named });
    const now = namespaceWith(present(5, "usa"), { unmanagedGroups: ["bi-usa", "bi-critical"] });
    assert.deepEqual(findingsOf(apart, now), []);
  });
});

describe("what the guard says of a group that gets another name in QuickSight", () => {
  const finance = { ...scope, groupNames: { usa: "finance-readers" } };
  const known = (
    members: Readonly<Record<string, number>>,
    groupNames: Readonly<Record<string, string>> = {},
  ): FormerNamespace => ({
    ...former(roster(2)),
    members: new Map(Object.entries(members)),
    groupNames,
  });
  const judged = (governed: GovernedNamespace, people: readonly ActualPerson[]) =>
    judgePeople(governed, namespaceWith(people));

  it("takes everybody out of what it was called by the prefix, and counts them", () => {
    const governed = govern(roster(9), { scope: finance });
    const { plan, findings } = judged(governed, present(9, "quicksight-fed-usa"));
    const out = plan.steps.filter(({ kind }) => kind === "remove-member");
    assert.equal(out.length, 9);
    const group = "quicksight-fed-usa";
    assert.ok(out.every((step) => step.kind === "remove-member" && step.group === group));
    assert.ok(
      findings.some(({ rule, subject }) => rule === "members-removed" && subject === group),
    );
  });

  it("refuses it where the name before is known, whether one comes, changes or goes", () => {
    for (const [before, names, now, seen] of [
      ["quicksight-fed-usa", {}, finance, "quicksight-fed-usa"],
      ["US Sales", { usa: "US Sales" }, finance, undefined],
      ["finance-readers", finance.groupNames, scope, undefined],
    ] as const) {
      const governed = govern(roster(2), { scope: now, former: known({ usa: 2 }, names) });
      const people = seen === undefined ? present(2) : present(2, seen);
      const { findings, refusals } = judged(governed, people);
      const index = findings.findIndex(({ rule }) => rule === "group-renamed");
      const { subject, count, limit } = findings[index] ?? assert.fail(`not refused: ${before}`);
      assert.deepEqual([subject, count, limit], [before, 2, 0]);
      assert.match(
        refusals[index] ?? "",
        new RegExp(`group ${before} .*2 memberships.*limit is 0`),
      );
    }
  });

  it("refuses to forget a group with a name of its own while people are in it", () => {
    const left = known({ sales: 2, usa: 2 }, { sales: "US Sales" });
    const { findings } = judged(govern(roster(2), { former: left }), present(2, "usa"));
    assert.deepEqual(
      findings.map(({ rule, subject }) => [rule, subject]),
      [["group-renamed", "US Sales"]],
    );
  });

  it("has nothing against another key for the group that is called the same in QuickSight", () => {
    const people = roster(2).map((person) => ({ ...person, groups: ["us"] }));
    const named = { ...scope, groupNames: { us: "quicksight-fed-usa" } };
    const governed = govern(people, { scope: named, former: known({ usa: 2 }) });
    const { plan, findings } = judged(governed, present(2, "us"));
    assert.deepEqual([plan.steps, findings], [[], []]);
  });

  it("has nothing against a group of the prefix that leaves the settings, nor against an empty one", () => {
    const left = known({ mex: 2, sales: 0, usa: 2 }, { sales: "US Sales" });
    const { findings } = judged(govern(roster(2), { former: left }), present(2, "usa"));
    assert.deepEqual(findings, []);
  });
});
