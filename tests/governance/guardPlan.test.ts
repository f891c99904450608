import assert from "node:assert/strict";
import {
  type ActualPerson,
  defaultGuard,
  guardPlan,
  hashPlan,
  judge,
  type NamespaceScope,
  type Operation,
  type Role,
} from "@quicksight-governance/core";

const people = (count: number, role: Role = "READER", ...groups: string[]): ActualPerson[] =>
  Array.from({ length: count }, (_, index) => {
    const email = `p${index}@x.com`;
    return { email, registeredEmail: email, role, groups };
  });
const remove = ({ email, role, groups }: ActualPerson): Operation => ({
  kind: "remove",
  email,
  role,
  groups,
  reason: "gone",
});
const scope: NamespaceScope = {
  accountId: "111122223333",
  partition: "aws",
  namespace: "default",
  identityRegion: "us-east-1",
  federationRole: "quicksight-fed-users",
  groupPrefix: "quicksight-fed-",
};

describe("the guard", () => {
  it("lets five of few go, and a quarter of many", () => {
    const few = people(6);
    assert.deepEqual(guardPlan(few.slice(0, 5).map(remove), few, defaultGuard), []);
    const many = people(100);
    assert.deepEqual(guardPlan(many.slice(0, 25).map(remove), many, defaultGuard), []);
  });

  it("refuses one more than that", () => {
    const many = people(100);
    assert.deepEqual(guardPlan(many.slice(0, 26).map(remove), many, defaultGuard), [
      "26 of 100 people would be removed; the limit is 25 (guard.removals: the larger of 25 % and 5)",
    ]);
  });

  it("refuses to remove everybody, however few they are", () => {
    const few = people(2);
    assert.deepEqual(guardPlan(few.map(remove), few, defaultGuard), [
      "all 2 managed people would be removed; is the membership file complete?",
    ]);
  });

  it("refuses to empty a group although few people go", () => {
    const members = people(20, "READER", "critical");
    const leaving = members.slice(0, 6).map(({ email }): Operation => {
      return { kind: "remove-member", email, group: "critical", reason: "gone" };
    });
    assert.deepEqual(guardPlan(leaving, [...members, ...people(500)], defaultGuard), [
      "group critical would lose 6 of 20 members; the limit is 5 (guard.removals: the larger of 25 % and 5)",
    ]);
  });

  it("refuses to delete an author, whose work would have no owner", () => {
    const [author] = people(1, "AUTHOR");
    assert.ok(author);
    assert.deepEqual(guardPlan([remove(author)], [author, ...people(9).slice(1)], defaultGuard), [
      "p0@x.com (AUTHOR) would be deleted; hand over what only they own first",
    ]);
    const downgrade: Operation = {
      kind: "downgrade",
      email: "p0@x.com",
      from: "AUTHOR",
      to: "READER",
      reason: "",
    };
    assert.match(
      guardPlan([downgrade], [author], defaultGuard).join(),
      /deleted and registered again/,
    );
  });

  it("keeps the last admin", () => {
    const [admin] = people(1, "ADMIN");
    assert.ok(admin);
    const step: Operation = {
      kind: "change-role",
      email: admin.email,
      from: "ADMIN",
      to: "AUTHOR",
      reason: "",
    };
    assert.deepEqual(guardPlan([step], [admin], defaultGuard), [
      "0 of 1 admins would be left; at least 1 must stay (guard.minimumAdmins)",
    ]);
    const successor: Operation = {
      kind: "register",
      email: "new@x.com",
      role: "ADMIN",
      reason: "",
    };
    assert.deepEqual(guardPlan([step, successor], [admin], defaultGuard), []);
  });

  it("prints a hash that approves exactly this plan and no other", () => {
    const now = {
      people: people(2, "READER", "usa"),
      unmanaged: [],
      groups: [],
      unmanagedGroups: [],
    };
    const refused = judge(scope, [], now, defaultGuard, []);
    assert.match(
      refused.refusal ?? "",
      new RegExp(
        `run it again with QUICKSIGHT_GOVERNANCE_APPROVE=${refused.hash}, which approves exactly`,
      ),
    );
    assert.equal(judge(scope, [], now, defaultGuard, [refused.hash]).refusal, undefined);
    const more = { ...now, people: people(3, "READER", "usa") };
    assert.ok(judge(scope, [], more, defaultGuard, [refused.hash]).refusal);
    const elsewhere = { ...scope, namespace: "3rd-party" };
    assert.ok(judge(elsewhere, [], now, defaultGuard, [refused.hash]).refusal);
  });

  it("has the same hash when only the reasons differ", () => {
    const [person] = people(1);
    assert.ok(person);
    const step = remove(person);
    assert.equal(hashPlan(scope, [step]), hashPlan(scope, [{ ...step, reason: "other" }]));
  });
});
