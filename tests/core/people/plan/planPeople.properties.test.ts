import assert from "node:assert/strict";
import fc from "fast-check";
import type { GovernedNamespace } from "../../../../core/people/governedNamespace.ts";
import { findProtection } from "../../../../core/people/plan/findProtection.ts";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import type { ActualPerson } from "../../../../core/people/readNamespace.ts";
import type { Person } from "../../../../core/people/person.ts";
import type { PeopleStep, PersonStep } from "../../../../core/people/step.ts";
import { isAdmin, isLower, roles } from "../../../../core/settings/role.ts";
import { actual, desired, govern, namespaceWith } from "../../../support/govern.ts";
import { judgePeople } from "../../../support/judgePeople.ts";

/** What a namespace looks like after the steps, without QuickSight. */
function simulate(people: readonly ActualPerson[], steps: readonly PeopleStep[]): ActualPerson[] {
  const after = new Map(people.map((person) => [person.session, person]));
  for (const step of steps) {
    if (!("session" in step)) continue;
    const person = after.get(step.session) ?? actual(step.session, "READER");
    after.set(step.session, change(person, step));
    if (step.kind === "remove") after.delete(step.session);
  }
  return [...after.values()];
}

function change(person: ActualPerson, step: PersonStep) {
  const { session, email } = step;
  switch (step.kind) {
    case "register":
      return { ...actual(session, step.role), email, customPermissions: step.customPermissions };
    case "downgrade":
      return { ...actual(session, step.to), email, customPermissions: step.customPermissions };
    case "change-role":
      return { ...person, role: step.to, email };
    case "change-email":
      return { ...person, email };
    case "change-permissions":
      return { ...person, customPermissions: step.to };
    case "add-member":
      return { ...person, groups: [...person.groups, step.group] };
    case "remove-member":
      return { ...person, groups: person.groups.filter((group) => group !== step.group) };
    case "give-back":
    case "move":
    case "remove":
      return person;
  }
}

const emails = ["a@x.com", "A@x.com", "b@x.com", "b@y.com", "c@x.com", "d@x.com"];
const profiles = fc.constantFrom(undefined, "ours", "theirs");
const memberships = fc.subarray(["g", "h", "i"]);
const rosters = fc
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
  removals: fc.constantFrom(
    { percent: 25, atLeast: 5, atMost: 25 },
    { percent: 100, atLeast: 0, atMost: 1000 },
  ),
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
  .tuple(rosters, guard, callerArn, fc.constantFrom(undefined, "i", "new"))
  .map(([roster, settings, caller, newcomers]): GovernedNamespace => {
    const rest = { callerArn: caller, customPermissions: ["ours"], newcomers };
    return govern(roster, { guard: settings, ...rest });
  });

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
        const turned = wish.people
          .map((person) => ({ ...person, groups: [...person.groups].reverse() }))
          .reverse();
        const other = planPeople({ ...wish, people: turned }, namespaceWith([...now].reverse()));
        assert.deepEqual(planPeople(wish, namespaceWith(now)), other);
      }),
    );
  });

  it("takes nothing from a protected person or from who runs it", () => {
    fc.assert(
      fc.property(governed, people, (wish, now) => {
        const after = simulate(now, planPeople(wish, namespaceWith(now)).steps);
        const protection = findProtection(wish);
        for (const before of now.filter((person) => protection(person) !== undefined)) {
          const person = after.find(({ session }) => session === before.session) ?? assert.fail();
          assert.ok(!isLower(person.role, before.role));
          assert.ok(before.groups.every((group) => person.groups.includes(group)));
        }
      }),
    );
  });

  it("is about managed people and the roster's people only", () => {
    fc.assert(
      fc.property(governed, people, (wish, now) => {
        const known = new Set([...wish.people, ...now].map(({ session }) => session));
        const unmanaged = [
          {
            userName: "Administrator/root",
            role: "ADMIN",
            groups: ["g"],
            email: "",
            principalId: "",
          },
        ];
        const { steps } = planPeople(wish, namespaceWith(now, { unmanaged }));
        assert.ok(steps.every((one) => "session" in one && known.has(one.session)));
      }),
    );
  });

  it("never removes the last admin, unless a person approves exactly that", () => {
    fc.assert(
      fc.property(governed, people, (wish, now) => {
        fc.pre(wish.guard.minimumAdmins > 0 && now.some(({ role }) => isAdmin(role)));
        const { plan, refusal } = judgePeople(wish, namespaceWith(now));
        const after = refusal === undefined ? simulate(now, plan.steps) : now;
        assert.ok(after.some(({ role }) => isAdmin(role)));
      }),
    );
  });
});
