import assert from "node:assert/strict";
import { peopleSubject } from "../../../core/people/peopleSubject.ts";
import { planPeople } from "../../../core/people/plan/planPeople.ts";
import type { GuardSettings } from "../../../core/settings/guardSettings.ts";
import { actual, desired, govern, namespaceWith } from "../../support/govern.ts";
import { judgePeople } from "../../support/judgePeople.ts";
import { scope } from "../../support/simulatedNamespace.ts";

/** In the middle of an hour. */
const now = Date.parse("2026-03-04T10:30:00Z");
const hourMs = 3_600_000;
const askGuard: typeof judgePeople = (governed, actually, options) =>
  judgePeople(governed, actually, { now, ...options });

const there = namespaceWith([
  actual("ana@x.com", "READER", "usa"),
  actual("bo@x.com", "AUTHOR", "usa"),
]);
const nobody = govern([]);
const refused = askGuard(nobody, there);
const isRefused = (...args: Parameters<typeof askGuard>) => askGuard(...args).refusal !== undefined;

describe("the hash that approves a refused plan", () => {
  it("is printed with how to use it, and lets exactly this plan through", () => {
    assert.match(
      refused.refusal ?? "",
      new RegExp(
        `run it again with QUICKSIGHT_GOVERNANCE_APPROVE=${refused.hash}, which approves exactly this plan, once, for a day`,
      ),
    );
    const allowed = askGuard(nobody, there, { approvals: ["0123456789ab", refused.hash] });
    assert.equal(allowed.refusal, undefined);
    assert.equal(allowed.approval, refused.hash);
    assert.deepEqual(allowed.refusals, refused.refusals, "what was approved is still said");
  });

  it("names every step to the letter: no digit of a name, role or group is another's", () => {
    const approvals = [refused.hash];
    for (const other of [
      actual("bo2@x.com", "AUTHOR", "usa"),
      actual("bo@x.com", "ADMIN", "usa"),
      actual("bo@x.com", "AUTHOR", "usa2"),
    ]) {
      const people = [...there.people.slice(0, 1), other];
      assert.ok(isRefused(nobody, namespaceWith(people), { approvals }), JSON.stringify(other));
    }
    const more = namespaceWith([...there.people, actual("cy@x.com", "READER", "usa")]);
    assert.ok(isRefused(nobody, more, { approvals }));
  });

  it("names the settings to the letter: successor team1 does not approve team2, nor one namespace another", () => {
    const withGuard = (guard: Partial<GuardSettings>) => govern([], { guard });
    const { hash } = askGuard(withGuard({ successor: "team1" }), there);
    const approvals = [hash];
    assert.ok(!isRefused(withGuard({ successor: "team1" }), there, { approvals }));
    assert.ok(isRefused(withGuard({ successor: "team2" }), there, { approvals }));
    assert.ok(isRefused(withGuard({ successor: "team1", minimumAdmins: 2 }), there, { approvals }));
    for (const changed of [
      { namespace: "3rd-party" },
      { accountId: "111122223334" },
      { federationRole: "another-role" },
      { groupPrefix: "quicksight-fed2-" },
      { identityRegion: "us-east-2" },
    ]) {
      const elsewhere = { ...nobody, scope: { ...scope, ...changed } };
      assert.ok(
        isRefused(elsewhere, there, { approvals: [refused.hash] }),
        JSON.stringify(changed),
      );
    }
  });

  it("names what speaks against the plan: another rule or another asset is another decision", () => {
    const approvals = [refused.hash];
    const plan = planPeople(nobody, there);
    const owned = [
      { region: "us-east-1", kind: "dashboard", id: "d1", name: "Sales", owners: [] },
    ] as const;
    const steps = plan.steps.map((step) => (step.kind === "remove" ? { ...step, owned } : step));
    assert.ok(isRefused(nobody, there, { plan: { ...plan, steps }, approvals }));
    const shown = { isShown: (line: string) => line !== "remove bo@x.com" };
    assert.ok(isRefused(nobody, there, { ...shown, approvals }), "bo was in no preview");
  });

  it("is the same for the same plan, whatever the order, the reasons, and what other runs have spent", () => {
    const plan = planPeople(nobody, there);
    const steps = plan.steps.map((step) => ({ ...step, reason: "line 7 of another file" }));
    assert.equal(askGuard(nobody, there, { plan: { ...plan, steps } }).hash, refused.hash);
    const turned = namespaceWith([...there.people].reverse());
    assert.equal(askGuard(nobody, turned).hash, refused.hash);
    const spent = [
      {
        at: new Date(now).toISOString(),
        subject: "people",
        rule: "people-removed people",
        count: 1,
      },
    ];
    assert.equal(askGuard(nobody, there, { spent }).hash, refused.hash);
    assert.equal(askGuard(nobody, there, { now: now + hourMs / 4 }).hash, refused.hash);
  });

  it("holds for a day and not much longer", () => {
    const approvals = [refused.hash];
    for (const hours of [0, 1, 12, 24]) {
      assert.ok(!isRefused(nobody, there, { approvals, now: now + hours * hourMs }), `${hours} h`);
    }
    for (const hours of [25, 48, 24 * 365]) {
      assert.ok(isRefused(nobody, there, { approvals, now: now + hours * hourMs }), `${hours} h`);
    }
    assert.ok(isRefused(nobody, there, { approvals, now: now - 2 * hourMs }), "not yet given out");
  });

  it("is used up by the run that it allowed: the same plan again is refused, and another hash offered, which works", () => {
    const used = [{ at: new Date(now).toISOString(), hash: refused.hash }];
    const later = { used, now: now + hourMs };
    const again = askGuard(nobody, there, { ...later, approvals: [refused.hash] });
    assert.match(again.refusal ?? "", /the approval given was used up by an earlier run/);
    assert.notEqual(again.hash, refused.hash);
    assert.ok(!(again.refusal ?? "").includes(refused.hash), "the used one is not offered again");
    assert.ok(!isRefused(nobody, there, { ...later, approvals: [again.hash] }));
    const twice = [...used, { at: new Date(now + hourMs).toISOString(), hash: again.hash }];
    const third = askGuard(nobody, there, {
      now: now + 2 * hourMs,
      used: twice,
      approvals: [again.hash],
    });
    assert.ok(third.refusal !== undefined && third.hash !== again.hash);
  });

  it("is not undone by a used one in another hour of the day", () => {
    const hourLater = askGuard(nobody, there, { now: now + hourMs });
    assert.notEqual(hourLater.hash, refused.hash);
    const used = [{ at: new Date(now).toISOString(), hash: refused.hash }];
    assert.ok(
      isRefused(nobody, there, { used, now: now + hourMs, approvals: [hourLater.hash] }),
      "two hashes of one plan do not allow it twice",
    );
  });
});

