import assert from "node:assert/strict";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import { actual, desired, govern, namespaceWith } from "../../../support/govern.ts";

const entry = {
  email: "ana@x.com",
  role: "READER",
  customPermissions: "theirs",
  groupNames: ["finance", "quicksight-fed-g"],
};
const journal = { "ana@x.com": entry };
const reader = desired("ana@x.com", "READER", "g");
const linesOf = (...given: Parameters<typeof planPeople>) =>
  planPeople(...given).steps.map((step) =>
    step.kind === "give-back"
      ? `give-back ${step.session} ${step.groupNames.join(" ")}`
      : `${step.kind} ${"session" in step ? step.session : step.group}`,
  );

describe("planning what an earlier run took and did not give back", () => {
  it("registers them with the profile they had, and gives back the groups that are not ours before ours", () => {
    const plan = planPeople(govern([reader]), namespaceWith([]), journal);
    assert.deepEqual(linesOf(govern([reader]), namespaceWith([]), journal), [
      "register ana@x.com",
      "give-back ana@x.com finance",
      "add-member ana@x.com",
    ]);
    const [register] = plan.steps;
    assert.ok(register?.kind === "register");
    assert.equal(register.customPermissions, "theirs");
    assert.equal(register.restores, false, "the groups are still owed when they are registered");
    assert.deepEqual(plan.settled, []);
  });

  it("lets the registration settle what is owed where no other group is", () => {
    const own = { "ana@x.com": { ...entry, groupNames: ["quicksight-fed-g"] } };
    const [register] = planPeople(govern([reader]), namespaceWith([]), own).steps;
    assert.ok(register?.kind === "register" && register.restores === true);
  });

  it("prefers the profile that their groups give", () => {
    const restricted = { ...reader, customPermissions: "ours" };
    const governed = govern([restricted], { customPermissions: ["ours"] });
    const [register] = planPeople(governed, namespaceWith([]), journal).steps;
    assert.ok(register?.kind === "register" && register.customPermissions === "ours");
  });

  it("gives back groups to who is there again already, and settles who is owed nothing", () => {
    const now = namespaceWith([actual("ana@x.com", "READER", "g"), actual("bo@x.com", "READER")]);
    const both = { ...journal, "bo@x.com": {} };
    assert.deepEqual(linesOf(govern([reader]), now, both), ["give-back ana@x.com finance"]);
    assert.deepEqual(planPeople(govern([reader]), now, both).settled, ["bo@x.com"]);
  });

  it("gives nothing back to somebody who is removed by the same plan, and does to a leaver who stays", () => {
    const now = namespaceWith([
      actual("ana@x.com", "READER", "g"),
      actual("bo@x.com", "READER", "g"),
    ]);
    const others = [desired("bo@x.com", "READER", "g")];
    const gone = planPeople(govern(others), now, journal);
    assert.deepEqual(
      gone.steps.map(({ kind }) => kind),
      ["remove"],
    );
    assert.deepEqual(gone.settled, [], "should the removal fail, they are owed it still");
    const kept = govern(others, { guard: { protected: ["ana@*"] } });
    assert.deepEqual(linesOf(kept, now, journal), ["give-back ana@x.com finance"]);
  });

  it("registers nobody who left for good, and forgets them", () => {
    const plan = planPeople(govern([]), namespaceWith([]), journal);
    assert.deepEqual([plan.steps, plan.settled], [[], ["ana@x.com"]]);
    const kept = govern([], { guard: { leavers: "downgrade" } });
    assert.deepEqual(linesOf(kept, namespaceWith([]), journal), [
      "register ana@x.com",
      "give-back ana@x.com finance",
    ]);
  });

  it("takes an entry that somebody spoiled for one that says nothing", () => {
    const kept = govern([], { guard: { leavers: "downgrade" } });
    for (const spoiled of [null, 7, "x", [], { role: "KING", groupNames: "all", email: 3 }]) {
      const { steps } = planPeople(kept, namespaceWith([]), { "ana@x.com": spoiled });
      const [register, ...rest] = steps;
      assert.ok(register?.kind === "register" && rest.length === 0);
      assert.deepEqual([register.role, register.email], ["READER", "ana@x.com"]);
    }
  });
});
