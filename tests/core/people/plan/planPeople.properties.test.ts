import assert from "node:assert/strict";
import fc from "fast-check";
import type { GovernedNamespace } from "../../../../core/people/governedNamespace.ts";
import { findProtection } from "../../../../core/people/plan/findProtection.ts";
import type { Operation } from "../../../../core/people/plan/step.ts";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import type { ActualPerson } from "../../../../core/people/readNamespace.ts";
import { judge } from "../../../../core/people/reconcile.ts";
import type { Person } from "../../../../core/people/person.ts";
import { isAdmin, roles } from "../../../../core/settings/role.ts";
import { actual, govern, namespaceWith, wanted } from "../../../support/govern.ts";

/** What a namespace looks like after the steps, without QuickSight. */
function simulate(people: readonly ActualPerson[], steps: readonly Operation[]): ActualPerson[] {
  const after = new Map(people.map((person) => [person.email, person]));
  for (const step of steps) {
    if (step.kind === "create-group") continue;
    const person = after.get(step.email) ?? actual(step.email, "READER");
    after.set(step.email, change(person, step));
    if (step.kind === "remove") after.delete(step.email);
  }
  return [...after.values()];
}

function change(person: ActualPerson, step: Exclude<Operation, { kind: "create-group" }>) {
  const { email } = step;
  switch (step.kind) {
    case "register":
      return { ...actual(email, step.role), customPermissions: step.customPermissions };
    case "downgrade":
      return { ...actual(email, step.to), customPermissions: step.customPermissions };
    case "change-role":
      return { ...person, role: step.to, email: email };
    case "change-email":
      return { ...person, email: email };
    case "change-permissions":
      return { ...person, customPermissions: step.to };
    case "add-member":
      return { ...person, groups: [...person.groups, step.group] };
    case "remove-member":
      return { ...person, groups: person.groups.filter((group) => group !== step.group) };
    case "remove":
      return person;
  }
}

const emails = ["a@x.com", "A@x.com", "b@x.com", "b@y.com", "c@x.com", "d@x.com"];
const profiles = fc.constantFrom(undefined, "ours", "theirs");
const memberships = fc.subarray(["g", "h", "i"]);
const desired = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom(...emails), fc.constantFrom(...roles), memberships, profiles),
    // A membership file with two spellings of one email is refused before there is a roster.
    { selector: ([email]) => email.toLowerCase() },
  )
  .map((list) =>
    list.map(([email, role, groups, profile]): Person => {
      const person = desired(email, role, ...groups);
      return profile === "ours" ? { ...person, customPermissions: profile } : person;
    }),
  );
const people = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom(...emails),
      fc.constantFrom(...roles),
      memberships,
      profiles,
      fc.constantFrom("right", "wrong"),
    ),
    { selector: ([email]) => email },
  )
  .map((list) =>
    list.map(([email, role, groups, customPermissions, registered]): ActualPerson => {
      const person = { ...actual(email, role, ...groups), customPermissions };
      return registered === "right" ? person : { ...person, email: "old@x.com" };
    }),
  );
const guard = fc.record({
  removals: fc.constantFrom({ percent: 25, atLeast: 5 }, { percent: 100, atLeast: 0 }),
  minimumAdmins: fc.constantFrom(0, 1, 2),
  protected: fc.subarray(["a@*", "b@x.com", "*/c@x.com"]),
  additiveOnly: fc.boolean(),
  leavers: fc.constantFrom("remove", "downgrade", "keep"),
} as const);
const callerArn = fc.constantFrom(
  undefined,
  "arn:aws:sts::111122223333:assumed-role/quicksight-fed-users/d@x.com",
);
const governed = fc
  .tuple(desired, guard, callerArn)
  .map(([roster, settings, caller]): GovernedNamespace =>
    govern(roster, { guard: settings, callerArn: caller, customPermissions: ["ours"] }),
  );

describe("any plan", () => {
  it("leaves nothing to do once it was applied", () => {
    fc.assert(
      fc.property(governed, people, (wish, now) => {
        const { steps } = planPeople(wish, namespaceWith(now));
        const after = namespaceWith(simulate(now, steps));
        assert.deepEqual(planPeople(wish, after).steps, []);
      }),
    );
  });

  it("does not depend on the order of people and groups", () => {
    fc.assert(
      fc.property(governed, people, (wish, now) => {
        const turned = wish.desired
          .map((person) => ({ ...person, groups: [...person.groups].reverse() }))
          .reverse();
        const other = planPeople({ ...wish, desired: turned }, namespaceWith([...now].reverse()));
        assert.deepEqual(planPeople(wish, namespaceWith(now)), other);
      }),
    );
  });

  it("takes nothing from a protected person or from who runs it", () => {
    fc.assert(
      fc.property(governed, people, (wish, now) => {
        const after = simulate(now, planPeople(wish, namespaceWith(now)).steps);
        const protection = findProtection(wish);
        for (const before of now.filter(({ email }) => protection(email) !== undefined)) {
          const person = after.find(({ email }) => email === before.email) ?? assert.fail();
          assert.ok(roles.indexOf(person.role) >= roles.indexOf(before.role));
          assert.ok(before.groups.every((group) => person.groups.includes(group)));
        }
      }),
    );
  });

  it("is about managed people and the roster's people only", () => {
    fc.assert(
      fc.property(governed, people, (wish, now) => {
        const known = new Set([...wish.desired, ...now].map(({ email }) => email));
        const unmanaged = [{ userName: "Administrator/root", role: "ADMIN", groups: ["g"] }];
        const { steps } = planPeople(wish, namespaceWith(now, { unmanaged }));
        assert.ok(steps.every((one) => "email" in one && known.has(one.email)));
      }),
    );
  });

  it("never removes the last admin, unless a person approves exactly that", () => {
    fc.assert(
      fc.property(governed, people, (wish, now) => {
        fc.pre(wish.guard.minimumAdmins > 0 && now.some(({ role }) => isAdmin(role)));
        const { plan, refusal } = judge(wish, namespaceWith(now), []);
        const after = refusal === undefined ? simulate(now, plan.steps) : now;
        assert.ok(after.some(({ role }) => isAdmin(role)));
      }),
    );
  });
});
