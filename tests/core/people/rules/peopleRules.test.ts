import assert from "node:assert/strict";
import type { OwnedAsset } from "../../../../core/assets/ownedAsset.ts";
import { userArnOf } from "../../../../core/aws/scope.ts";
import type { ActualPerson } from "../../../../core/people/readNamespace.ts";
import type { PeopleStep } from "../../../../core/people/step.ts";
import type { Role } from "../../../../core/settings/role.ts";
import { askGuard, planOf } from "../../../support/askGuard.ts";
import { actual, desired, govern, namespaceWith } from "../../../support/govern.ts";
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
const downgrade = ({ session, email, groups }: ActualPerson, leaves = false): PeopleStep => ({
  kind: "downgrade",
  session,
  email,
  from: "AUTHOR",
  to: "READER",
  groups,
  leaves,
  reason: "",
});
const join = ({ session, email }: ActualPerson, group: string): PeopleStep => ({
  kind: "add-member",
  session,
  email,
  group,
  reason: "",
});
const leave = ({ session, email }: ActualPerson, group: string): PeopleStep => ({
  kind: "remove-member",
  session,
  email,
  group,
  reason: "",
});
/** Everybody of the namespace is in the roster but for those whom the steps remove. */
const refusalsOf = (steps: readonly PeopleStep[], now: readonly ActualPerson[]) => {
  const gone = new Set(steps.flatMap((step) => (step.kind === "remove" ? [step.session] : [])));
  const staying = now.filter(({ session }) => !gone.has(session));
  const roster = staying.map(({ session, role, groups }) => desired(session, role, ...groups));
  const governed = govern([...roster, desired("someone@x.com", "READER")]);
  return askGuard(governed, namespaceWith(now), { plan: planOf(steps) }).refusals;
};
const removals = "(guard.removals: 25 %, 5 where there are few, at most 25)";

