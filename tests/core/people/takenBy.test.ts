import assert from "node:assert/strict";
import { peopleSteps } from "../../../core/people/steps/peopleSteps.ts";
import type { PeopleStep } from "../../../core/people/step.ts";
import { takenBy } from "../../../core/people/takenBy.ts";

const who = { session: "ana@x.com", email: "ana@x.com", reason: "line 3" };
const gone = { groups: ["usa"], leaves: true };
const there = { from: "default", role: "AUTHOR" } as const;

/** At least one step of every kind, with what it takes. */
const table: { [Kind in PeopleStep["kind"]]: [Extract<PeopleStep, { kind: Kind }>, string[]][] } = {
  "create-group": [[{ kind: "create-group", group: "usa", reason: "" }, []]],
  "close-self-upgrade": [[{ kind: "close-self-upgrade", reason: "" }, []]],
  "delete-group": [[{ kind: "delete-group", group: "usa", reason: "" }, ["delete group usa"]]],
  "give-back": [[{ kind: "give-back", ...who, groupNames: ["Marketing"] }, []]],
  register: [[{ kind: "register", ...who, role: "ADMIN" }, []]],
  "change-email": [[{ kind: "change-email", ...who, from: "a@x.com", role: "READER" }, []]],
  "add-member": [[{ kind: "add-member", ...who, group: "usa" }, []]],
  "change-role": [
    [{ kind: "change-role", ...who, from: "READER", to: "AUTHOR" }, []],
    [{ kind: "change-role", ...who, from: "ADMIN", to: "AUTHOR" }, ["lower ana@x.com to AUTHOR"]],
    [
      { kind: "change-role", ...who, from: "READER_PRO", to: "AUTHOR" },
      ["lower ana@x.com to AUTHOR"],
    ],
  ],
  "change-permissions": [
    [{ kind: "change-permissions", ...who, to: "strict" }, []],
    [{ kind: "change-permissions", ...who, from: "strict" }, ["lift strict from ana@x.com"]],
    [
      { kind: "change-permissions", ...who, from: "strict", to: "lax" },
      ["lift strict from ana@x.com"],
    ],
  ],
  move: [
    [{ kind: "move", ...who, ...there }, ["move ana@x.com out of default"]],
    [{ kind: "move", ...who, ...there, keeps: "strict" }, ["move ana@x.com out of default"]],
    [
      { kind: "move", ...who, ...there, lifts: "strict" },
      ["move ana@x.com out of default", "lift strict from ana@x.com"],
    ],
  ],
  "remove-member": [
    [{ kind: "remove-member", ...who, group: "usa" }, ["take ana@x.com out of usa"]],
  ],
  remove: [[{ kind: "remove", ...who, role: "AUTHOR", ...gone }, ["remove ana@x.com"]]],
  downgrade: [
    [{ kind: "downgrade", ...who, from: "ADMIN", to: "READER", ...gone }, ["remove ana@x.com"]],
    [
      { kind: "downgrade", ...who, from: "ADMIN", to: "READER", ...gone, leaves: false },
      ["lower ana@x.com to READER"],
    ],
  ],
};

describe("what a step takes", () => {
  const rows = Object.values(table).flat() as [PeopleStep, string[]][];

  it("has a line for each thing, for every kind of step that takes", () => {
    for (const [step, lines] of rows) assert.deepEqual(takenBy(step), lines, step.kind);
  });

  it("is nothing exactly where the step only gives, so that no preview hides a taking call", () => {
    for (const [step] of rows) {
      const { takes } = peopleSteps[step.kind];
      const isTaking = typeof takes === "boolean" ? takes : takes(step as never);
      assert.equal(takenBy(step).length > 0, isTaking, JSON.stringify(step));
    }
  });

  it("does not hang on what may differ between a preview and the run", () => {
    const step = { kind: "remove", ...who, role: "AUTHOR", ...gone } as const;
    const later = { ...step, role: "ADMIN", groups: [], reason: "line 4" } as const;
    assert.deepEqual(takenBy(step), takenBy(later));
  });
});
