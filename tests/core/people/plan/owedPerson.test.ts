import assert from "node:assert/strict";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import type { ActualPerson } from "../../../../core/people/readNamespace.ts";
import type { Journal } from "../../../../core/reconcile/subject.ts";
import { actual, desired, govern, namespaceWith } from "../../../support/govern.ts";
import { describePeopleStep } from "../../../support/describePeopleStep.ts";

const owed = "an earlier run deleted them and was stopped before it had given everything back";
const entry = (...groupNames: string[]) => ({
  email: "ana@x.com",
  role: "READER",
  customPermissions: "theirs",
  groupNames: ["quicksight-fed-usa", ...groupNames],
});
const roster = [desired("ana@x.com", "READER", "usa")];
const planWith = (
  journal: Journal,
  {
    people = roster,
    actually = [] as ActualPerson[],
    ...rest
  }: Parameters<typeof govern>[1] & { people?: typeof roster; actually?: ActualPerson[] } = {},
) => {
  const plan = planPeople(
    govern(people, { customPermissions: ["ours"], ...rest }),
    namespaceWith(actually, { unmanagedGroups: ["Marketing"] }),
    journal,
  );
  return { ...plan, steps: plan.steps.map(describePeopleStep), raw: plan.steps };
};

describe("what an earlier run owes to somebody whom it deleted", () => {
  it("is none of the profiles that the settings decide on", () => {
    const { steps } = planWith({ "ana@x.com": { ...entry(), customPermissions: "ours" } });
    assert.equal(steps[0], "+ ana@x.com as READER (in the membership file)");
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
    const { steps, settled } = planWith(
      { "ana@x.com": {}, "bo@x.com": {} },
      { actually: [actual("ana@x.com", "READER", "usa")] },
    );
    assert.deepEqual([steps, settled], [[], ["ana@x.com", "bo@x.com"]]);
    assert.deepEqual(
      planWith({ "ana@x.com": {} }, { people: [], guard: { leavers: "downgrade" } }).steps,
      [`+ ana@x.com as READER (${owed})`],
    );
  });
});
