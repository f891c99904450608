import assert from "node:assert/strict";
import { peopleSubject } from "../../../../core/people/peopleSubject.ts";
import type { ActualNamespace } from "../../../../core/people/readNamespace.ts";
import { spendingOf } from "../../../../core/reconcile/findFindings.ts";
import { actual, desired, govern, namespaceWith } from "../../../support/govern.ts";
import { judgePeople } from "../../../support/judgePeople.ts";

const named = (count: number) => Array.from({ length: count }, (_, index) => `p${index}@x.com`);
/** People who are all in one group, and each in one of their own. */
const now = (count: number, rest: Partial<ActualNamespace> = {}) =>
  namespaceWith(
    named(count).map((email, index) => actual(email, "READER", "all", `g${index}`)),
    rest,
  );
/** The same, but that the first ones are in another group, or in none besides. */
const without = (gone: number, count: number, groupOf = (_: number): string[] => []) =>
  govern(
    named(count).map((email, index) =>
      desired(email, "READER", "all", ...(index < gone ? groupOf(index) : [`g${index}`])),
    ),
  );
const emptied = (...args: Parameters<typeof judgePeople>) =>
  judgePeople(...args)
    .findings.filter(({ rule }) => rule === "groups-emptied")
    .map(({ subject, count, of, limit }) => [subject, count, of, limit]);

describe("what the guard says of groups that lose everybody", () => {
  it("lets one of one go, and refuses that half of forty do", () => {
    assert.deepEqual(emptied(without(1, 40), now(40)), []);
    assert.deepEqual(emptied(without(10, 40), now(40)), []);
    assert.deepEqual(emptied(without(20, 40), now(40)), [["groups", 20, 41, 10]]);
    assert.match(
      judgePeople(without(20, 40), now(40)).refusals.join("\n"),
      /^20 of 41 groups would lose everybody; the limit is 10 \(guard\.removals: 25 %, 5 where there are few, at most 25\) \[groups-emptied\]$/m,
    );
  });

  it("adds up what the runs of a day emptied", () => {
    const governed = without(8, 40);
    const { plan } = judgePeople(governed, now(40));
    const at = new Date().toISOString();
    const spent = spendingOf(peopleSubject, { desired: governed, actual: now(40), plan }, at);
    const then = namespaceWith(
      now(40).people.map((person, index) => (index < 8 ? { ...person, groups: ["all"] } : person)),
    );
    assert.deepEqual(emptied(without(16, 40), then), []);
    assert.deepEqual(emptied(without(16, 40), then, { spent }), [["groups", 8, 33, 10]]);
  });

  it("does not count a group whose only member somebody follows, nor one with a member who is not managed here", () => {
    const followed = without(20, 40, (index) => [`g${(index + 1) % 20}`]);
    assert.deepEqual(emptied(followed, now(40)), []);
    const unmanaged = named(20).map((email, index) => {
      return { userName: email, role: "READER", email: "", principalId: "", groups: [`g${index}`] };
    });
    assert.deepEqual(emptied(without(20, 40), now(40, { unmanaged })), []);
  });

  it("counts those whose members leave altogether", () => {
    const stay = govern(without(0, 40).people.slice(20));
    assert.deepEqual(emptied(stay, now(40)), [["groups", 20, 41, 10]]);
  });
});