describe("what the guard says of taking", () => {
  it("lets half of few go, a quarter of many, and 25 of however many", () => {
    for (const [of, most] of [
      [6, 3],
      [100, 25],
      [1000, 25],
    ] as const) {
      const all = people(of);
      assert.deepEqual(refusalsOf(all.slice(0, most).map(remove), all), []);
      assert.equal(
        refusalsOf(all.slice(0, most + 1).map(remove), all)[0],
        `${most + 1} of ${of} people would be removed; the limit is ${most} ${removals}`,
      );
    }
  });

  it("does not count readers who wait for a group: they would let every member go", () => {
    const members = people(100);
    const waiting = Array.from({ length: 400 }, (_, index) => actual(`w${index}@x.com`, "READER"));
    assert.match(
      refusalsOf(members.slice(0, 26).map(remove), [...members, ...waiting]).join(),
      /^26 of 100 people would be removed; the limit is 25/,
    );
    assert.match(
      askGuard(govern([]), namespaceWith([...members.slice(0, 1), ...waiting])).refusals.join(),
      /^all 1 managed/,
    );
  });

  it("limits those who are deleted and registered again as readers, too", () => {
    const authors = people(100, "AUTHOR");
    const steps = authors
      .slice(0, 26)
      .flatMap((person) => [downgrade(person), join(person, person.groups[0] ?? "")]);
    assert.deepEqual(refusalsOf(steps, authors), [
      `26 of 100 people would get a lower role, authors and admins by being deleted and registered again; the limit is 25 ${removals}`,
    ]);
  });

  it("refuses to remove everybody, however few they are", () => {
    const few = people(2);
    assert.match(
      refusalsOf(few.map(remove), few).join("\n"),
      /^all 2 managed people would be removed; is the membership file complete\?$/m,
    );
  });

  it("refuses to empty a group although few people go", () => {
    const members = people(20, "READER", "critical");
    const leaving = members.slice(0, 6).map((person) => leave(person, "critical"));
    assert.deepEqual(refusalsOf(leaving, [...members, ...people(500)]), [
      `group critical would lose 6 of 20 members; the limit is 5 ${removals}`,
    ]);
  });

  it("refuses 300 groups of five that lose everybody: each by name, and all memberships together", () => {
    const names = Array.from({ length: 300 }, (_, index) => `g${index}`);
    const members = Array.from({ length: 500 }, (_, index) => {
      const own = [0, 1, 2].map((turn) => names[(index + turn * 100) % 300] ?? "");
      return actual(`p${index}@x.com`, "READER", ...own, "stays");
    });
    const steps = members.flatMap((person) =>
      person.groups.filter((group) => group !== "stays").map((group) => leave(person, group)),
    );
    assert.equal(steps.length, 1500);
    const refusals = refusalsOf(steps, members);
    assert.equal(
      refusals[0],
      "1500 of 2000 memberships would be removed; the limit is 100 (guard.removals: 25 %, 5 where there are few, at most 100)",
    );
    assert.equal(refusals.length, 301);
    assert.equal(refusals[1], `group g0 would lose 5 of 5 members; the limit is 4 ${removals}`);
    assert.ok(refusals.slice(1).every((one) => one.includes("would lose 5 of 5 members")));
  });

  it("counts what a downgrade takes and does not give again", () => {
    const members = people(20, "AUTHOR", "critical");
    const steps = members.slice(0, 6).map((person) => downgrade(person));
    const crowd = [...members, ...people(500)];
    assert.deepEqual(refusalsOf(steps, crowd), [
      `group critical would lose 6 of 20 members; the limit is 5 ${removals}`,
    ]);
    const again = members.slice(0, 6).map((person) => join(person, "critical"));
    assert.deepEqual(refusalsOf([...steps, ...again], crowd), []);
  });

  it("counts leavers who become readers without groups as if they were removed", () => {
    for (const role of ["AUTHOR", "READER"] as const) {
      const members = people(100, role);
      const roster = members
        .slice(26)
        .map(({ session, groups }) => desired(session, role, ...groups));
      const governed = govern(roster, { guard: { leavers: "downgrade" } });
      assert.match(
        askGuard(governed, namespaceWith(members)).refusals.join(),
        /^26 of 100 people would be removed; the limit is 25/,
        role,
      );
    }
  });

  it("refuses to lift many restrictions, and none to set or exchange for nobody", () => {
    const held = { customPermissions: "strict" };
    const now = namespaceWith(people(100).map((person) => ({ ...person, ...held })));
    const roster = now.people.map(({ session, groups }) => desired(session, "READER", ...groups));
    const ours = { customPermissions: ["strict"] };
    const lifted = [
      ...roster.slice(0, 26),
      ...roster.slice(26).map((one) => ({ ...one, ...held })),
    ];
    assert.deepEqual(askGuard(govern(lifted, ours), now).refusals, [
      `26 of 100 people would lose their custom permissions profile, which restricts them; the limit is 25 ${removals}`,
    ]);
    const bare = namespaceWith(people(100));
    const all = govern(
      roster.map((one) => ({ ...one, ...held })),
      ours,
    );
    assert.deepEqual(askGuard(all, bare).refusals, []);
  });

  it("refuses to leave work without an owner, and names it, also in the hash", () => {
    const [author = assert.fail()] = people(1, "AUTHOR");
    const crowd = [author, ...people(9).slice(1)];
    const owners = [userArnOf(scope, author.session)];
    const asset = (id: string): OwnedAsset => {
      return { region: "eu-west-1", kind: "dashboard", id, name: "Sales", owners };
    };
    const ask = (owned: OwnedAsset[], successor?: string) => {
      const plan = planOf([{ ...remove(author), owned } as PeopleStep]);
      const roster = crowd.slice(1).map(({ session }) => desired(session, "READER"));
      const governed = govern(roster, { guard: successor === undefined ? {} : { successor } });
      return askGuard(governed, namespaceWith(crowd), { plan });
    };
    assert.deepEqual(ask([]).refusals, []);
    assert.match(
      ask([asset("d1")]).refusals.join(),
      /nobody would own .*Sales.* any more; .*guard\.successor/,
    );
    assert.deepEqual(ask([asset("d1")], "authors").refusals, []);
    assert.notEqual(ask([asset("d1")]).hash, ask([asset("d2")]).hash);
  });

  it("keeps the last admin, unless another comes in the same plan", () => {
    const [admin = assert.fail()] = people(1, "ADMIN");
    const { session, email } = admin;
    const lowered: PeopleStep = {
      kind: "change-role",
      session,
      email,
      from: "ADMIN",
      to: "AUTHOR",
      reason: "",
    };
    assert.deepEqual(refusalsOf([lowered], [admin]), [
      "0 of 1 admins would be left; at least 1 must stay (guard.minimumAdmins)",
    ]);
    const successor: PeopleStep = {
      kind: "register",
      session: "new@x.com",
      email: "new@x.com",
      role: "ADMIN",
      reason: "",
    };
    assert.deepEqual(refusalsOf([lowered, successor], [admin]), []);
  });
});
