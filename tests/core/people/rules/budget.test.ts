import assert from "node:assert/strict";
import type { GovernedNamespace } from "../../../../core/people/governedNamespace.ts";
import { peopleSubject } from "../../../../core/people/peopleSubject.ts";
import type { ActualNamespace, ActualPerson } from "../../../../core/people/readNamespace.ts";
import { spendingOf } from "../../../../core/reconcile/findFindings.ts";
import type { Spending } from "../../../../core/reconcile/lock/ledger.ts";
import type { Limits } from "../../../../core/settings/limits.ts";
import type { Role } from "../../../../core/settings/role.ts";
import { actual, desired, former, govern, namespaceWith } from "../../../support/govern.ts";
import { judgePeople } from "../../../support/judgePeople.ts";

const named = (count: number) => Array.from({ length: count }, (_, index) => `p${index}@x.com`);
const holding = (count: number, role: Role, ...groups: string[]): ActualPerson[] =>
  named(count).map((email) => actual(email, role, ...groups));
const hourMs = 3_600_000;

/** The finding of a rule, and that its sentence names the count and the limit. */
function refusedBy(rule: string, governed: GovernedNamespace, now: ActualNamespace) {
  const { findings, refusals, refusal } = judgePeople(governed, now);
  assert.ok(refusal, "it is refused");
  const index = findings.findIndex((finding) => finding.rule === rule);
  const finding = findings[index] ?? assert.fail(`not refused by ${rule}: ${refusals.join("; ")}`);
  assert.match(refusals[index] ?? "", new RegExp(`\\b${finding.count}\\b`));
  return finding;
}

/** Runs that each leave three quarters of the people, an hour apart; how many were let through, and who is left. */
function shrink(count: number, removals: Limits, apartMs: number) {
  const begin = Date.parse("2030-01-01T00:00:00Z");
  let people = holding(count, "READER", "all");
  const spent: Spending[] = [];
  for (let passed = 0; passed < 19; passed += 1) {
    const at = begin + passed * apartMs;
    const stay = people.slice(0, people.length - Math.floor(people.length / 4));
    const governed = govern(
      stay.map(({ session }) => desired(session, "READER", "all")),
      { guard: { removals } },
    );
    const now = namespaceWith(people);
    const { plan, refusal, findings } = judgePeople(governed, now, { spent, now: at });
    if (refusal !== undefined) return { passed, left: people.length, findings };
    const moment = new Date(at).toISOString();
    spent.push(...spendingOf(peopleSubject, { desired: governed, actual: now, plan }, moment));
    people = stay;
  }
  return { passed: 19, left: people.length, findings: [] };
}

describe("what the runs of a day may take together", () => {
  const uncapped = { percent: 25, atLeast: 5, atMost: 100_000 };

  it("is what one run may: 20,000 people do not become 86 in 19 runs", () => {
    const { passed, left, findings } = shrink(20_000, uncapped, hourMs);
    assert.deepEqual([passed, left], [1, 15_000]);
    assert.deepEqual(
      findings.find(({ rule }) => rule === "people-removed"),
      {
        rule: "people-removed",
        subject: "people",
        count: 3750,
        limit: 5000,
        of: 15_000,
        spent: 5000,
      },
    );
    assert.equal(shrink(20_000, { ...uncapped, atMost: 25 }, hourMs).left, 20_000);
  });

  it("is counted anew after a day", () => {
    assert.equal(shrink(400, uncapped, 24 * hourMs + 1).passed, 19);
  });

  it("belongs to one subject: what another has taken does not count", () => {
    const now = namespaceWith(holding(100, "READER", "all"));
    const governed = govern(named(80).map((email) => desired(email, "READER", "all")));
    const at = new Date().toISOString();
    const taken = { at, rule: "people-removed people", count: 20 };
    const other = judgePeople(governed, now, { spent: [{ ...taken, subject: "access" }] });
    assert.equal(other.refusal, undefined);
    const own = judgePeople(governed, now, { spent: [{ ...taken, subject: "people" }] });
    assert.match(
      own.refusals.join(),
      /20 of 100 people .* after 20 in the last 24 hours; the limit/,
    );
  });
});

