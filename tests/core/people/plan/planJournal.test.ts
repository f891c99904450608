import assert from "node:assert/strict";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import type { ActualPerson } from "../../../../core/people/readNamespace.ts";
import * as support from "../../../support/govern.ts";

const entry = {
  email: "ana@x.com",
  role: "READER",
  customPermissions: "theirs",
  groupNames: ["finance", "quicksight-fed-g"],
};
const journal = { "ana@x.com": entry };
const { actual, desired, govern } = support;
/** A namespace that has these people, and the groups of others that are owed to some. */
const namespaceWith = (people: readonly ActualPerson[], unmanagedGroups = ["finance"]) =>
  support.namespaceWith(people, { unmanagedGroups });
const reader = desired("ana@x.com", "READER", "g");
const linesOf = (...given: Parameters<typeof planPeople>) =>
  planPeople(...given).steps.map((step) =>
    step.kind === "give-back"
      ? `give-back ${step.session} ${step.groupNames.join(" ")}`
      : `${step.kind} ${"session" in step ? step.session : "group" in step ? step.group : ""}`,
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

  const isAboutAna = (notice: string) => notice.startsWith("ana@x.com");
  const noon = Date.parse("2026-03-01T12:00:00Z");
  const day = 24 * 60 * 60 * 1000;
  const planAt = (at: unknown, rest: object = entry) =>
    planPeople(govern([]), namespaceWith([]), { "ana@x.com": { ...rest, at } }, noon);

  it("keeps for 30 days what was taken from somebody whom the file does not name any more", () => {
    const kept = planAt(new Date(noon - 29 * day).toISOString());
    assert.deepEqual([kept.steps, kept.settled], [[], []]);
    assert.deepEqual(kept.notices.filter(isAboutAna), [
      "ana@x.com: is not in the membership file, and an earlier run deleted them to register them again; what they had is kept for them until 2026-03-02, should the membership file name them again: profile theirs and groups finance",
    ]);
    const forgotten = planAt(new Date(noon - 31 * day).toISOString());
    assert.deepEqual([forgotten.steps, forgotten.settled], [[], ["ana@x.com"]]);
    assert.deepEqual(forgotten.notices.filter(isAboutAna), [
      "ana@x.com: is not in the membership file, and an earlier run deleted them, more than 30 days ago; what they had is forgotten: profile theirs and groups finance",
    ]);
  });

  it("keeps nothing of a time that nobody noted or that only a wrong clock writes, nor for somebody who had nothing", () => {
    for (const at of [undefined, 7, "yesterday", new Date(noon + 31 * day).toISOString()]) {
      assert.deepEqual(planAt(at).settled, ["ana@x.com"], String(at));
      assert.equal(planAt(at).notices.filter(isAboutAna).length, 1);
    }
    const nothing = planAt(new Date(noon).toISOString(), { email: "ana@x.com" });
    assert.deepEqual(nothing.settled, ["ana@x.com"]);
    assert.deepEqual(nothing.notices.filter(isAboutAna), []);
  });

  it("keeps what is owed to somebody of the file, however old it is", () => {
    const old = { "ana@x.com": { ...entry, at: "2020-01-01T00:00:00Z" } };
    const plan = planPeople(govern([reader]), namespaceWith([]), old, noon);
    assert.deepEqual([plan.steps.length, plan.settled], [3, []]);
  });

  it("gives the profile back to who is there without one, unless their groups give one", () => {
    const now = namespaceWith([actual("ana@x.com", "READER", "g")]);
    const [back] = planPeople(govern([reader]), now, journal).steps;
    assert.ok(back?.kind === "give-back" && back.customPermissions === "theirs");
    const ours = govern([{ ...reader, customPermissions: "ours" }], {
      customPermissions: ["ours"],
    });
    const [other, ...rest] = planPeople(ours, now, journal).steps;
    assert.ok(other?.kind === "give-back" && other.customPermissions === undefined);
    assert.deepEqual(
      rest.map(({ kind }) => kind),
      ["change-permissions"],
    );
  });

  it("settles what is owed where all of it is there, or gone, and names the groups that are gone", () => {
    const there = { ...actual("ana@x.com", "READER", "g"), customPermissions: "theirs" };
    const plan = planPeople(govern([reader]), namespaceWith([there], []), journal);
    assert.deepEqual([plan.steps, plan.settled], [[], ["ana@x.com"]]);
    assert.deepEqual(plan.notices, [
      "ana@x.com: was in finance, which is gone meanwhile and is not given back",
    ]);
  });

  it("leaves alone who is there with a role that is not managed here, and keeps what is owed", () => {
    const stranger = {
      userName: "quicksight-fed-users/ana@x.com",
      role: "RESTRICTED_READER",
      ...{ email: "ana@x.com", principalId: "", groups: [] },
    };
    const now = support.namespaceWith([], { unmanaged: [stranger], unmanagedGroups: ["finance"] });
    for (const governed of [govern([reader]), govern([], { guard: { leavers: "keep" } })]) {
      const noted = { "ana@x.com": { ...entry, at: new Date(noon).toISOString() } };
      const plan = planPeople(governed, now, noted, noon);
      assert.deepEqual([plan.steps, plan.settled], [[], []]);
    }
  });

  it("asks for no name that QuickSight can not have: such an entry is not of this program", () => {
    const kept = govern([], { guard: { leavers: "keep" } });
    const odd = planPeople(kept, namespaceWith([]), { "a b\u001b[2J": entry });
    assert.deepEqual([odd.steps, odd.settled], [[], ["a b\u001b[2J"]]);
    const profile = { "ana@x.com": { ...entry, customPermissions: "no such profile!" } };
    const [register] = planPeople(kept, namespaceWith([]), profile).steps;
    assert.ok(register?.kind === "register" && register.customPermissions === undefined);
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
