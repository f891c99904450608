import assert from "node:assert/strict";
import type { RosterSettings } from "../../../../core/people/roster/buildRoster.ts";
import { readRoster } from "../../../../core/people/roster/readRoster.ts";

const build = (text: string, settings: Partial<RosterSettings> = {}) => {
  const built = readRoster(text, "m.csv", {
    namespace: "default",
    namespaces: ["default", "3rd-party"],
    groups: {
      usa: {},
      finance: { role: "AUTHOR", directory: ["Finance  Analysts", "CN=BI Admins,OU=Groups"] },
    },
    ...settings,
  });
  return {
    ...built,
    names: built.people.map(({ session, email }) => [session, email]),
    problems: built.problems.map(({ where, message }) => `${where}: ${message}`),
  };
};
const header = "namespace,group,user,email,session";

describe("the session names of people", () => {
  it("are their emails, or the users, or a column of the file", () => {
    const text = `${header}\ndefault,usa,jdoe,jane@x.com,\ndefault,usa,kdoe,kim@x.com,kim.d\n`;
    const peopleWith = (session: RosterSettings["session"]) => build(text, { session }).names;
    assert.deepEqual(peopleWith(undefined), [
      ["jane@x.com", "jane@x.com"],
      ["kim@x.com", "kim@x.com"],
    ]);
    assert.deepEqual(peopleWith("user"), [
      ["jdoe", "jane@x.com"],
      ["kdoe", "kim@x.com"],
    ]);
    assert.deepEqual(peopleWith("column"), [
      ["jane@x.com", "jane@x.com"],
      ["kim.d", "kim@x.com"],
    ]);
    assert.deepEqual(build(text).notices, [
      "the column session of m.csv is not used, as tenant.identity.session is email",
    ]);
  });

  it("let somebody in whose address is no session name", () => {
    const text = `${header}\ndefault,usa,pobrien,pat.o'brien@x.com,pobrien\n`;
    for (const session of ["user", "column"] as const) {
      const { names, problems } = build(text, { session });
      assert.deepEqual(problems, []);
      assert.deepEqual(names, [["pobrien", "pat.o'brien@x.com"]]);
    }
  });

  it("are asked for where an address is none, once for each person, with what to do", () => {
    const long = `${"l".repeat(60)}@x.com`;
    const rows = [
      "default,usa,pat,pat.o'brien@x.com",
      "default,finance,pat,pat.o'brien@x.com",
      `default,usa,lo,${long}`,
      "default,usa,jo,jörg@x.com",
    ];
    const { problems, unusable } = build(rows.join("\n"));
    assert.deepEqual(
      problems.map((problem) => problem.replace(/\); QuickSight takes .*$/, ")")),
      [
        `m.csv:1: the email "pat.o'brien@x.com" cannot be a session name (' is not allowed in it)`,
        `m.csv:3: the email "${long}" cannot be a session name (it has 66 characters, not 2 to 64)`,
        `m.csv:4: the email "jörg@x.com" cannot be a session name (ö is not allowed in it)`,
      ],
    );
    assert.match(problems.join(), /a column session .*the user .*unusable: skip/);
    assert.deepEqual(
      unusable.map(({ email, line }) => [email, line]),
      [
        ["pat.o'brien@x.com", 1],
        [long, 3],
        ["jörg@x.com", 4],
      ],
    );
  });

  it("leave out whom they do not fit, if the settings say so, and everybody else comes in", () => {
    const bad = Array.from({ length: 25 }, (_, index) => `default,usa,p${index},o'p${index}@x.com`);
    const { names, problems, notices, unusable } = build(
      ["default,usa,ana,ana@x.com", ...bad].join("\n"),
      { unusable: "skip" },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(names, [["ana@x.com", "ana@x.com"]]);
    assert.equal(unusable.length, 25);
    assert.equal(notices.length, 21);
    assert.equal(
      notices[0],
      `m.csv:2: the email "o'p0@x.com" cannot be a session name (' is not allowed in it); left out`,
    );
    assert.equal(notices[20], "m.csv:22: … and 5 more rows with a session name that cannot be one");
  });

  it("cannot come from a column that the file has lost: everybody would be somebody else", () => {
    assert.deepEqual(build("default,usa,ana,ana@x.com", { session: "column" }).problems, [
      "m.csv: the file has no column session, from which tenant.identity.session takes the session names; correct the export, or the setting",
    ]);
  });

  it("are one person each, with one email", () => {
    const two = "default,usa,jsmith,j@emea.x.com\ndefault,usa,jsmith,j@amer.x.com\n";
    assert.deepEqual(build(two, { session: "user" }).problems, [
      'm.csv:2: user "jsmith" has two emails: "j@amer.x.com" here and "j@emea.x.com" on line 1; the user is the session name, so give each person a user of their own, with one email',
    ]);
    const column = `${header}\ndefault,usa,a,a@x.com,one\ndefault,usa,b,b@x.com,one\ndefault,usa,a,a@x.com,\n`;
    assert.deepEqual(build(column, { session: "column" }).problems, [
      'm.csv:3: session "one" has two emails: "b@x.com" here and "a@x.com" on line 2; give each person a session name of their own, with one email',
      'm.csv:4: user "a" has two session names: "a@x.com" here and "one" on line 2; write the same one in each row of a person',
    ]);
    const accounts = "default,usa,jdoe,jane@x.com\ndefault,usa,adm-jdoe,jane@x.com\n";
    assert.equal(build(accounts, { session: "user" }).people.length, 2, "two logins of one mail");
  });
});

