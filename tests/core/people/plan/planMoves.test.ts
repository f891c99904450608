import assert from "node:assert/strict";
import { isListed } from "../../../../core/people/plan/lookUpNewcomers.ts";
import { type ForeignUser, planMoves } from "../../../../core/people/plan/planMoves.ts";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import { desired, govern, namespaceWith } from "../../../support/govern.ts";
import { describePeopleStep } from "../../../support/describePeopleStep.ts";
import { judgePeople } from "../../../support/judgePeople.ts";
import { scope } from "../../../support/simulatedNamespace.ts";

const us = { ...scope, namespace: "us" };
const people = [desired("ana@x.com", "AUTHOR", "usa"), desired("bo@x.com", "READER", "usa")];
const reader: ForeignUser = { role: "READER", groups: [] };
const line =
  "aws quicksight delete-user --region us-east-1 --aws-account-id 111122223333 --namespace default --user-name quicksight-fed-users/ana@x.com";

/** The plan for a namespace with nobody in it, whose newcomer ana is in `default` as this. */
const planWith = (
  user: ForeignUser,
  {
    journal,
    ...rest
  }: Parameters<typeof govern>[1] & { journal?: Parameters<typeof planPeople>[2] } = {},
) => {
  const governed = govern(people, { scope: us, ...rest });
  const unmanagedGroups = journal === undefined ? [] : ["finance-team"];
  const now = namespaceWith([], { groups: ["usa"], unmanagedGroups });
  const plan = planPeople(governed, now, journal);
  return planMoves(governed, plan, new Map([["ana@x.com", user]]));
};
const kindsOf = ({ steps }: ReturnType<typeof planWith>, who = "ana@x.com") =>
  steps.flatMap((step) => ("session" in step && step.session === who ? [step.kind] : []));

