import assert from "node:assert/strict";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import {
  actual,
  desired,
  former,
  govern,
  namespaceWith as namespace,
} from "../../../support/govern.ts";
import { askGuard } from "../../../support/askGuard.ts";
import { inWords } from "../../../support/inWords.ts";

describe("planning for people who left the membership file", () => {
  const gone = [
    actual("admin@x.com", "ADMIN", "g"),
    actual("pro@x.com", "READER_PRO", "g"),
    actual("reader@x.com", "READER", "g", "h"),
  ];
  const planWith = (guard: Parameters<typeof govern>[1]) => {
    const plan = planPeople(govern([], guard), namespace(gone));
    return { ...plan, steps: inWords(plan.steps) };
  };

  it("removes them, unless the settings say otherwise", () => {
    const { steps } = planWith({});
    assert.deepEqual(steps, [
      "- admin@x.com (ADMIN) (no longer in the membership file)",
      "- pro@x.com (READER_PRO) (no longer in the membership file)",
      "- reader@x.com (READER) (no longer in the membership file)",
    ]);
  });

  it("makes readers without groups of them with leavers: downgrade", () => {
    const { steps } = planWith({ guard: { leavers: "downgrade" } });
    const why = "(no longer in the membership file; guard.leavers)";
    assert.deepEqual(steps, [
      `~ pro@x.com from READER_PRO to READER ${why}`,
      `-+ admin@x.com from ADMIN to READER: deleted and registered again ${why}`,
      `- pro@x.com out of g ${why}`,
      `- reader@x.com out of g ${why}`,
      `- reader@x.com out of h ${why}`,
    ]);
    const governed = govern([], { guard: { leavers: "downgrade" } });
    assert.match(
      askGuard(governed, namespace(gone)).refusals.join(),
      /^all 3 managed people would be removed/,
      "they count for the limit as if they were removed",
    );
  });

  it("keeps them as they are with leavers: keep, and says so", () => {
    const { steps, notices } = planWith({ guard: { leavers: "keep" } });
    assert.deepEqual(steps, []);
    assert.equal(
      notices[0],
      "admin@x.com (ADMIN): no longer in the membership file; kept by guard.leavers",
    );
  });

  it("takes a reader in no group for a newcomer who waits, unless they were managed before: then they have left", () => {
    const alone = namespace([actual("ana@x.com", "READER"), actual("self@x.com", "READER")]);
    const bo = desired("bo@x.com", "READER", "g");
    const known = former([desired("ana@x.com", "READER", "g"), bo]);
    const { steps, notices } = planPeople(govern([bo], { former: known }), alone);
    assert.deepEqual(inWords(steps).slice(2), [
      "- ana@x.com (READER) (no longer in the membership file)",
    ]);
    assert.deepEqual(notices, [
      "self@x.com: provisioned themselves as READER and is in no group; left as is",
    ]);
    assert.deepEqual(
      planPeople(govern([bo], { former: known, guard: { leavers: "downgrade" } }), alone).steps
        .length,
      2,
      "a reader without groups is what a leaver becomes: nothing is left to do",
    );
  });

  it("removes people who wait as well when the namespace is about to go", () => {
    const governed = govern([], { everybodyGoes: true, reasonOfAbsence: "the namespace goes" });
    const { steps } = planPeople(governed, namespace([actual("self@x.com", "READER")]));
    assert.deepEqual(inWords(steps), ["- self@x.com (READER) (the namespace goes)"]);
  });
});
