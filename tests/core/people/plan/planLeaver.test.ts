import assert from "node:assert/strict";
import { describeOperation } from "../../../../core/people/plan/describeOperation.ts";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import { actual, govern, namespaceWith as namespace } from "../../../support/govern.ts";

describe("planning for people who left the membership file", () => {
  const gone = [
    actual("admin@x.com", "ADMIN", "g"),
    actual("pro@x.com", "READER_PRO", "g"),
    actual("reader@x.com", "READER", "g", "h"),
  ];
  const planWith = (guard: Parameters<typeof govern>[1]) => {
    const plan = planPeople(govern([], guard), namespace(gone));
    return { ...plan, steps: plan.steps.map((one) => describeOperation(one)) };
  };

  it("removes them, unless the settings say otherwise", () => {
    const { steps, leavers } = planWith({});
    assert.deepEqual(steps, [
      "- admin@x.com (ADMIN) (no longer in the membership file)",
      "- pro@x.com (READER_PRO) (no longer in the membership file)",
      "- reader@x.com (READER) (no longer in the membership file)",
    ]);
    assert.deepEqual(leavers, ["admin@x.com", "pro@x.com", "reader@x.com"]);
  });

  it("makes readers without groups of them with leavers: downgrade", () => {
    const { steps, leavers } = planWith({ guard: { leavers: "downgrade" } });
    const why = "(no longer in the membership file; guard.leavers)";
    assert.deepEqual(steps, [
      `~ pro@x.com from READER_PRO to READER ${why}`,
      `-+ admin@x.com from ADMIN to READER: deleted and registered again ${why}`,
      `- pro@x.com out of g ${why}`,
      `- reader@x.com out of g ${why}`,
      `- reader@x.com out of h ${why}`,
    ]);
    assert.equal(leavers.length, 3, "they count for the limit as if they were removed");
  });

  it("keeps them as they are with leavers: keep, and says so", () => {
    const { steps, notices, leavers } = planWith({ guard: { leavers: "keep" } });
    assert.deepEqual(steps, []);
    assert.deepEqual(leavers, []);
    assert.equal(
      notices[0],
      "admin@x.com (ADMIN): no longer in the membership file; kept by guard.leavers",
    );
  });

  it("registers those whom an earlier run deleted and did not register again", () => {
    const unfinished = ["admin@x.com", "lost@x.com"];
    const { steps } = planPeople(
      govern([], { guard: { leavers: "downgrade" }, unfinished }),
      namespace([actual("admin@x.com", "READER")]),
    );
    assert.deepEqual(
      steps.map(({ kind, ...rest }) => [kind, "email" in rest && rest.email]),
      [["register", "lost@x.com"]],
    );
  });
});
