import assert from "node:assert/strict";
import type { ActualPerson } from "../../../../core/people/readNamespace.ts";
import type { PeopleStep } from "../../../../core/people/step.ts";
import type { Plan } from "../../../../core/reconcile/subject.ts";
import type { Role } from "../../../../core/settings/role.ts";
import { actual, desired, govern, namespaceWith } from "../../../support/govern.ts";
import { judgePeople } from "../../../support/judgePeople.ts";
import { scope } from "../../../support/simulatedNamespace.ts";

/** People in a group each of their own, unless one is given. */
const people = (count: number, role: Role = "READER", group?: string): ActualPerson[] =>
  Array.from({ length: count }, (_, index) =>
    actual(`p${index}@x.com`, role, group ?? `g${index}`),
  );
const remove = ({ session, email, role, groups }: ActualPerson): PeopleStep => ({
  kind: "remove",
  session,
  email,
  role,
  groups,
  leaves: true,
  reason: "gone",
});
const downgrade = (
  { session, email, role, groups }: ActualPerson,
  leaves: boolean,
): PeopleStep => ({
  kind: "downgrade",
  session,
  email,
  from: role,
  to: "READER",
  groups,
  leaves,
  reason: "",
});
const planOf = (steps: readonly PeopleStep[]): Plan<PeopleStep> => ({
  steps,
  notices: [],
  unchanged: 0,
});
/** Somebody stays: a roster that names nobody is refused for that alone. */
const roster = [desired("stays@x.com", "READER", "g")];
const refusalsOf = (
  steps: readonly PeopleStep[],
  now: readonly ActualPerson[],
  governed = govern(roster),
) => judgePeople(governed, namespaceWith(now), { plan: planOf(steps) }).refusals;
const limits = "(guard.removals: 25 %, 5 where there are few, at most 25)";