describe("other reasons to refuse", () => {
  it("are things that no preview has shown, by name", () => {
    const roster = [desired("ana@x.com", "READER", "usa"), desired("bo@x.com", "AUTHOR")];
    const verdict = askGuard(govern(roster), there, { isShown: () => false });
    assert.deepEqual(verdict.refusals, [
      "1 of 1 things that would be taken were in no preview; the limit is 0 (take bo@x.com out of usa) [unseen]",
    ]);
    assert.deepEqual(verdict.findings, [
      { rule: "unseen", subject: "people", count: 1, limit: 0, of: 1, spent: 0 },
    ]);
    const shown = peopleSubject.takes(verdict.plan.steps[0] ?? assert.fail());
    const isShown = (line: string) => shown.includes(line);
    assert.equal(askGuard(govern(roster), there, { isShown }).refusal, undefined);
  });

  it("is a downgrade without a place to note what must be given back", () => {
    const roster = [desired("ana@x.com", "READER", "usa"), desired("bo@x.com", "READER", "usa")];
    assert.equal(askGuard(govern(roster), there).refusal, undefined);
    assert.match(
      askGuard(govern(roster), there, { canRemember: false }).refusals.join(),
      /^1 steps take something that must be given back, .*bo@x\.com.*tenant\.governanceBucket/,
    );
  });

  it("is another plan than the one that was expected, which no approval changes", () => {
    const { hash } = askGuard(govern([]), namespaceWith([]));
    const verdict = askGuard(nobody, there, { expect: [hash], approvals: [refused.hash] });
    assert.match(verdict.refusal ?? "", /the plan is not the expected one/);
    assert.match(verdict.refusal ?? "", /Look at the plan that there is now/);
    const expected = askGuard(nobody, there, { expect: [refused.hash], approvals: [refused.hash] });
    assert.equal(expected.refusal, undefined);
    const empty = { steps: [], notices: [], unchanged: 0 };
    assert.equal(
      askGuard(govern([]), namespaceWith([]), { plan: empty, expect: [hash] }).refusal,
      undefined,
    );
  });
});
