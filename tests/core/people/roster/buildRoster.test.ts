import assert from "node:assert/strict";
import fc from "fast-check";
import { parseMembership } from "../../../../core/people/membership/parseMembership.ts";
import { buildRoster } from "../../../../core/people/roster/buildRoster.ts";

const settings = {
  namespace: "default",
  namespaces: ["default", "3rd-party"],
  groups: {
    critical: { role: "READER" },
    developer: { role: "AUTHOR" },
    admin: { role: "ADMIN" },
    pro: { role: "READER_PRO" },
    usa: {},
  },
} as const;

const build = (...rows: string[]) => {
  const membership = parseMembership(`${rows.join("\n")}\n`, "m.csv");
  assert.deepEqual(membership.problems, []);
  return buildRoster(membership, settings);
};
const messagesOf = (...rows: string[]) =>
  build(...rows).problems.map(({ where, message }) => `${where}: ${message}`);

describe("building a roster", () => {
  it("gives a person the highest role of their groups, and READER when no group has one", () => {
    const { people } = build(
      "default,critical,ana,ana@x.com",
      "default,admin,ana,ana@x.com",
      "default,developer,ana,ana@x.com",
      "default,usa,bo,bo@x.com",
      "default,pro,cy,cy@x.com",
    );
    assert.deepEqual(
      people.map(({ email, role, groups }) => [email, role, groups]),
      [
        ["ana@x.com", "ADMIN", ["admin", "critical", "developer"]],
        ["bo@x.com", "READER", ["usa"]],
        ["cy@x.com", "READER_PRO", ["pro"]],
      ],
    );
  });

  it("remembers the lines a person comes from", () => {
    const { people } = build(
      "default,usa,ana,ana@x.com",
      "default,pro,bo,bo@x.com",
      "default,pro,ana,ana@x.com",
    );
    assert.deepEqual(people[0]?.lines, [1, 3]);
  });

  it("leaves the rows of other namespaces to their own tenants", () => {
    const { people, problems } = build(
      "default,usa,ana,ana@x.com",
      "3rd-party,anything,bo,bo@x.com",
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      people.map(({ email }) => email),
      ["ana@x.com"],
    );
  });

  it("names an unknown namespace and an unknown group", () => {
    assert.deepEqual(messagesOf("nowhere,usa,ana,ana@x.com", "default,usb,bo,bo@x.com"), [
      'm.csv:1: namespace "nowhere" is not one of this account (it has default, 3rd-party); correct the row, or add the namespace to account.namespaces',
      'm.csv:2: group "usb" is not in the settings of namespace default (it has critical, developer, admin, pro, usa); correct the row, or add the group to tenant.groups, or the name to the directory names of one of them',
    ]);
  });

  it("has nobody in the group of people who registered themselves", () => {
    const rows = "default,critical,ana,ana@x.com\ndefault,usa,ana,ana@x.com\n";
    const { problems } = buildRoster(parseMembership(rows, "m.csv"), {
      ...settings,
      newcomers: "usa",
    });
    assert.deepEqual(
      problems.map(({ where }) => where),
      ["m.csv:2"],
    );
    assert.match(
      problems[0]?.message ?? "",
      /group "?usa"? is that of people who registered themselves/,
    );
  });

  it("names a user with two emails of one domain, or of two that differ by one slip", () => {
    const advice = "give the user one email";
    const domains = `${advice}, or a user name of their own to each where they are two people`;
    assert.deepEqual(
      messagesOf(
        "default,usa,ana,ana@x.com",
        "default,pro,ana,ana@y.com",
        "default,usa,bo,bo@oktank.com",
        "default,pro,Bo,bob@oktank.com",
        "default,usa,cy,cy@oktank.com",
        "default,usa,cy,cy@oktnak.com",
        "default,usa,di,di@oktank.com",
        "default,usa,di,di@oktank.co",
      ),
      [
        `m.csv:2: user "ana" has two emails: "ana@y.com" here and "ana@x.com" on line 1; ${domains}`,
        `m.csv:4: user "Bo" has two emails: "bob@oktank.com" here and "bo@oktank.com" on line 3; ${advice}`,
        `m.csv:6: user "cy" has two emails: "cy@oktnak.com" here and "cy@oktank.com" on line 5; ${domains}`,
        `m.csv:8: user "di" has two emails: "di@oktank.co" here and "di@oktank.com" on line 7; ${domains}`,
      ],
    );
  });

  it("finds whom one login of fifty thousand domains means in a time that grows with their number", () => {
    const timeOf = (userOf: (index: number) => string) => {
      const rows = Array.from(
        { length: 50_000 },
        (_, index) => `default,usa,${userOf(index)},u@d${index}.com`,
      );
      const start = performance.now();
      const { problems } = build(...rows);
      return { problems, took: performance.now() - start };
    };
    const apart = timeOf((index) => `u${index}`);
    const alike = timeOf(() => "u");
    assert.equal(alike.problems.length, 21);
    // Every pair compared would take forty times as long.
    assert.ok(alike.took < 12 * apart.took, `${alike.took} ms, and ${apart.took} ms apart`);
  });

  it("takes one login of two domains for two people", () => {
    for (const [one, other] of [
      ["jane.smith@emea.oktank.com", "john.smith@amer.oktank.com"],
      ["jsmith@emea.oktank.com", "jsmith@amer.oktank.com"],
    ] as const) {
      const { people, problems } = build(
        `default,usa,jsmith,${one}`,
        `default,pro,jsmith,${other}`,
      );
      assert.deepEqual(problems, []);
      assert.deepEqual(
        people.map(({ email, user }) => [email, user]).sort(),
        [
          [one, "jsmith"],
          [other, "jsmith"],
        ].sort(),
      );
    }
    const similar = build(
      "default,usa,jsmith,jsmith@us.oktank.com",
      "default,usa,ana,ana@us.oktank.com",
      "default,usa,jsmith,jsmith@uk.oktank.com",
      "default,usa,bo,bo@uk.oktank.com",
    );
    assert.deepEqual(similar.problems, [], "both domains have other people");
  });

  it("takes spellings that differ in case for one person, and says so", () => {
    const rows = [
      "default,usa,ana,ana@x.com",
      "default,pro,ANA,Ana@X.com",
      "default,critical,bo,Bo@x.com",
      "default,usa,bo,Bo@x.com",
      "default,pro,bo,bo@x.com",
    ];
    const { people, problems, notices } = build(...rows);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      people.map(({ email, role, groups }) => [email, role, groups]),
      [
        ["Bo@x.com", "READER_PRO", ["critical", "pro", "usa"]],
        ["ana@x.com", "READER_PRO", ["pro", "usa"]],
      ],
    );
    assert.deepEqual(notices, [
      'm.csv:2: "Ana@X.com" is "ana@x.com" in other case, and taken for the same person, who is ana@x.com; correct the export if they sign in otherwise',
      'm.csv:5: "bo@x.com" is "Bo@x.com" in other case, and taken for the same person, who is Bo@x.com; correct the export if they sign in otherwise',
    ]);
    assert.deepEqual(
      build(...rows.toReversed()).people.map(({ email }) => email),
      ["Bo@x.com", "ana@x.com"],
    );
  });

  it("names an email that two users share", () => {
    assert.deepEqual(messagesOf("default,usa,ana,team@x.com", "default,usa,bo,team@x.com"), [
      'm.csv:2: email "team@x.com" belongs to two users: "bo" here and "ana" on line 1; give each user an email of their own',
    ]);
  });

  it("keeps two people apart whose emails differ only in the domain", () => {
    const { people, problems } = build("default,usa,ana,ana@x.com", "default,pro,ana-y,ana@y.com");
    assert.deepEqual(problems, []);
    assert.deepEqual(
      people.map(({ email, groups }) => [email, groups]),
      [
        ["ana@x.com", ["usa"]],
        ["ana@y.com", ["pro"]],
      ],
    );
  });

  it("takes the same row twice as one", () => {
    const { people, problems } = build("default,usa,ana,ana@x.com", "default,USA,ana,ana@x.com");
    assert.deepEqual(problems, []);
    assert.deepEqual(
      people.map(({ groups }) => groups),
      [["usa"]],
    );
  });

  it("does not depend on the order of the rows", () => {
    const row = fc.tuple(
      fc.constantFrom("critical", "developer", "admin", "pro", "usa"),
      fc.constantFrom("ana", "bo", "cy", "di"),
    );
    const shuffled = fc
      .array(row, { minLength: 1 })
      .chain((rows) =>
        fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
      );
    fc.assert(
      fc.property(shuffled, ([rows, otherOrder]) => {
        const rosterOf = (list: typeof rows) =>
          build(
            ...list.map(([group, user]) => `default,${group},${user},${user}@x.com`),
          ).people.map(({ lines: _, ...person }) => person);
        assert.deepEqual(rosterOf(rows), rosterOf(otherOrder));
      }),
    );
  });
});
