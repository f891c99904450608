import assert from "node:assert/strict";
import { peopleSubject } from "../../../../core/people/peopleSubject.ts";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import type { Person } from "../../../../core/people/person.ts";
import { spendingOf } from "../../../../core/reconcile/findFindings.ts";
import type { Spending } from "../../../../core/reconcile/lock/ledger.ts";
import { judgePeople } from "../../../support/judgePeople.ts";
import { actual, desired, govern, namespaceWith } from "../../../support/govern.ts";

const begin = Date.now();
const minuteMs = 60_000;
const crowd = (name: string, count: number, ...groups: string[]): Person[] =>
  Array.from({ length: count }, (_, index) =>
    desired(`${name}${index}@x.com`, "READER", ...groups),
  );

/** Runs a minute after each other, each with the ledger of those before; the rule, count and limit of the first refusal. */
function refusedOf(...rosters: readonly (readonly Person[])[]) {
  const [first = [], ...rest] = rosters;
  let people = first;
  let spent: readonly Spending[] = [];
  for (const [index, roster] of rest.entries()) {
    const now = begin + index * minuteMs;
    const governed = govern(roster);
    const there = namespaceWith(
      people.map(({ session, role, groups }) => actual(session, role, ...groups)),
    );
    const plan = planPeople(governed, there);
    const { findings } = judgePeople(governed, there, { plan, spent, now });
    if (findings.length > 0) {
      return findings.map(({ rule, subject, count, limit }) => [rule, subject, count, limit]);
    }
    const at = new Date(now).toISOString();
    spent = [
      ...spent,
      ...spendingOf(peopleSubject, { desired: governed, actual: there, plan }, at),
    ];
    people = roster;
  }
  return [];
}

describe("a limit of so many percent of those who were there a day ago", () => {
  const root = desired("root@x.com", "ADMIN", "all");
  const old = crowd("old", 9, "all");

  it("is not raised by newcomers, whether they come before, between or after those who go", () => {
    const come = crowd("new", 50, "all");
    assert.deepEqual(
      refusedOf([root, ...old], [root, ...old.slice(5), ...come], [root, ...come])[0],
      ["people-removed", "people", 4, 5],
    );
    assert.deepEqual(
      refusedOf([root, ...old], [root, ...old, ...come], [root, ...old.slice(6), ...come])[0],
      ["people-removed", "people", 6, 5],
    );
    const [few, more] = [crowd("few", 14, "all"), crowd("few", 20, "all")];
    assert.deepEqual(
      refusedOf(
        [root, ...old.slice(0, 5)],
        [root, ...old.slice(3, 5)],
        [root, ...old.slice(3, 5), ...few],
        [root, ...more],
      )[0],
      ["people-removed", "people", 2, 3],
    );
  });

  it("holds for roles, too: who came today makes no room for lowering those who were there", () => {
    const authors = old.map((one) => ({ ...one, role: "AUTHOR" as const }));
    const come = crowd("new", 50, "all");
    const refused = refusedOf(
      [root, ...authors],
      [root, ...authors, ...come],
      [root, ...old.slice(0, 6), ...authors.slice(6), ...come],
    );
    assert.deepEqual(refused[0], ["people-lowered", "people", 6, 5]);
  });

  it("holds for each group: its members cannot be replaced by putting the new ones in first", () => {
    const [others, come] = [crowd("other", 60, "all"), crowd("other", 20, "all", "team")];
    const team = crowd("old", 8, "all", "team");
    const refused = refusedOf(
      [root, ...team, ...others],
      [root, ...team, ...come, ...others.slice(20)],
      [root, ...old.slice(0, 8), ...come, ...others.slice(20)],
    );
    assert.deepEqual(
      refused.find(([rule]) => rule === "members-removed"),
      ["members-removed", "team", 8, 5],
    );
  });

  it("counts nobody of a first load as a newcomer: a mistake in it can be corrected on the same day", () => {
    const first = crowd("new", 100, "all");
    assert.deepEqual(refusedOf([], [root, ...first], [root, ...first.slice(5)]), []);
  });
});
