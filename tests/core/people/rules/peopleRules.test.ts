import assert from "node:assert/strict";
import { guardPlan } from "../../../core/people/guardPlan.ts";
import type { Operation, Plan } from "../../../core/people/plan/step.ts";
import type { ActualPerson } from "../../../core/people/readNamespace.ts";
import { judge } from "../../../core/people/reconcile.ts";
import { hashPlan } from "../../../core/reconcile/hashPlan.ts";
import { defaultGuard } from "../../../core/settings/guardSettings.ts";
import type { Role } from "../../../core/settings/role.ts";
import { govern, namespaceWith } from "../../support/govern.ts";
import { scope } from "../../support/simulatedNamespace.ts";

/** People in a group each of their own, unless one is given. */
const people = (count: number, role: Role = "READER", group?: string): ActualPerson[] =>
  Array.from({ length: count }, (_, index) => {
    const email = `p${index}@x.com`;
    return { email, email: email, role, groups: [group ?? `g${index}`] };
  });
const remove = ({ email, role, groups }: ActualPerson): Operation => ({
  kind: "remove",
  email,
  role,
  groups,
  reason: "gone",
});
/** A plan of these steps; everybody who is removed is a leaver. */
const planOf = (steps: readonly Operation[]): Plan => ({
  steps,
  leavers: steps.flatMap((one) => (one.kind === "remove" ? [one.email] : [])),
  notices: [],
  unchanged: 0,
  wanted: 1,
});
const refusalsOf = (steps: readonly Operation[], now: readonly ActualPerson[]) =>
  guardPlan(planOf(steps), now, defaultGuard);

describe("the guard", () => {
  it("lets five of few go, and a quarter of many", () => {
    const few = people(6);
    assert.deepEqual(refusalsOf(few.slice(0, 5).map(remove), few), []);
    const many = people(100);
    assert.deepEqual(refusalsOf(many.slice(0, 25).map(remove), many), []);
  });

  it("refuses one more than that", () => {
    const many = people(100);
    assert.deepEqual(refusalsOf(many.slice(0, 26).map(remove), many), [
      "26 of 100 people would be removed; the limit is 25 (guard.removals: the larger of 25 % and 5)",
    ]);
  });

  it("does not count readers who wait for a group: they would let every member go", () => {
    const members = people(100);
    const waiting = Array.from({ length: 400 }, (_, index): ActualPerson => {
      const email = `w${index}@x.com`;
      return { email, email: email, role: "READER", groups: [] };
    });
    assert.match(
      refusalsOf(members.slice(0, 26).map(remove), [...members, ...waiting]).join(),
      /^26 of 100 people would be removed; the limit is 25/,
    );
    const { steps, leavers, ...rest } = planOf(members.slice(0, 1).map(remove));
    const nobody = { ...rest, steps, leavers, wanted: 0 };
    assert.match(
      guardPlan(nobody, [...members, ...waiting], defaultGuard).join(),
      /^all 1 managed/,
    );
  });

  it("limits those who are deleted and registered again as readers, too", () => {
    const authors = people(100, "AUTHOR");
    const steps = authors.slice(0, 26).flatMap(({ email, groups }): Operation[] => [
      { kind: "downgrade", email, from: "AUTHOR", to: "READER", groups, reason: "" },
      { kind: "add-member", email, group: groups[0] ?? "", reason: "" },
    ]);
    assert.deepEqual(refusalsOf(steps, authors), [
      "26 of 100 people would be deleted and registered again as readers; the limit is 25 (guard.removals: the larger of 25 % and 5)",
    ]);
  });

  it("refuses to remove everybody, however few they are", () => {
    const few = people(2);
    assert.deepEqual(refusalsOf(few.map(remove), few), [
      "all 2 managed people would be removed; is the membership file complete?",
    ]);
  });

  it("refuses to empty a group although few people go", () => {
    const members = people(20, "READER", "critical");
    const leaving = members.slice(0, 6).map(({ email }): Operation => {
      return { kind: "remove-member", email, group: "critical", reason: "gone" };
    });
    assert.deepEqual(refusalsOf(leaving, [...members, ...people(500)]), [
      "group critical would lose 6 of 20 members; the limit is 5 (guard.removals: the larger of 25 % and 5)",
    ]);
  });

  it("counts leavers who become readers without groups, and what a downgrade takes and gives again", () => {
    const members = people(20, "AUTHOR", "critical");
    const steps = members.slice(0, 6).map(({ email, groups }): Operation => {
      return { kind: "downgrade", email, from: "AUTHOR", to: "READER", groups, reason: "" };
    });
    const crowd = [...members, ...people(500)];
    const lost = "group critical would lose 6 of 20 members";
    assert.ok(refusalsOf(steps, crowd).some((refusal) => refusal.startsWith(lost)));
    const again = steps.map((step): Operation => {
      return {
        kind: "add-member",
        email: "email" in step ? step.email : "",
        group: "critical",
        reason: "",
      };
    });
    assert.deepEqual(refusalsOf([...steps, ...again], crowd), []);
    const leavers = members.map(({ email }) => email);
    assert.match(
      guardPlan({ ...planOf(steps), leavers }, members, defaultGuard).join(),
      /20 of 20|all 20/,
    );
  });

  it("refuses to leave work without an owner, and names it", () => {
    const [author] = people(1, "AUTHOR");
    assert.ok(author);
    const orphan = { region: "eu-west-1", kind: "dashboard", id: "d1", name: "Sales", owners: [] };
    const plan = planOf([remove(author)]);
    const crowd = [author, ...people(9).slice(1)];
    assert.deepEqual(guardPlan(plan, crowd, defaultGuard), []);
    assert.match(
      guardPlan(plan, crowd, defaultGuard, [orphan]).join(),
      /nobody would own .*Sales.* any more; .*guard\.successor/,
    );
    assert.notEqual(hashPlan(scope, plan.steps), hashPlan(scope, plan.steps, ["dashboard d1"]));
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
    assert.deepEqual(refusalsOf([step], [admin]), [
      "0 of 1 admins would be left; at least 1 must stay (guard.minimumAdmins)",
    ]);
    const successor: Operation = {
      kind: "register",
      email: "new@x.com",
      role: "ADMIN",
      reason: "",
    };
    assert.deepEqual(refusalsOf([step, successor], [admin]), []);
  });

  it("prints a hash that approves exactly this plan and no other", () => {
    const now = namespaceWith(people(2, "READER", "usa"));
    const nobody = govern([]);
    const refused = judge(nobody, now, []);
    assert.match(
      refused.refusal ?? "",
      new RegExp(
        `run it again with QUICKSIGHT_GOVERNANCE_APPROVE=${refused.hash}, which approves exactly`,
      ),
    );
    assert.equal(judge(nobody, now, [refused.hash]).refusal, undefined);
    const more = { ...now, people: people(3, "READER", "usa") };
    assert.ok(judge(nobody, more, [refused.hash]).refusal);
    const elsewhere = { ...scope, namespace: "3rd-party" };
    assert.ok(judge({ ...nobody, scope: elsewhere }, now, [refused.hash]).refusal);
  });

  it("has the same hash when only the reasons differ", () => {
    const [person] = people(1);
    assert.ok(person);
    const step = remove(person);
    assert.equal(hashPlan(scope, [step]), hashPlan(scope, [{ ...step, reason: "other" }]));
  });
});
