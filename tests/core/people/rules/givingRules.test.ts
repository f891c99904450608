import assert from "node:assert/strict";
import { peopleRules } from "../../../../core/people/rules/peopleRules.ts";
import type { UnmanagedUser } from "../../../../core/people/readNamespace.ts";
import { askGuard } from "../../../support/askGuard.ts";
import { actual, desired, former, govern, namespaceWith } from "../../../support/govern.ts";

const names = (count: number) => Array.from({ length: count }, (_, index) => `p${index}@x.com`);
const readers = (count: number) => names(count).map((name) => desired(name, "READER", "usa"));
const present = (count: number) => names(count).map((name) => actual(name, "READER", "usa"));
const under = (role: string, count: number): UnmanagedUser[] =>
  names(count).map((name) => {
    return {
      userName: `${role}/${name}`,
      role: "READER",
      email: name,
      principalId: "",
      groups: [],
    };
  });
const rulesOf = (...args: Parameters<typeof askGuard>) =>
  askGuard(...args).findings.map(({ rule, count, limit }) => [rule, count, limit]);

describe("what the guard says of giving", () => {
  it("refuses 20,000 readers who become admins by one wrong role of a group", () => {
    const admins = names(20_000).map((name) => desired(name, "ADMIN", "usa"));
    const { refusals, findings } = askGuard(govern(admins), namespaceWith(present(20_000)));
    assert.deepEqual(refusals, [
      "20000 of 20000 people would become authors or admins; the limit is 25 (guard.promotions: 25 %, 5 where there are few, at most 25); does a group have the wrong role?",
    ]);
    assert.equal(findings[0]?.rule, "people-promoted");
  });

  it("takes Pro for no promotion, and counts an author who becomes an admin", () => {
    const authors = names(100).map((name) => actual(name, "AUTHOR", "usa"));
    const all = (role: "AUTHOR_PRO" | "ADMIN") =>
      rulesOf(govern(names(100).map((name) => desired(name, role, "usa"))), namespaceWith(authors));
    assert.deepEqual(all("AUTHOR_PRO"), []);
    assert.deepEqual(all("ADMIN"), [["people-promoted", 100, 25]]);
  });

  it("refuses more registrations than there are people, and none in a namespace without any", () => {
    const now = namespaceWith(present(100));
    const ask = (count: number) => rulesOf(govern(readers(100 + count)), now);
    assert.deepEqual(ask(100), []);
    assert.deepEqual(ask(101), [["people-registered", 101, 100]]);
    assert.deepEqual(rulesOf(govern(readers(20_000)), namespaceWith([])), []);
    assert.deepEqual(rulesOf(govern(readers(51)), namespaceWith(present(1))), []);
    assert.deepEqual(rulesOf(govern(readers(52)), namespaceWith(present(1))), [
      ["people-registered", 51, 50],
    ]);
  });

  it("refuses to register people who are there under another role: the role was changed", () => {
    const now = namespaceWith([], { unmanaged: under("old-role", 6) });
    assert.deepEqual(rulesOf(govern(readers(6)), now), [["registered-twice", 6, 5]]);
    assert.match(
      askGuard(govern(readers(6)), now).refusals.join(),
      /^6 people would be registered who are there already .*; the limit is 5\..*identity\.role/,
    );
    assert.deepEqual(
      rulesOf(govern(readers(5)), namespaceWith([], { unmanaged: under("o", 5) })),
      [],
    );
  });

  it("refuses to register people who are there under another session name: its source was changed", () => {
    const users = readers(100).map((person, index) => ({ ...person, session: `user${index}` }));
    const rules = rulesOf(govern(users), namespaceWith(present(100)));
    assert.deepEqual(rules, [["registered-twice", 100, 5]]);
  });

  it("refuses to strand people of the role before, one is enough, and names them", () => {
    const known = { ...former(readers(1)), federationRole: "old-role" };
    const now = namespaceWith([], { unmanaged: under("old-role", 2) });
    const { findings, refusals } = askGuard(govern(readers(2), { former: known }), now);
    assert.deepEqual(findings[0]?.names, ["p0@x.com"], "the other one was never managed");
    assert.match(
      refusals.join(),
      /^1 people sign in through old-role and would be left behind by quicksight-fed-users \(p0@x\.com\)/,
    );
  });

  it("refuses another prefix while people are in the groups of the one before", () => {
    const known = { ...former(readers(3)), groupPrefix: "old-" };
    const governed = govern(readers(3), { former: known });
    assert.deepEqual(askGuard(governed, namespaceWith(present(3))).refusals, [
      "groups would begin with quicksight-fed- in place of old-: 3 memberships, and all that was shared with these groups, stay with groups that nobody manages any more",
    ]);
    const empty = { ...known, memberships: 0 };
    assert.deepEqual(rulesOf(govern(readers(3), { former: empty }), namespaceWith(present(3))), []);
  });

  it("has nothing against a namespace that is governed as it was", () => {
    const governed = govern(readers(3), { former: former(readers(3)) });
    assert.deepEqual(rulesOf(governed, namespaceWith(present(3))), []);
  });
});

describe("a finding of any rule", () => {
  it("names its rule, what it is about, how many and the limit, as data", () => {
    const now = namespaceWith(present(100), { unmanaged: under("old-role", 100) });
    const known = { ...former(readers(100)), federationRole: "old-role", groupPrefix: "old-" };
    const { findings, refusals } = askGuard(govern([], { former: known }), now);
    assert.equal(findings.length, refusals.length);
    assert.ok(findings.length >= 5);
    for (const { rule, subject, count, limit, of, spent } of findings) {
      assert.ok(peopleRules.some(({ name }) => name === rule));
      assert.notEqual(subject, "");
      assert.ok(count > limit && of >= 0 && spent === 0);
    }
  });

  it("has a rule of a name of its own", () => {
    const all = peopleRules.map(({ name }) => name);
    assert.equal(new Set(all).size, all.length);
  });
});
