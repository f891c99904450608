import assert from "node:assert/strict";
import type { RosterSettings } from "../../../../core/people/roster/buildRoster.ts";
import { readRoster } from "../../../../core/people/roster/readRoster.ts";

const unknown: RosterSettings = {
  namespace: "default",
  groups: { usa: {}, finance: { role: "AUTHOR", directory: ["Finance Analysts"] } },
};
const read = (text: string, settings: Partial<RosterSettings> = {}) => {
  const { people, problems, notices } = readRoster(text, "m.csv", { ...unknown, ...settings });
  return {
    people: people.map(({ session, groups }) => `${session} ${groups.join(" ")}`),
    problems: problems.map(({ where, message }) => `${where}: ${message}`),
    notices,
  };
};
const rest = "default,usa,bo,bo@oktank.com\ndefault,finance,cy,cy@oktank.com\n";
const isRefused = (row: string, pattern: RegExp, settings: Partial<RosterSettings> = {}) => {
  const { problems } = read(`${row}\n${rest}`, settings);
  assert.equal(problems.length, 1, `${JSON.stringify(row)}: ${problems.join("\n")}`);
  assert.match(problems.join(), pattern);
  assert.ok(problems[0]?.startsWith("m.csv:1: "));
};

/** Nobody sees these, and no directory means them. */
const unseen = [
  "\u00ad",
  "\u034f",
  "\u061c",
  "\u115f",
  "\u180e",
  "\u200b",
  "\u200c",
  "\u200d",
  "\u200e",
  "\u200f",
  "\u2060",
  "\u2063",
  "\u3164",
  "\ufe00",
  "\ufe0f",
  "\ufeff",
  "\uffa0",
  "\u{e0001}",
  "\u{e0061}",
  "\u{e0100}",
  "\u{1d173}",
];
/** These turn or break what stands around them, or were something else once. */
const refused = [
  "\u202a",
  "\u202b",
  "\u202c",
  "\u202d",
  "\u202e",
  "\u2066",
  "\u2067",
  "\u2068",
  "\u2069",
  "\u0000",
  "\u0007",
  "\u001b",
  "\u007f",
  "\u0085",
  "\u009b",
  "\u2028",
  "\u2029",
  "\ufffd",
  "\ufff9",
  "\ue000",
  "\ud800",
];