describe("a newcomer who is in namespace default", () => {
  it("is moved who registered themselves and has nothing: deleted there, then registered with role and groups", () => {
    const plan = planWith(reader);
    assert.deepEqual(plan.steps.map(describePeopleStep), [
      "-+ ana@x.com out of namespace default, where they registered themselves: deleted there to be registered here (in the membership file)",
      "+ ana@x.com as AUTHOR (in the membership file)",
      "+ bo@x.com as READER (in the membership file)",
      "+ ana@x.com into usa (in the membership file)",
      "+ bo@x.com into usa (in the membership file)",
    ]);
    assert.deepEqual(plan.notices, []);
  });

  const others: [string, ForeignUser, string][] = [
    ["has a higher role", { role: "READER_PRO", groups: [] }, "READER_PRO"],
    ["is an author", { role: "AUTHOR", groups: [] }, "AUTHOR"],
    ["has a role that is not given here", { role: "RESTRICTED_READER", groups: [] }, "RESTRICTED"],
    ["is in groups", { role: "READER", groups: ["a", "b"] }, "READER, member of a, b"],
  ];
  for (const [what, user, named] of others) {
    it(`is left as they are and not registered when one ${what}, and a notice says what to do`, () => {
      const plan = planWith(user);
      assert.deepEqual(kindsOf(plan), []);
      assert.deepEqual(kindsOf(plan, "bo@x.com"), ["register", "add-member"]);
      assert.equal(plan.notices.length, 1);
      const [notice = ""] = plan.notices;
      assert.match(notice, /^ana@x\.com: in the membership file, but is in namespace default/);
      for (const part of [named, line, "put their rows under default"]) {
        assert.ok(notice.includes(part), notice);
      }
    });
  }

  const protectedBy = [
    ["guard.protected", { guard: { protected: ["ana@*"] } }],
    ["guard.additiveOnly", { guard: { additiveOnly: true } }],
    ["who runs it", { callerArn: "arn:aws:sts::111122223333:assumed-role/Admin/ana@x.com" }],
  ] as const;
  for (const [by, governed] of protectedBy) {
    it(`loses no user when protected: by ${by}`, () => {
      const plan = planWith(reader, governed);
      assert.deepEqual(kindsOf(plan), []);
      assert.match(plan.notices[0] ?? "", /and is kept (by|as)/);
      assert.ok(plan.notices[0]?.includes(by), plan.notices[0]);
    });
  }

  it("keeps a profile that nobody names here, which is noted before the deletion", () => {
    const [move, register] = planWith({ ...reader, customPermissions: "theirs" }).steps;
    assert.ok(move?.kind === "move" && register?.kind === "register");
    assert.deepEqual([move.keeps, move.lifts], ["theirs", undefined]);
    assert.deepEqual([register.customPermissions, register.restores], ["theirs", true]);
  });

  it("is counted as one whose restriction is lifted when no group here gives a profile that is named here", () => {
    const customPermissions = ["ours"];
    const plan = planWith({ ...reader, customPermissions: "ours" }, { customPermissions });
    const [move, register] = plan.steps;
    assert.ok(move?.kind === "move" && register?.kind === "register");
    assert.deepEqual([move.keeps, move.lifts], [undefined, "ours"]);
    assert.equal(register.customPermissions, undefined);
    const governed = govern(people, { scope: us, customPermissions });
    const guard = { ...governed.guard, removals: { percent: 0, atLeast: 0, atMost: 0 } };
    const verdict = judgePeople({ ...governed, guard }, namespaceWith([]), { plan });
    assert.match(verdict.refusals.join(), /1 of 0 people would lose their custom permissions/);
  });

  it("keeps the profile that somebody gave them there, in place of one that is owed from before", () => {
    const entry = { email: "ana@x.com", role: "READER", customPermissions: "before" };
    const plan = planWith(
      { ...reader, customPermissions: "since" },
      { journal: { "ana@x.com": entry } },
    );
    const given = plan.steps.flatMap((step) =>
      step.kind === "register" && step.session === "ana@x.com" ? [step.customPermissions] : [],
    );
    assert.deepEqual(given, ["since"]);
  });

  it("whose groups of others are owed still gets them back once registered", () => {
    const groupNames = ["finance-team"];
    const entry = { email: "ana@x.com", role: "AUTHOR", groupNames };
    const plan = planWith(
      { ...reader, customPermissions: "theirs" },
      { journal: { "ana@x.com": entry } },
    );
    assert.deepEqual(kindsOf(plan), ["move", "register", "give-back", "add-member"]);
    const register = plan.steps.find(({ kind }) => kind === "register");
    assert.ok(register?.kind === "register");
    // Giving back clears the journal's entry, and comes after.
    assert.equal(register.restores, false);
  });

  it("who makes a crowd is refused beyond the limit of registrations, also where nobody is yet, and a day counts", () => {
    const crowd = Array.from({ length: 51 }, (_, n) => desired(`p${n}@x.com`, "READER", "usa"));
    const judgeCrowd = (size: number, spent = 0) => {
      const governed = govern(crowd.slice(0, size), { scope: us });
      const actual = namespaceWith([], { groups: ["usa"] });
      const found = new Map(crowd.slice(0, size).map(({ session }) => [session, reader]));
      const plan = planMoves(governed, planPeople(governed, actual), found);
      const now = Date.now();
      const at = new Date(now).toISOString();
      return judgePeople(governed, actual, {
        plan,
        now,
        spent: [{ at, subject: "people", rule: "people-moved people", count: spent }],
      }).refusals;
    };
    assert.deepEqual(judgeCrowd(50), []);
    assert.match(
      judgeCrowd(51).join(),
      /^51 people who registered themselves in namespace default would be deleted there, to be registered in us; the limit is 50 \(guard\.registrations/,
    );
    assert.match(judgeCrowd(30, 30).join(), /^30 people .* after 30 in the last 24 hours/);
  });

  it("is not taken who was in no preview", () => {
    const plan = planWith(reader);
    const governed = govern(people, { scope: us });
    const verdict = judgePeople(governed, namespaceWith([]), { plan, isShown: () => false });
    assert.match(
      verdict.refusals.join(),
      /in no preview; the limit is 0 \(move ana@x\.com out of default\)/,
    );
    assert.match(verdict.refusal ?? "", /-\+ ana@x\.com out of namespace default/);
  });
});

describe("how newcomers are looked for", () => {
  it("is one by one up to a hundred, and by a listing from there on", () => {
    assert.deepEqual([1, 100, 101].map(isListed), [false, false, true]);
  });
});
