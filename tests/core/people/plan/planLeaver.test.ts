import assert from "node:assert/strict";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import { describePeopleStep } from "../../../support/describePeopleStep.ts";
import {
  actual,
  desired,
  former,
  govern,
  namespaceWith as namespace,
} from "../../../support/govern.ts";

describe("planning for people who left the membership file", () => {
  const gone = [
    actual("admin@x.com", "ADMIN", "g"),
    actual("pro@x.com", "READER_PRO", "g"),
    actual("reader@x.com", "READER", "g", "h"),
  ];
  const planWith = (guard: Parameters<typeof govern>[1]) => {
    const plan = planPeople(govern([], guard), namespace(gone));
    return { ...plan, steps: plan.steps.map((one) => describePeopleStep(one)) };
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
  });

  it("keeps them as they are with leavers: keep, and says so", () => {
    const { steps, notices } = planWith({ guard: { leavers: "keep" } });
    assert.deepEqual(steps, []);
    assert.equal(
      notices[0],
      "admin@x.com (ADMIN): no longer in the membership file; kept by guard.leavers",
    );
  });

  it("registers those whom an earlier run deleted and did not register again", () => {
    const journal = { "admin@x.com": {}, "lost@x.com": {} };
    const { steps } = planPeople(
      govern([], { guard: { leavers: "downgrade" } }),
      namespace([actual("admin@x.com", "READER")]),
      journal,
    );
    assert.deepEqual(
      steps.map((one) => [one.kind, "session" in one && one.session]),
      [["register", "lost@x.com"]],
    );
  });

  it("removes who was taken out of all groups before they left, when they were managed until now", () => {
    const left = actual("ana@x.com", "READER");
    assert.deepEqual(planPeople(govern([]), namespace([left])).steps, []);
    const before = former([desired("ana@x.com", "READER", "g")]);
    assert.deepEqual(
      planPeople(govern([], { former: before }), namespace([left])).steps.map(describePeopleStep),
      ["- ana@x.com (READER) (no longer in the membership file)"],
    );
  });

  it("takes who waits for a group as well when the namespace goes", () => {
    const { steps } = planPeople(
      govern([], { everybodyGoes: true }),
      namespace([actual("ana@x.com", "READER")]),
    );
    assert.deepEqual(
      steps.map(({ kind }) => kind),
      ["remove"],
    );
  });

  it("names the newcomer who is the same user by name under another mail", () => {
    const { steps } = planPeople(
      govern([desired("ana@new.com", "READER", "g")]),
      namespace([actual("ana@x.com", "READER", "g")]),
    );
    const reasons = steps.map(({ kind, reason }) => `${kind}: ${reason}`);
    assert.deepEqual(reasons, [
      "register: in the membership file; was ana@x.com, the same user by name",
      "add-member: in the membership file; was ana@x.com, the same user by name",
      "remove: ana@new.com is in their place, the same user by name",
    ]);
  });
});