describe("the spelling of a membership file", () => {
  it("may hold what nobody sees, in any column and the header: it is left out", () => {
    for (const character of unseen) {
      const rows = ["default,usa,ana,ana@oktank.com"];
      for (const place of [0, 1, 2, 3]) {
        for (const at of [0, 2, 99]) {
          const fields = "default,usa,ana,ana@oktank.com".split(",");
          const field = fields[place] ?? "";
          fields[place] = field.slice(0, at) + character + field.slice(at);
          rows.push(fields.join(","));
        }
      }
      const { people, problems, notices } = read(
        `${character}namespace,gr${character}oup,user,email${character}\n${rows.join("\n")}\n${character}\n`,
      );
      const name = character.codePointAt(0)?.toString(16);
      assert.deepEqual([people, problems, notices], [["ana@oktank.com usa"], [], []], name);
    }
  });

  it("may not hold what turns, breaks or has lost something: it is refused with its code point", () => {
    for (const character of refused) {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      for (const [place, column] of ["namespace", "group", "user", "email"].entries()) {
        const fields = "default,usa,ana,ana@oktank.com".split(",");
        const field = fields[place] ?? "";
        fields[place] = field.slice(0, 1) + character + field.slice(1);
        isRefused(fields.join(","), new RegExp(`${column} .*U\\+${code}`));
      }
    }
  });

  it("never has a row of nobody's namespace: what no namespace is called is a mistake of the file", () => {
    const odd: readonly (readonly [string, RegExp])[] = [
      ["default\u202c", /namespace .*U\+202C/],
      ["default\u001b[31m", /namespace .*U\+001B/],
      ["d\u0435fault", /namespace .*U\+0435/],
      ["\uff44efault", /namespace .*U\+FF44/],
      ["dｅfault", /namespace .*U\+FF45/],
      ['="default"', /namespace .*cannot be/],
      ["'default'", /namespace .*cannot be/],
      ["default!", /namespace .*cannot be/],
      ["the default", /namespace .*cannot be/],
      ["default/usa", /namespace .*cannot be/],
      ["ana@oktank.com", /namespace .*cannot be/],
      ["x".repeat(65), /namespace .*cannot be/],
    ];
    for (const [namespace, pattern] of odd) {
      for (const namespaces of [undefined, ["default", "other"]]) {
        isRefused(`${namespace},usa,ana,ana@oktank.com`, pattern, { namespaces });
        isRefused(`${namespace},usa,ana,ana@oktank`, pattern, { namespaces });
      }
    }
    isRefused("'default','usa','ana','ana@oktank.com'", /namespace .*cannot be/);
  });

  it("never has a row of another namespace that looks like this one", () => {
    for (const [namespace, other] of [
      ["default", "defau1t"],
      ["default", "defauIt"],
      ["team-one", "team_one"],
      ["team-one", "team.0ne"],
      ["modern", "modem"],
    ] as const) {
      const { problems } = read(`${other},usa,ana,ana@oktank.com\n`, { namespace });
      assert.match(problems.join(), /m.csv:1: namespace ".*" looks like ".*", and which/);
      const known = { namespace, namespaces: [namespace, other.toLowerCase()] };
      assert.deepEqual(read(`${other},usa,ana,ana@oktank.com\n`, known).problems, []);
    }
    for (const other of ["team-two", "team1", "team2"]) {
      const { problems } = read(`${other},usa,ana,ana@oktank.com\n`, { namespace: "team" });
      assert.deepEqual(problems, [], other);
    }
  });

  it("is named with code points where a letter of another alphabet is not what it looks like", () => {
    isRefused("default,us\u0430,ana,ana@oktank.com", /group "usа" \(with U\+0430\) is not/);
    isRefused("default,usa,ana,\u0430na@oktank.com", /email .*U\+0430/);
    const user = { session: "user" } as const;
    isRefused("default,usa,\u0430na,ana@oktank.com", /U\+0430/, user);
    // The session name is the user here, and the email is what QuickSight would be told.
    isRefused("default,usa,ana,ana@\u043ektank.com", /email .*U\+043E/, user);
    isRefused("default,usa,ana,\uff41na@oktank.com", /email .*U\+FF41/, user);
    isRefused("default,usa,ana,ana@oktank.\u03bfrg", /email .*U\+03BF/, user);
    for (const email of ["jörg@müller.example", "анна@почта.рф", "анна.smith@почта.example"]) {
      assert.deepEqual(read(`default,usa,ana,${email}\n`, user).problems, [], email);
    }
    const header = read("namespace,group,user,\u0435mail\ndefault,usa,ana,ana@oktank.com\n");
    assert.match(header.problems.join(), /^m.csv:1: the header has no column email .*U\+0435/);
  });

  it("of a first row without an address is that of a header, in words that are not known", () => {
    for (const header of ["ns,grp,login,mail", "team,namespace,login,mail"]) {
      const { problems } = read(`${header}\nfinance,default,ana,ana@oktank.com\n`);
      assert.match(problems.join("\n"), /^m.csv:1: the first row .* neither a header/, header);
    }
  });

  it("of a mail domain that one person has, a slip away from everybody's, is said", () => {
    const people = ["a1", "b2", "c3", "d4"].map((user) => `default,usa,${user},${user}@oktank.com`);
    const with_ = (email: string) => read([...people, `default,usa,ed,${email}`, ""].join("\n"));
    for (const email of ["ed@oktank.con", "ed@oktnak.com", "ed@oktan.com", "ed@oktankk.com"]) {
      const { problems, notices } = with_(email);
      assert.deepEqual(problems, []);
      assert.deepEqual(notices, [
        `m.csv:5: "${email}" is the only one of its domain, and 4 people are of oktank.com; correct the export if a letter slipped`,
      ]);
    }
    for (const email of ["ed@partner.example", "ed@oktank.org", "ed@oktank.com"]) {
      assert.deepEqual(with_(email).notices, [], email);
    }
    const [first = "", second = ""] = people;
    assert.deepEqual(read(`${first}\n${second}\ndefault,usa,ed,ed@oktank.con\n`).notices, []);
  });
});
