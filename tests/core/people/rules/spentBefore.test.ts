import assert from "node:assert/strict";
import { peopleSubject } from "../../../../core/people/peopleSubject.ts";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import type { ActualPerson } from "../../../../core/people/readNamespace.ts";
import { spendingOf } from "../../../../core/reconcile/findFindings.ts";
import type { Spending } from "../../../../core/reconcile/lock/ledger.ts";
import type { Limits } from "../../../../core/settings/limits.ts";
import { judgePeople } from "../../../support/judgePeople.ts";
import { actual, desired, govern, namespaceWith } from "../../../support/govern.ts";

const now = Date.now();
const hourMs = 3_600_000;
const crowd = (count: number): ActualPerson[] =>
  Array.from({ length: count }, (_, index) => actual(`p${index}@x.com`, "READER", `g${index % 8}`));
const roster = (people: readonly ActualPerson[]) =>
  people.map(({ session, role, groups }) => desired(session, role, ...groups));

/** Runs one after the other, each with the ledger of those before; how many are left when the guard refuses, and its words. */
function shrink(
  count: number,
  { parts, everyMs, removals }: { parts: number; everyMs: number; removals?: Limits },
): { left: number; runs: number; refusals: readonly string[] } {
  let people = crowd(count);
  let spent: readonly Spending[] = [];
  for (let runs = 0; ; runs += 1) {
    const at = now + runs * everyMs;
    const rest = people.slice(Math.max(1, Math.floor(people.length / parts)));
    if (rest.length < 86) return { left: people.length, runs, refusals: [] };
    const governed = govern(roster(rest), removals === undefined ? {} : { guard: { removals } });
    const actually = namespaceWith(people);
    const plan = planPeople(governed, actually);
    const { refusals } = judgePeople(governed, actually, { plan, spent, now: at });
    if (refusals.length > 0) return { left: people.length, runs, refusals };
    const time = new Date(at).toISOString();
    spent = [
      ...spent,
      ...spendingOf(peopleSubject, { desired: governed, actual: actually, plan }, time),
    ];
    people = rest;
  }
}

describe("the guard's budget of 24 hours", () => {
  it("refuses small steps: by default 25 people go within a day, however many runs it takes", () => {
    const { left, refusals } = shrink(2000, { parts: 2000, everyMs: 60_000 });
    assert.equal(left, 1975);
    assert.match(
      refusals.join(),
      /1 of 1975 people would be removed after 25 in the last 24 hours/,
    );
  });

  it("is of each group, too, and knows how large the group was", () => {
    const members = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        actual(`m${index}@x.com`, "READER", "all", "five"),
      );
    const others = Array.from({ length: 200 }, (_, index) =>
      actual(`o${index}@x.com`, "READER", "all"),
    );
    const spent = [
      {
        at: new Date(now).toISOString(),
        subject: "people",
        rule: "members-removed five",
        count: 4,
      },
    ];
    const [last = assert.fail()] = members(1);
    const governed = govern(roster([...others, { ...last, groups: ["all"] }]));
    const ask = (some: readonly Spending[]) =>
      judgePeople(governed, namespaceWith([...others, last]), { spent: some }).refusals;
    assert.deepEqual(ask([]), []);
    assert.match(
      ask(spent).join(),
      /^group five would lose 1 of 1 members after 4 in the last 24 hours; the limit is 4/,
    );
  });

  it("takes its percent of those who were there when the day began: nobody doubles a namespace again and again", () => {
    const register = (count: number, spent: number) => {
      const at = new Date(now - hourMs).toISOString();
      const people = crowd(100 + spent);
      const governed = govern(roster(crowd(100 + spent + count)));
      const before = [{ at, subject: "people", rule: "people-registered people", count: spent }];
      return judgePeople(governed, namespaceWith(people), { spent: before }).findings;
    };
    assert.deepEqual(register(100, 0), []);
    assert.deepEqual(register(40, 60), []);
    assert.deepEqual(
      register(1, 100).map(({ limit }) => limit),
      [100],
    );
    assert.deepEqual(
      register(100, 300).map(({ limit }) => limit),
      [100],
    );
  });

  it("does not grow by those who were promoted or lowered, who are there as before", () => {
    const authors = crowd(40).map((person) => ({ ...person, role: "AUTHOR" as const }));
    const at = new Date(now - hourMs).toISOString();
    for (const [rule, role] of [
      ["people-promoted", "ADMIN"],
      ["people-lowered", "READER"],
    ] as const) {
      const wish = roster(authors).map((one, index) => (index === 0 ? { ...one, role } : one));
      const limits = (count: number) =>
        judgePeople(govern(wish), namespaceWith(authors), {
          spent: [{ at, subject: "people", rule: `${rule} people`, count }],
        }).findings.map(({ limit }) => limit);
      assert.deepEqual([limits(9), limits(10)], [[], [10]], rule);
    }
  });

  it("counts promotions, registrations, lower roles and lifted restrictions as well, and no other subject's", () => {
    const people = crowd(100);
    const first = { ...(people[0] ?? assert.fail()), customPermissions: "strict" };
    const second = actual("p1@x.com", "AUTHOR", "g1");
    const wish = roster([...people, actual("new@x.com", "READER", "g1")]).map((person) =>
      person.session === "p2@x.com" ? { ...person, role: "AUTHOR" as const } : person,
    );
    const governed = govern(wish, { customPermissions: ["strict"] });
    const actually = namespaceWith([first, second, ...people.slice(2)]);
    const plan = planPeople(governed, actually);
    const counted = spendingOf(peopleSubject, { desired: governed, actual: actually, plan }, "");
    const once = counted.filter(({ rule }) => !/-came /.test(rule));
    assert.deepEqual(
      once.map(({ rule, count }) => [rule, count]),
      [
        ["people-lowered people", 1],
        ["restrictions-lifted people", 1],
        ["people-promoted people", 1],
        ["people-registered people", 1],
      ],
    );
    const at = new Date(now - hourMs).toISOString();
    const spent = once.map((one) => ({ ...one, at, count: 500 }));
    assert.deepEqual(
      judgePeople(governed, actually, { spent }).findings.map(({ rule }) => `${rule} people`),
      once.map(({ rule }) => rule),
    );
    const elsewhere = spent.map((one) => ({ ...one, subject: "access" }));
    assert.deepEqual(judgePeople(governed, actually, { spent: elsewhere }).findings, []);
  });
});
