import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type ActualNamespace,
  type ActualPerson,
  describeOperation,
  type Operation,
  type Person,
  planRoster,
  type Role,
  roles,
} from "@quicksight-governance/core";

const namespace = (
  people: readonly ActualPerson[],
  rest: Partial<ActualNamespace> = {},
): ActualNamespace => ({
  people,
  unmanaged: [],
  groups: [],
  unmanagedGroups: [],
  ...rest,
});
const actual = (email: string, role: Role, ...groups: string[]): ActualPerson => ({
  email,
  registeredEmail: email,
  role,
  groups,
});
const wanted = (email: string, role: Role, ...groups: string[]): Person => ({
  email,
  role,
  groups,
});
const stepsOf = (desired: readonly Person[], now: readonly ActualPerson[]) =>
  planRoster(desired, namespace(now)).operations.map((operation) =>
    describeOperation(operation).replace(/ \([^()]*\)$/, ""),
  );

/** What a namespace looks like after the operations, without QuickSight. */
function simulate(
  people: readonly ActualPerson[],
  operations: readonly Operation[],
): ActualPerson[] {
  const after = new Map(people.map((person) => [person.email, person]));
  for (const step of operations) {
    const person = after.get(step.email) ?? actual(step.email, "READER");
    if (step.kind === "register") after.set(step.email, actual(step.email, step.role));
    if (step.kind === "downgrade") after.set(step.email, actual(step.email, step.to));
    if (step.kind === "change-role") {
      after.set(step.email, { ...person, role: step.to, registeredEmail: step.email });
    }
    if (step.kind === "change-email")
      after.set(step.email, { ...person, registeredEmail: step.email });
    if (step.kind === "add-member") {
      after.set(step.email, { ...person, groups: [...person.groups, step.group] });
    }
    if (step.kind === "remove-member") {
      after.set(step.email, {
        ...person,
        groups: person.groups.filter((group) => group !== step.group),
      });
    }
    if (step.kind === "remove") after.delete(step.email);
  }
  return [...after.values()];
}

describe("planning a roster", () => {
  it("registers newcomers, then gives them their groups", () => {
    assert.deepEqual(stepsOf([wanted("ana@x.com", "AUTHOR", "dev", "usa")], []), [
      "+ ana@x.com as AUTHOR",
      "+ ana@x.com into dev",
      "+ ana@x.com into usa",
    ]);
  });

  it("changes a role in place wherever QuickSight does, and only from author or admin to reader deletes and registers again", () => {
    assert.deepEqual(
      stepsOf([wanted("a@x.com", "ADMIN", "g")], [actual("a@x.com", "READER", "g")]),
      ["~ a@x.com from READER to ADMIN"],
    );
    assert.deepEqual(
      stepsOf([wanted("a@x.com", "AUTHOR", "g")], [actual("a@x.com", "ADMIN_PRO", "g")]),
      ["~ a@x.com from ADMIN_PRO to AUTHOR"],
    );
    assert.deepEqual(
      stepsOf([wanted("a@x.com", "READER", "g")], [actual("a@x.com", "AUTHOR", "g", "h")]),
      ["-+ a@x.com from AUTHOR to READER: deleted and registered again", "+ a@x.com into g"],
    );
  });

  it("gives before it takes, and removes people last", () => {
    const kinds = planRoster(
      [wanted("new@x.com", "READER", "g"), wanted("stays@x.com", "READER", "h")],
      namespace([actual("gone@x.com", "READER", "g"), actual("stays@x.com", "READER", "g")]),
    ).operations.map(({ kind }) => kind);
    assert.deepEqual(kinds, ["register", "add-member", "add-member", "remove-member", "remove"]);
  });

  it("does not touch a reader who provisioned themselves, nor anybody who is not managed, and says so", () => {
    const { operations, notices } = planRoster(
      [],
      namespace([actual("self@x.com", "READER")], {
        unmanaged: [{ userName: "Administrator/root", role: "ADMIN", groups: ["critical"] }],
        unmanagedGroups: ["finance"],
      }),
    );
    assert.deepEqual(operations, []);
    assert.deepEqual(notices, [
      "group finance: not managed here; left as is",
      "self@x.com: provisioned themselves as READER and is in no group; left as is",
      "user Administrator/root (ADMIN, member of critical): not managed here; left as is",
    ]);
  });

  it("adopts people who are there already", () => {
    assert.deepEqual(
      stepsOf([wanted("ana@x.com", "READER", "usa")], [actual("ana@x.com", "READER")]),
      ["+ ana@x.com into usa"],
    );
  });

  it("puts right an email that QuickSight holds differently", () => {
    const ana = {
      ...actual("ana@x.com", "READER", "usa"),
      registeredEmail: "quicksight-fed-users/ana",
    };
    assert.deepEqual(stepsOf([wanted("ana@x.com", "READER", "usa")], [ana]), [
      "~ ana@x.com: email was quicksight-fed-users/ana",
    ]);
  });

  it("gives every operation a reason", () => {
    const { operations } = planRoster(
      [{ ...wanted("ana@x.com", "READER", "usa"), lines: [3, 7] }],
      namespace([actual("bo@x.com", "READER", "usa")]),
    );
    assert.deepEqual(
      operations.map(({ reason }) => reason),
      [
        "lines 3, 7 of the membership file",
        "lines 3, 7 of the membership file",
        "no longer in the membership file",
      ],
    );
  });

  const emails = ["a@x.com", "b@x.com", "c@x.com", "d@x.com"];
  const groups = fc.subarray(["g", "h", "i"]);
  const people = <P>(make: (email: string, role: Role, ...memberships: string[]) => P) =>
    fc
      .uniqueArray(fc.tuple(fc.constantFrom(...emails), fc.constantFrom(...roles), groups), {
        selector: ([email]) => email,
      })
      .map((list) => list.map(([email, role, memberships]) => make(email, role, ...memberships)));

  it("is empty after it was applied, from any state", () => {
    fc.assert(
      fc.property(people(wanted), people(actual), (desired, now) => {
        const plan = planRoster(desired, namespace(now));
        const after = namespace(simulate(now, plan.operations));
        assert.deepEqual(planRoster(desired, after).operations, []);
      }),
    );
  });

  it("does not depend on the order of people and groups", () => {
    fc.assert(
      fc.property(people(wanted), people(actual), (desired, now) => {
        const plan = planRoster(desired, namespace(now));
        const other = planRoster([...desired].reverse(), namespace([...now].reverse()));
        assert.deepEqual(plan, other);
      }),
    );
  });
});