describe("what a membership file says of groups and namespaces", () => {
  it("may call groups as the directory does", () => {
    const text = [
      "default,Finance\u00a0Analysts,ana,ana@x.com",
      'default,"cn=bi admins,ou=groups",bo,bo@x.com',
      "default,FINANCE,cy,cy@x.com",
    ].join("\n");
    const { people, problems } = build(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      people.map(({ email, groups, role }) => [email, groups, role]),
      ["ana", "bo", "cy"].map((name) => [`${name}@x.com`, ["finance"], "AUTHOR"]),
    );
  });

  it("is nobody else's business: a bad row stops its own tenant only", () => {
    const text = [
      "Default,usa,ana,ana@x.com",
      "3rd-party,nothing,bo,pat.o'brien@x.com",
      "3rd-party,usa,cy,",
      "3rd-party,usa,di,di",
    ].join("\n");
    const { names, problems, notices } = build(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(names, [["ana@x.com", "ana@x.com"]]);
    assert.deepEqual(notices, [
      "2 rows of other namespaces in m.csv (3rd-party) have mistakes; left to their own tenants",
    ]);
    assert.equal(build(text, { namespace: "3rd-party" }).problems.length, 4);
  });

  it("stops everybody when it is about a namespace that nobody has", () => {
    assert.deepEqual(
      build("default,usa,ana,ana@x.com\ndefalt,usa,bo,\n,usa,cy,cy@x.com").problems,
      [
        'm.csv:2: email missing (got "defalt,usa,bo"); a row names namespace, group, user and email',
        'm.csv:3: namespace missing (got ",usa,cy,cy@x.com"); a row names namespace, group, user and email',
      ],
    );
  });

  it("is skipped and reported where nobody knows the namespaces of the account", () => {
    const text = "Default,usa,ana,ana@x.com\nother,usa,bo,bo@x.com\n";
    const { names, notices } = build(text, { namespaces: undefined });
    assert.deepEqual(names, [["ana@x.com", "ana@x.com"]]);
    assert.deepEqual(notices, [
      "1 of 2 rows of m.csv skipped: they are of other namespaces (other), and which ones the account has is not known here",
    ]);
  });

  it("keeps the name in the directory, by which somebody with a new email is known", () => {
    assert.equal(build("default,usa,ana,ana.new@x.com").people[0]?.user, "ana");
  });
});
