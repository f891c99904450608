import assert from "node:assert/strict";
import { matchPeople } from "../../../../core/people/plan/matchPeople.ts";
import type { ActualPerson } from "../../../../core/people/readNamespace.ts";
import type { OwnedAsset } from "../../../../core/assets/ownedAsset.ts";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import { judgePeople } from "../../../support/judgePeople.ts";
import { actual, desired, govern, namespaceWith } from "../../../support/govern.ts";

const crowd = Array.from({ length: 20 }, (_, index) => `p${index}@x.com`);
const wish = (...people: ReturnType<typeof desired>[]) =>
  govern([...people, ...crowd.map((name) => desired(name, "READER", "g"))]);
const world = (...people: ActualPerson[]) =>
  namespaceWith([...people, ...crowd.map((name) => actual(name, "READER", "g"))]);
const rulesAgainst = (...args: Parameters<typeof judgePeople>) =>
  judgePeople(...args).findings.map(({ rule, subject }) => `${rule}: ${subject}`);

describe("two users whose names differ in case only", () => {
  it("are decided by rights where the file has neither spelling: role first, then groups", () => {
    const chosen = (...people: ActualPerson[]) =>
      [people, [...people].reverse()].map(
        (order) => matchPeople([desired("ANA@x.com", "READER")], order).matched[0]?.actual?.session,
      );
    assert.deepEqual(
      chosen(actual("ana@x.com", "READER", "g", "h"), actual("Ana@x.com", "AUTHOR")),
      ["Ana@x.com", "Ana@x.com"],
    );
    assert.deepEqual(
      chosen(actual("ana@x.com", "READER", "g"), actual("Ana@x.com", "READER", "g", "h")),
      ["Ana@x.com", "Ana@x.com"],
    );
  });

  it("are refused when the one that goes has a role, groups or work, and named", () => {
    const now = world(actual("Ana@x.com", "READER", "g"), actual("ana@x.com", "ADMIN", "g"));
    const governed = govern(wish(desired("Ana@x.com", "READER", "g")).people, {
      guard: { minimumAdmins: 0 },
    });
    assert.deepEqual(rulesAgainst(governed, now), ["doubles: ana@x.com"]);
    assert.match(
      judgePeople(governed, now).refusals.join(),
      /^1 people would go who differ from somebody else in case only.* \(ana@x\.com\); the limit is 0/,
    );
  });

  it("are no matter where the one that goes is a reader who has nothing", () => {
    const pro = world(actual("Ana@x.com", "READER", "g"), actual("ana@x.com", "READER_PRO"));
    const governed = wish(desired("Ana@x.com", "READER", "g"));
    assert.deepEqual(rulesAgainst(governed, pro), []);
    const plan = planPeople(governed, pro);
    assert.equal(plan.steps.length, 1);
    const owned: OwnedAsset[] = [
      { region: "us-east-1", kind: "dashboard", id: "d1", name: "Sales", owners: ["a", "b"] },
    ];
    const steps = plan.steps.map((step) => (step.kind === "remove" ? { ...step, owned } : step));
    assert.deepEqual(rulesAgainst(governed, pro, { plan: { ...plan, steps } }), [
      "doubles: ana@x.com",
    ]);
  });

  it("both go without a question where the file has nobody of that name: neither can be the one who signs in", () => {
    const now = world(actual("Ana@x.com", "READER", "g"), actual("ana@x.com", "READER", "g"));
    assert.equal(planPeople(wish(), now).steps.length, 2);
    assert.deepEqual(rulesAgainst(wish(), now), []);
  });
});