describe("the guard about people", () => {
  it("lets five of ten go, a quarter of more, and never more than 25", () => {
    for (const [count, may] of [
      [2, 1],
      [6, 3],
      [10, 5],
      [40, 10],
      [100, 25],
      [400, 25],
    ] as const) {
      const all = people(count);
      assert.deepEqual(refusalsOf(all.slice(0, may).map(remove), all), [], `${may} of ${count}`);
      const [first = ""] = refusalsOf(all.slice(0, may + 1).map(remove), all);
      assert.match(first, new RegExp(`^(${may + 1} of|all ${may + 1}) `), `${may} of ${count}`);
    }
  });

  it("says of a refusal how many of how many, the limit, and the setting", () => {
    const many = people(100);
    assert.deepEqual(refusalsOf(many.slice(0, 26).map(remove), many), [
      `26 of 100 people would be removed; the limit is 25 ${limits} [people-removed]`,
      "26 of 100 memberships would be removed; the limit is 25 (guard.removals: 25 %, 5 where there are few, at most 100) [memberships-removed]",
      `26 of 100 groups would lose everybody; the limit is 25 ${limits} [groups-emptied]`,
    ]);
  });

  it("does not count readers who wait for a group: they would let every member go", () => {
    const members = people(40);
    const waiting = Array.from({ length: 400 }, (_, index) => actual(`w${index}@x.com`, "READER"));
    assert.match(
      refusalsOf(members.slice(0, 11).map(remove), [...members, ...waiting]).join(),
      /^11 of 40 people would be removed; the limit is 10/,
    );
    const one = members.slice(0, 1).map(remove);
    assert.match(refusalsOf(one, [...members, ...waiting], govern([])).join(), /^all 1 managed/);
  });

  it("limits those who get a lower role, too, whether in place or by a new registration", () => {
    const authors = people(100, "AUTHOR");
    const steps = authors
      .slice(0, 26)
      .flatMap((person): PeopleStep[] => [
        downgrade(person, false),
        { ...person, kind: "add-member", group: person.groups[0] ?? "", reason: "" },
      ]);
    assert.deepEqual(refusalsOf(steps, authors), [
      `26 of 100 people would get a lower role, authors and admins by being deleted and registered again; the limit is 25 ${limits} [people-lowered]`,
    ]);
    const readers = people(100, "READER_PRO");
    const inPlace = readers.slice(0, 26).map(({ session, email }): PeopleStep => {
      return { kind: "change-role", session, email, from: "READER_PRO", to: "AUTHOR", reason: "" };
    });
    const found = judgePeople(govern(roster), namespaceWith(readers), { plan: planOf(inPlace) });
    assert.ok(found.findings.some(({ rule }) => rule === "people-lowered"));
  });

  it("refuses to remove everybody, however few they are", () => {
    const few = people(2);
    assert.equal(
      refusalsOf(few.map(remove), few)[0],
      "all 2 managed people would be removed; the limit is 0; is the membership file complete? [everybody]",
    );
  });

  it("refuses to empty a group although few people go, and lets all but one of a small group go", () => {
    const leaving = (members: readonly ActualPerson[]) =>
      members.map(({ session, email }): PeopleStep => {
        return { kind: "remove-member", session, email, group: "critical", reason: "gone" };
      });
    const crowd = (members: readonly ActualPerson[]) => [
      ...members,
      ...Array.from({ length: 500 }, (_, index) => actual(`c${index}@x.com`, "READER", "other")),
    ];
    const members = people(20, "READER", "critical");
    assert.deepEqual(refusalsOf(leaving(members.slice(0, 6)), crowd(members)), [
      `group critical would lose 6 of 20 members; the limit is 5 ${limits} [members-removed]`,
    ]);
    const few = people(4, "READER", "critical");
    assert.deepEqual(refusalsOf(leaving(few.slice(0, 3)), crowd(few)), []);
    assert.match(
      refusalsOf(leaving(few), crowd(few)).join(),
      /lose 4 of 4 members; the limit is 3/,
    );
  });

  it("counts leavers who become readers without groups, and what a downgrade takes and gives again", () => {
    const members = people(20, "AUTHOR", "critical");
    const crowd = [
      ...members,
      ...Array.from({ length: 500 }, (_, index) => actual(`c${index}@x.com`, "READER", "other")),
    ];
    const steps = members.slice(0, 6).map((person) => downgrade(person, false));
    const lost = "group critical would lose 6 of 20 members";
    assert.ok(refusalsOf(steps, crowd).some((refusal) => refusal.startsWith(lost)));
    const again = members.slice(0, 6).map(({ session, email }): PeopleStep => {
      return { kind: "add-member", session, email, group: "critical", reason: "" };
    });
    assert.deepEqual(refusalsOf([...steps, ...again], crowd), []);
    const left = members.map((person) => downgrade(person, true));
    assert.match(refusalsOf(left, members).join(), /20 of 20 people would be removed/);
  });

  it("refuses to leave work without an owner, names it, and approves exactly that work", () => {
    const crowd = [actual("a@x.com", "AUTHOR", "g0"), ...people(9)];
    const owner = `arn:aws:quicksight:us-east-1:111122223333:user/default/${scope.federationRole}/a@x.com`;
    const owning = (id: string) => {
      const [author] = crowd;
      assert.ok(author);
      const owned = [
        { region: "eu-west-1", kind: "dashboard", id, name: "Sales", owners: [owner] },
      ];
      const plan = planOf([{ ...remove(author), owned } as PeopleStep]);
      return { plan, governed: govern(roster) };
    };
    const { plan, governed } = owning("d1");
    const refused = judgePeople(governed, namespaceWith(crowd), { plan });
    assert.match(
      refused.refusals.join(),
      /nobody would own .*Sales.* any more; .*guard\.successor/,
    );
    const approvals = [refused.hash];
    assert.equal(
      judgePeople(governed, namespaceWith(crowd), { plan, approvals }).refusal,
      undefined,
    );
    const other = { plan: owning("d2").plan, approvals };
    assert.ok(judgePeople(governed, namespaceWith(crowd), other).refusal);
    const handed = govern(roster, { guard: { successor: "authors" } });
    assert.deepEqual(judgePeople(handed, namespaceWith(crowd), { plan }).refusals, []);
  });

  it("keeps the last admin", () => {
    const [admin] = people(1, "ADMIN");
    assert.ok(admin);
    const { session, email } = admin;
    const crowd = [admin, ...people(10).slice(1)];
    const step: PeopleStep = {
      kind: "change-role",
      session,
      email,
      from: "ADMIN",
      to: "AUTHOR",
      reason: "",
    };
    assert.deepEqual(refusalsOf([step], crowd), [
      "1 of 1 admins would go; the limit is 0, as at least 1 must stay (guard.minimumAdmins) [admins]",
    ]);
    const next: PeopleStep = {
      kind: "register",
      session: "new@x.com",
      email: "new@x.com",
      role: "ADMIN",
      reason: "",
    };
    assert.deepEqual(refusalsOf([step, next], crowd), []);
  });

  it("refuses to delete one of two who differ in case only and has work or groups: nobody knows who signs in", () => {
    const two = [actual("Ana@x.com", "READER", "g"), actual("ana@x.com", "AUTHOR", "g")];
    const wish = govern([desired("Ana@x.com", "READER", "g")], { guard: { successor: "g" } });
    const { findings, refusals } = judgePeople(wish, namespaceWith([...two, ...people(9)]));
    assert.deepEqual(findings.find(({ rule }) => rule === "doubles")?.names, ["ana@x.com"]);
    assert.match(
      refusals.join("\n"),
      /^1 people would go who differ .* \(ana@x\.com\); the limit is 0/m,
    );
    const empty = [actual("Ana@x.com", "READER", "g"), actual("ana@x.com", "READER_PRO")];
    const other = judgePeople(wish, namespaceWith(empty));
    assert.ok(other.plan.steps.some(({ kind }) => kind === "remove"));
    assert.ok(!other.findings.some(({ rule }) => rule === "doubles"));
  });

  it("prints a hash that approves exactly this plan and no other", () => {
    const now = namespaceWith(people(2, "READER", "usa"));
    const nobody = govern([]);
    const { refusal, hash } = judgePeople(nobody, now);
    assert.match(
      refusal ?? "",
      new RegExp(`run it again with QUICKSIGHT_GOVERNANCE_APPROVE=${hash}, which approves exactly`),
    );
    const approvals = [hash];
    assert.equal(judgePeople(nobody, now, { approvals }).refusal, undefined);
    const more = namespaceWith(people(3, "READER", "usa"));
    assert.ok(judgePeople(nobody, more, { approvals }).refusal);
    const elsewhere = { ...nobody, scope: { ...scope, namespace: "3rd-party" } };
    assert.ok(judgePeople(elsewhere, now, { approvals }).refusal);
  });

  it("approves a successor to the letter: team1 does not approve team2", () => {
    const now = namespaceWith(people(2, "AUTHOR", "usa"));
    const one = govern([], { guard: { successor: "team1" } });
    const approvals = [judgePeople(one, now).hash];
    assert.equal(judgePeople(one, now, { approvals }).refusal, undefined);
    const other = govern([], { guard: { successor: "team2" } });
    assert.ok(judgePeople(other, now, { approvals }).refusal);
  });

  it("has the same hash when only the reasons differ", () => {
    const now = namespaceWith(people(2, "READER", "usa"));
    const { hash } = judgePeople(govern([]), now);
    assert.equal(judgePeople(govern([], { source: "other.csv" }), now).hash, hash);
  });
});
