import assert from "node:assert/strict";
import type { SignedIn } from "../../../../core/people/signIn/findSignedIn.ts";
import { planStranding, signInGuard } from "../../../../core/people/signIn/signInGuard.ts";
import { consider } from "../../../../core/reconcile/consider.ts";

const role = "quicksight-fed-users";
const now = Date.parse("2026-03-01T10:30:00Z");

describe("a federation role that an account gives up, with people who sign in through it", () => {
  const people = (count: number): SignedIn[] =>
    Array.from({ length: count }, (_, index) => ({
      role,
      namespace: index % 2 === 0 ? "default" : "3rd-party",
      session: `p${index}@oktank.com`,
    }));
  const federation = { role: "corp-users", existing: false };
  const desired = { accountId: "111122223333", federation, lost: [{ name: role }] };

  const judge = (who: SignedIn[], approvals: string[] = [], at = now) => {
    const plan = planStranding(desired, who);
    const asking = { approvals, now: () => at };
    return consider(signInGuard, { desired, actual: who, plan }, undefined, asking).verdict;
  };

  it("is kept: the refusal counts all, names many, and says where each is", () => {
    const { refusal = "", findings } = judge(people(1234));
    assert.deepEqual(findings, [
      { rule: "people-stranded", subject: role, count: 1234, limit: 0, of: 1234, spent: 0 },
    ]);
    assert.match(refusal, /account\.federation: 1,234 people sign in through the role quicks/);
    assert.match(refusal, /\n {2}- p1@oktank\.com \(namespace 3rd-party, signs in through quick/);
    assert.match(refusal, /\n {2}… and 1034 more that take something/);
  });

  it("goes where nobody signs in, or exactly these people were approved, for a day", () => {
    assert.equal(judge([]).refusal, undefined);
    const { hash } = judge(people(30));
    assert.equal(judge(people(30), [hash]).refusal, undefined);
    assert.notEqual(judge(people(31), [hash]).refusal, undefined, "somebody came");
    const tomorrow = now + 26 * 3_600_000;
    assert.notEqual(judge(people(30), [hash], tomorrow).refusal, undefined, "the day is over");
  });

  it("says how it is handed over to whoever is to keep it, with its policy", () => {
    const urn = "urn:pulumi:dev::x::aws:iam/role:Role::federation";
    const given = {
      ...desired,
      federation: { role, existing: true },
      lost: [{ name: role, urn }],
    };
    const plan = planStranding(given, people(1));
    const { verdict } = consider(signInGuard, { desired: given, actual: [], plan }, undefined, {
      approvals: [],
    });
    assert.match(verdict.refusal ?? "", /1 person signs in .* would give up \(existing: true\)/);
    assert.match(verdict.refusal ?? "", /pulumi state delete --target-dependents 'urn:pulumi:/);
    assert.match(verdict.refusal ?? "", /which approves exactly this plan, for a day\.$/);
  });

  it("names account.globalRegion where that gives the role to the stack of another Region", () => {
    const urn = "urn:pulumi:dev::x::aws:iam/role:Role::federation";
    const refuse = (name: string) => {
      const given = {
        ...desired,
        federation: { role: name, existing: true },
        lost: [{ name: role, urn }],
        globalRegion: "us-west-2",
      };
      const plan = planStranding(given, people(1));
      const situation = { desired: given, actual: people(1), plan };
      const asking = { approvals: [] };
      return consider(signInGuard, situation, undefined, asking).verdict.refusal ?? "";
    };
    const moved = refuse(role);
    assert.match(moved, /account\.globalRegion: 1 person signs in through the role quicksight-fed/);
    assert.match(
      moved,
      /give up \(globalRegion: us-west-2\); .* Set account\.globalRegion back, or/,
    );
    assert.match(
      moved,
      /account stack of us-west-2 is to keep .* pulumi state delete --target-dep/,
    );
    assert.doesNotMatch(moved, /existing: true|account\.federation/);
    assert.match(
      refuse("corp-users"),
      /would give way to corp-users; .* Set account\.federation and account\.globalRegion back/,
    );
  });

  for (const [where, federation, urn] of [
    ["another role is used", { role: "corp-users", existing: true }, "urn"],
    ["another one is made", { role: "corp-users", existing: false }, "urn"],
    ["the state has none of it", { role, existing: true }, undefined],
  ] as const) {
    it(`does not say how it is handed over where ${where}`, () => {
      const given = { ...desired, federation, lost: [{ name: role, ...(urn && { urn }) }] };
      const plan = planStranding(given, people(1));
      const situation = { desired: given, actual: [], plan };
      const { verdict } = consider(signInGuard, situation, undefined, { approvals: [] });
      assert.match(verdict.refusal ?? "", /1 person signs in/);
      assert.doesNotMatch(verdict.refusal ?? "", /pulumi state delete/);
    });
  }
});