describe("plans that small limits must not let through", () => {
  it("refuses that 300 groups of five lose everybody, or all but one", () => {
    const now = (of: number) =>
      namespaceWith(
        named(1500).map((email, index) => actual(email, "READER", "all", `g${index % of}`)),
      );
    const nobody = govern(named(1500).map((email) => desired(email, "READER", "all")));
    assert.equal(refusedBy("members-removed", nobody, now(300)).count, 5);
    const { count, limit } = refusedBy("memberships-removed", nobody, now(300));
    assert.deepEqual([count, limit], [1500, 100]);
    const one = govern(
      named(1500).map((email, index) =>
        index < 300
          ? desired(email, "READER", "all", `g${index}`)
          : desired(email, "READER", "all"),
      ),
    );
    assert.equal(refusedBy("memberships-removed", one, now(300)).count, 1200);
  });

  it("refuses that 20,000 readers become admins", () => {
    const admins = govern(named(20_000).map((email) => desired(email, "ADMIN", "all")));
    const now = namespaceWith(holding(20_000, "READER", "all"));
    const { count, limit } = refusedBy("people-promoted", admins, now);
    assert.deepEqual([count, limit], [20_000, 25]);
  });

  it("refuses to register people a second time who are there under another role", () => {
    const unmanaged = named(6).map((email) => ({
      userName: `old-role/${email}`,
      role: "READER",
      email,
      principalId: "",
      groups: [],
    }));
    const governed = govern(named(6).map((email) => desired(email, "READER", "all")));
    const now = namespaceWith([], { unmanaged });
    const { count, limit } = refusedBy("registered-twice", governed, now);
    assert.deepEqual([count, limit], [6, 3]);
    const one = govern(governed.people.slice(0, 1));
    assert.equal(judgePeople(one, now).refusal, undefined);
  });

  it("refuses to leave anybody behind with a former role, or a former prefix", () => {
    const people = [desired("p0@x.com", "READER", "all")];
    const before = former(people);
    const user = { role: "READER", email: "", principalId: "", groups: [] };
    const unmanaged = [{ ...user, userName: "old-role/p0@x.com" }];
    const role = govern(people, { former: { ...before, federationRole: "old-role" } });
    const { names } = refusedBy("stranded", role, namespaceWith([], { unmanaged }));
    assert.deepEqual(names, ["p0@x.com"]);
    const prefix = govern(people, { former: { ...before, groupPrefix: "old-" } });
    const { subject, count } = refusedBy("prefix-changed", prefix, namespaceWith([]));
    assert.deepEqual([subject, count], ["old-", 1]);
    const same = govern(people, { former: before });
    assert.equal(judgePeople(same, namespaceWith([])).refusal, undefined);
  });

  it("refuses to lift the restrictions of many", () => {
    const now = namespaceWith(
      holding(20, "READER", "all").map((person) => ({ ...person, customPermissions: "ours" })),
    );
    const governed = govern(
      named(20).map((email) => desired(email, "READER", "all")),
      { customPermissions: ["ours"] },
    );
    const { count, limit } = refusedBy("restrictions-lifted", governed, now);
    assert.deepEqual([count, limit], [20, 5]);
  });

  it("refuses to register more than there are, or 50 where there are few", () => {
    const all = named(62).map((email) => desired(email, "READER", "all"));
    const now = namespaceWith(holding(10, "READER", "all"));
    const { count, limit } = refusedBy("people-registered", govern(all), now);
    assert.deepEqual([count, limit], [52, 50]);
    assert.equal(judgePeople(govern(all), namespaceWith([])).refusal, undefined);
  });
});
