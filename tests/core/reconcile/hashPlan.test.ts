import assert from "node:assert/strict";
import { type Approvable, hashPlan } from "../../../core/reconcile/hashPlan.ts";

const hourMs = 3_600_000;
const now = Date.parse("2030-01-01T12:30:00Z");
const plan: Approvable = {
  subject: "people",
  scope: { namespace: "default", successor: "team1" },
  steps: [{ kind: "remove", session: "ana@x.com" }],
  findings: [{ rule: "orphans", subject: "work", names: ["dashboard d1", "dashboard d2"] }],
};
const hashOf = (one: Approvable) => hashPlan(one, [], [], now).hash;

describe("an approval", () => {
  it("holds for a day, and no longer than the hour in which the day ends", () => {
    const { hash } = hashPlan(plan, [], [], now);
    assert.match(hash, /^[0-9a-f]{12}$/);
    for (const hours of [0, 1, 23.9, 24]) {
      assert.equal(hashPlan(plan, [hash], [], now + hours * hourMs).approval, hash, `${hours} h`);
    }
    for (const hours of [25, 26, 48]) {
      assert.equal(hashPlan(plan, [hash], [], now + hours * hourMs).approval, undefined);
    }
    assert.equal(hashPlan(plan, [hash], [], now - hourMs).approval, undefined, "not beforehand");
  });

  it("is for exactly one plan: every name counts, whichever it is", () => {
    const others: Approvable[] = [
      { ...plan, subject: "access" },
      { ...plan, scope: { namespace: "default", successor: "team2" } },
      { ...plan, scope: { namespace: "team1", successor: "default" } },
      { ...plan, steps: [] },
      { ...plan, steps: [{ kind: "remove", session: "ana@x.co" }] },
      { ...plan, findings: [] },
      { ...plan, findings: [{ rule: "orphans", subject: "work", names: ["dashboard d1"] }] },
      {
        ...plan,
        findings: [{ rule: "doubles", subject: "work", names: plan.findings[0]?.names ?? [] }],
      },
    ];
    const hashes = [plan, ...others].map(hashOf);
    assert.equal(new Set(hashes).size, hashes.length);
    for (const other of others) {
      assert.equal(hashPlan(other, [hashOf(plan)], [], now).approval, undefined);
    }
  });

  it("does not hang on numbers that other runs change, nor on the order of what is found", () => {
    const [finding] = plan.findings;
    assert.ok(finding);
    const counted = { ...finding, count: 3, limit: 1, of: 9, spent: 2 };
    const turned = { ...counted, names: [...(finding.names ?? [])].reverse() };
    assert.equal(hashOf({ ...plan, findings: [turned] }), hashOf(plan));
  });

  it("is used up by the run it allowed: the same plan needs another", () => {
    const first = hashOf(plan);
    const again = hashPlan(plan, [first], [first], now);
    assert.equal(again.approval, undefined);
    assert.equal(again.isUsedUp, true);
    assert.notEqual(again.hash, first);
    const later = hashPlan(plan, [first, again.hash], [first], now + 2 * hourMs);
    assert.equal(later.approval, again.hash);
    assert.equal(later.isUsedUp, false);
    const third = hashPlan(plan, [first, again.hash], [first, again.hash], now + 2 * hourMs);
    assert.equal(third.approval, undefined);
    assert.ok(![first, again.hash].includes(third.hash));
  });

  it("is not said to be used up when it was for another plan", () => {
    const { approval, isUsedUp } = hashPlan(plan, ["0123456789ab"], ["0123456789ab"], now);
    assert.deepEqual([approval, isUsedUp], [undefined, false]);
  });
});
