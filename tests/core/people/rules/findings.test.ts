import assert from "node:assert/strict";
import { peopleRules } from "../../../../core/people/rules/peopleRules.ts";
import type { UnmanagedUser } from "../../../../core/people/readNamespace.ts";
import { judgePeople } from "../../../support/judgePeople.ts";
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
const rulesOf = (...args: Parameters<typeof judgePeople>) =>
  judgePeople(...args).findings.map(({ rule, count, limit }) => [rule, count, limit]);

describe("what the guard says of giving", () => {
  it("counts an author who gets Pro, which costs more, or becomes an admin", () => {
    const authors = names(100).map((name) => actual(name, "AUTHOR", "usa"));
    const all = (role: "AUTHOR_PRO" | "ADMIN") =>
      rulesOf(govern(names(100).map((name) => desired(name, role, "usa"))), namespaceWith(authors));
    assert.deepEqual(all("AUTHOR_PRO"), [["people-promoted", 100, 25]]);
    assert.deepEqual(all("ADMIN"), [["people-promoted", 100, 25]]);
  });

  it("refuses to register people who are there under another session name: its source was changed", () => {
    const users = readers(100).map((person, index) => ({ ...person, session: `user${index}` }));
    const rules = rulesOf(govern(users), namespaceWith(present(100)));
    assert.deepEqual(rules, [["registered-twice", 100, 5]]);
  });

  it("has nothing against a namespace that is governed as it was", () => {
    const governed = govern(readers(3), { former: former(readers(3)) });
    assert.deepEqual(rulesOf(governed, namespaceWith(present(3))), []);
  });
});

describe("what the guard says of leavers", () => {
  it("counts leavers who become readers without groups as if they were removed", () => {
    for (const role of ["AUTHOR", "READER"] as const) {
      const members = names(100).map((name) => actual(name, role, "usa"));
      const roster = members
        .slice(26)
        .map(({ session, groups }) => desired(session, role, ...groups));
      const governed = govern(roster, { guard: { leavers: "downgrade" } });
      assert.match(
        judgePeople(governed, namespaceWith(members)).refusals.join(),
        /^26 of 100 people would be removed; the limit is 25/,
        role,
      );
    }
  });
});

describe("a finding of any rule", () => {
  it("names its rule, what it is about, how many and the limit, as data", () => {
    const now = namespaceWith(present(100), { unmanaged: under("old-role", 100) });
    const known = { ...former(readers(100)), federationRole: "old-role", groupPrefix: "old-" };
    const { findings, refusals } = judgePeople(govern([], { former: known }), now);
    assert.equal(findings.length, refusals.length);
    assert.ok(findings.length >= 5);
    for (const { rule, subject, count, limit, of, spent } of findings) {
      assert.ok(peopleRules.some(({ name }) => name === rule));
      assert.notEqual(subject, "");
      assert.ok(count > limit && of >= 0 && spent === 0);
    }
  });

  it("says rule, count and limit in words, whatever the rule", () => {
    const situations: Parameters<typeof judgePeople>[] = [
      [
        govern([], { former: { ...former(readers(9)), federationRole: "old", groupPrefix: "o-" } }),
        namespaceWith(
          names(9).map((name) => actual(name, "ADMIN", "usa")),
          { unmanaged: under("old", 9) },
        ),
      ],
      [
        govern(names(90).map((name) => desired(name, "ADMIN", "usa"))),
        namespaceWith([...present(70), actual("ana@x.com", "AUTHOR", "usa")]),
      ],
    ];
    const told = new Set<string>();
    for (const situation of situations) {
      const { findings, refusals } = judgePeople(...situation);
      assert.equal(findings.length, refusals.length);
      for (const [index, { rule, count, limit }] of findings.entries()) {
        const sentence = refusals[index] ?? "";
        assert.ok(sentence.endsWith(` [${rule}]`), sentence);
        assert.match(sentence, new RegExp(`\\b${count}\\b`));
        assert.match(sentence, new RegExp(`the limit is ${limit}\\b`));
        told.add(rule);
      }
    }
    assert.ok(told.size >= 8, [...told].join());
  });

  it("has a rule of a name of its own", () => {
    const all = peopleRules.map(({ name }) => name);
    assert.equal(new Set(all).size, all.length);
  });
});
