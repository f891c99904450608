import assert from "node:assert/strict";
import fc from "fast-check";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import { planMoves } from "../../../../core/people/plan/planMoves.ts";
import type { ActualPerson } from "../../../../core/people/readNamespace.ts";
import { countManaged } from "../../../../core/people/rules/countManaged.ts";
import { roles } from "../../../../core/settings/role.ts";
import { describePeopleStep } from "../../../support/describePeopleStep.ts";
import {
  actual,
  desired,
  former,
  govern,
  namespaceWith as namespace,
} from "../../../support/govern.ts";

const landing = { newcomers: "new" };
const planned = (
  people: readonly ActualPerson[],
  more: Parameters<typeof govern>[1] = {},
  roster: Parameters<typeof govern>[0] = [],
) => {
  const { steps, notices } = planPeople(govern(roster, { ...landing, ...more }), namespace(people));
  return { steps: steps.map((step) => describePeopleStep(step)), notices };
};

describe("people who registered themselves", () => {
  it("come into the group of newcomers, as the readers that they are, and lose nothing", () => {
    const { steps } = planned([{ ...actual("eve@x.com", "READER"), customPermissions: "theirs" }]);
    assert.deepEqual(steps, [
      "+ eve@x.com into new (registered themselves, and not in the membership file)",
    ]);
  });

  it("stay there, and are reported", () => {
    const { steps, notices } = planned([actual("eve@x.com", "READER", "new")]);
    assert.deepEqual(steps, []);
    assert.deepEqual(notices, [
      "eve@x.com: registered themselves, and is in group new; not in the membership file, left as is",
    ]);
  });

  it("are people like any other once the file names them", () => {
    const { steps } = planned([actual("eve@x.com", "READER", "new")], {}, [
      desired("eve@x.com", "AUTHOR", "g"),
    ]);
    assert.deepEqual(steps, [
      "~ eve@x.com from READER to AUTHOR (in the membership file)",
      "+ eve@x.com into g (in the membership file)",
      "- eve@x.com out of new (no row of the membership file puts them into new)",
    ]);
  });

  it("are told from who left by what they have: a role, another group, or a place in the last roster", () => {
    const gone = "(no longer in the membership file)";
    const { steps } = planned([
      actual("author@x.com", "AUTHOR", "new"),
      actual("member@x.com", "READER", "g", "new"),
      actual("pro@x.com", "READER_PRO"),
    ]);
    assert.deepEqual(steps, [
      `- author@x.com (AUTHOR) ${gone}`,
      `- member@x.com (READER) ${gone}`,
      `- pro@x.com (READER_PRO) ${gone}`,
    ]);
    const before = former([desired("ana@x.com", "READER", "g")]);
    for (const left of [actual("ana@x.com", "READER"), actual("ana@x.com", "READER", "new")]) {
      assert.deepEqual(planned([left], { former: before }).steps, [`- ana@x.com (READER) ${gone}`]);
    }
  });

  it("go with who left to the group of newcomers where leavers become readers", () => {
    const why = "(no longer in the membership file; guard.leavers)";
    const { steps } = planned([actual("ana@x.com", "READER", "g")], {
      guard: { leavers: "downgrade" },
    });
    assert.deepEqual(steps, [`+ ana@x.com into new ${why}`, `- ana@x.com out of g ${why}`]);
  });

  it("change groups with the setting, and lose theirs with it and with the stack, but not their user", () => {
    const eve = [actual("eve@x.com", "READER", "new")];
    const newcomersBefore = ["new"];
    assert.deepEqual(planned(eve, { newcomers: "fresh", newcomersBefore }).steps, [
      "+ eve@x.com into fresh (registered themselves, and not in the membership file)",
      "- eve@x.com out of new (no longer the group of newcomers)",
    ]);
    assert.deepEqual(planned(eve, { newcomers: undefined, newcomersBefore }).steps, [
      "- eve@x.com out of new (no longer the group of newcomers)",
    ]);
    assert.deepEqual(planned(eve, { leavingGroups: ["new"] }).steps, [
      "- eve@x.com out of new (no longer the group of newcomers)",
    ]);
    assert.deepEqual(planned(eve, { everybodyGoes: true }).steps, [
      "- eve@x.com (READER) (no longer in the membership file)",
    ]);
  });

  it("do not count as people that a run may take a part of", () => {
    const people = [actual("eve@x.com", "READER", "new"), actual("ana@x.com", "READER", "g")];
    const situation = { desired: govern([], landing), actual: namespace(people) };
    assert.equal(countManaged(situation), 1);
  });

  it("are moved by another tenant out of the group of newcomers of default, where it is told that one", () => {
    const roster = [desired("eve@x.com", "READER", "g")];
    const elsewhere = { ...govern([]).scope, namespace: "eu" };
    const found = new Map([["eve@x.com", { role: "READER", groups: ["quicksight-fed-new"] }]]);
    const plan = (waitingIn?: string) => {
      const governed = govern(roster, { scope: elsewhere, waitingIn });
      const { steps, notices } = planMoves(governed, planPeople(governed, namespace([])), found);
      return { kinds: steps.map(({ kind }) => kind), notices };
    };
    assert.deepEqual(plan("quicksight-fed-new").kinds, ["move", "register", "add-member"]);
    assert.deepEqual(plan().kinds, []);
    assert.match(plan().notices.join(), /identity\.waitingIn/);
  });

  it("are no leavers, and no leaver is one of them, whoever is there and whatever the file says", () => {
    const groups = ["g", "h"];
    const sessions = ["a@x.com", "b@x.com", "c@x.com", "d@x.com"];
    const person = fc.record({
      session: fc.constantFrom(...sessions),
      role: fc.constantFrom(...roles),
      groups: fc.subarray(groups, { minLength: 1 }),
    });
    const files = fc.uniqueArray(person, { selector: ({ session }) => session });
    const arrivals = fc.uniqueArray(fc.constantFrom("x@x.com", "y@x.com", "z@x.com"));
    fc.assert(
      fc.property(files, files, arrivals, fc.subarray(sessions), (first, second, came, emptied) => {
        const rosterOf = (file: typeof first) =>
          file.map(({ session, role, groups: some }) => desired(session, role, ...some));
        // Everybody is as the first file had them, but for who was taken out of all groups by hand; then others sign in.
        const there = first.map(({ session, role, groups: some }) =>
          actual(session, role, ...(emptied.includes(session) ? [] : some)),
        );
        const now = [...there, ...came.map((session) => actual(session, "READER"))];
        const governed = govern(rosterOf(second), { ...landing, former: former(rosterOf(first)) });
        const { steps } = planPeople(governed, namespace(now));
        const has = (kind: string, group?: string) =>
          steps.flatMap((step) =>
            step.kind === kind &&
            "session" in step &&
            (!group || ("group" in step && step.group === group))
              ? [step.session]
              : [],
          );
        const stays = new Set(second.map(({ session }) => session));
        const left = first.map(({ session }) => session).filter((session) => !stays.has(session));
        assert.deepEqual(has("remove").sort(), left.sort());
        assert.deepEqual(has("add-member", "new").sort(), [...came].sort());
      }),
    );
  });
});
