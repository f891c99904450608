import assert from "node:assert/strict";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import type { Journal } from "../../../../core/reconcile/subject.ts";
import { actual, desired, govern, namespaceWith } from "../../../support/govern.ts";
import { inWords } from "../../../support/inWords.ts";

const owed = "an earlier run deleted them and was stopped before it had given everything back";
const entry = (...groupNames: string[]) => ({
  email: "ana@x.com",
  role: "READER",
  customPermissions: "theirs",
  groupNames: ["quicksight-fed-usa", ...groupNames],
});
const roster = [desired("ana@x.com", "READER", "usa")];
const there = [actual("ana@x.com", "READER", "usa")];
const planWith = (
  journal: Journal,
  {
    people = roster,
    actually = [] as typeof there,
    ...rest
  }: Parameters<typeof govern>[1] & { people?: typeof roster; actually?: typeof there } = {},
) => {
  const plan = planPeople(
    govern(people, { customPermissions: ["ours"], ...rest }),
    namespaceWith(actually),
    journal,
  );
  return { ...plan, steps: inWords(plan.steps), raw: plan.steps };
};

describe("what an earlier run owes to somebody whom it deleted", () => {
  it("is given back with the registration: their groups, ours or not, and a profile that is not ours", () => {
    const { steps, raw, settled } = planWith({ "ana@x.com": entry("Marketing", "Sales") });
    assert.deepEqual(steps, [
      "+ ana@x.com as READER with profile theirs (in the membership file)",
      `+ ana@x.com back into Marketing, Sales (${owed})`,
      "+ ana@x.com into usa (in the membership file)",
    ]);
    assert.deepEqual(settled, []);
    const [register] = raw;
    assert.ok(register?.kind === "register" && register.restores === false);
  });

  it("is cleared by the registration itself when there is nothing after it", () => {
    const [register] = planWith({ "ana@x.com": entry() }).raw;
    assert.ok(register?.kind === "register" && register.restores === true);
  });

  it("is none of the profiles that the settings decide on", () => {
    const { steps } = planWith({ "ana@x.com": { ...entry(), customPermissions: "ours" } });
    assert.equal(steps[0], "+ ana@x.com as READER (in the membership file)");
  });

  it("is the groups that are not ours, where they are there again", () => {
    const { steps, settled } = planWith({ "ana@x.com": entry("Marketing") }, { actually: there });
    assert.deepEqual(steps, [`+ ana@x.com back into Marketing (${owed})`]);
    assert.deepEqual(settled, []);
  });

  it("is nothing where they are there and had no other groups, or left meanwhile: the entry is settled", () => {
    const again = planWith({ "ana@x.com": entry() }, { actually: there });
    assert.deepEqual([again.steps, again.settled], [[], ["ana@x.com"]]);
    const gone = planWith({ "ana@x.com": entry("Marketing") }, { people: [] });
    assert.deepEqual([gone.steps, gone.settled], [[], ["ana@x.com"]]);
  });

  it("is themselves as a reader, where leavers are lowered or kept and not removed", () => {
    for (const leavers of ["downgrade", "keep"] as const) {
      const { steps, settled } = planWith(
        { "ana@x.com": entry("Marketing") },
        { people: [], guard: { leavers } },
      );
      assert.deepEqual(
        steps,
        [
          `+ ana@x.com as READER with profile theirs (${owed})`,
          `+ ana@x.com back into Marketing (${owed})`,
        ],
        leavers,
      );
      assert.deepEqual(settled, []);
    }
  });

  it("is never more than a reader, whatever somebody wrote into the bucket: only readers are made by a deletion", () => {
    for (const role of ["ADMIN", "AUTHOR_PRO", "BOSS", 7]) {
      const { steps } = planWith(
        { "ana@x.com": { ...entry(), role } },
        { people: [], guard: { leavers: "downgrade" } },
      );
      assert.equal(steps[0], `+ ana@x.com as READER with profile theirs (${owed})`, String(role));
    }
    const [register] = planWith({ "ana@x.com": { ...entry(), role: "ADMIN" } }).raw;
    assert.ok(register?.kind === "register" && register.role === "READER", "as the roster says");
  });

  it("goes to the spelling that they had, which the membership file may not have", () => {
    const { steps, raw } = planWith({ "Ana@X.com": entry("Marketing") });
    assert.deepEqual(
      [...new Set(raw.map((step) => "session" in step && step.session))],
      ["Ana@X.com"],
      steps.join("; "),
    );
    assert.equal(steps.length, 3);
  });

  it("can be read from the older form, which has the name alone", () => {
    const { steps, settled } = planWith({ "ana@x.com": {}, "bo@x.com": {} }, { actually: there });
    assert.deepEqual([steps, settled], [[], ["ana@x.com", "bo@x.com"]]);
    assert.deepEqual(
      planWith({ "ana@x.com": {} }, { people: [], guard: { leavers: "downgrade" } }).steps,
      [`+ ana@x.com as READER (${owed})`],
    );
  });

  it("is read with care: whoever may write to the bucket may have written it", () => {
    for (const garbage of [
      null,
      7,
      "x",
      [],
      { email: 7, groupNames: [7, null, {}, "Marketing"] },
    ]) {
      const { steps } = planWith({ "ana@x.com": garbage });
      assert.equal(steps[0], "+ ana@x.com as READER (in the membership file)");
    }
    assert.equal(
      planWith({ "ana@x.com": { groupNames: [7, "Marketing"] } }).steps[1],
      `+ ana@x.com back into Marketing (${owed})`,
    );
  });
});
