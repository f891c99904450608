import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parseMembership } from "../../../../core/people/membership/parseMembership.ts";

const messagesOf = (text: string) =>
  parseMembership(text, "m.csv").problems.map(({ where, message }) => `${where}: ${message}`);

describe("reading a membership file", () => {
  it("reads the sample: 22 rows, groups in lower case", () => {
    const { rows, problems } = parseMembership(
      readFileSync("data/membership.csv", "utf8"),
      "m.csv",
    );
    assert.deepEqual(problems, []);
    assert.equal(rows.length, 22);
    assert.deepEqual(rows[0], {
      line: 1,
      namespace: "default",
      group: "critical",
      user: "BettyRamirez",
      email: "BettyRamirez@oktank.com",
    });
  });

  it("takes a header in any order, with other columns beside, and `alias` for user", () => {
    const text = "email,Namespace,department,GROUP,alias\nana@x.com,default,HR,critical,ana\n";
    assert.deepEqual(parseMembership(text, "m.csv").rows, [
      { line: 2, namespace: "default", group: "critical", user: "ana", email: "ana@x.com" },
    ]);
  });

  it("skips blank lines, and takes quotes, a byte order mark, CRLF and spaces around fields", () => {
    const text =
      '\uFEFF\r\ndefault, critical ,ana,ana@x.com\r\n\r\n,,,\r\n"default","usa","bo","bo@x.com"\r\n';
    const { rows, problems } = parseMembership(text, "m.csv");
    assert.deepEqual(problems, []);
    assert.deepEqual(
      rows.map(({ line, group, email }) => [line, group, email]),
      [
        [2, "critical", "ana@x.com"],
        [5, "usa", "bo@x.com"],
      ],
    );
  });

  it("names every bad row at once, and leaves what is whole to whoever's namespace it is", () => {
    const text = [
      "default,critical,ana,ana@x.com",
      "default,critical,bo",
      "default,,cy,cy@x.com",
      "other,critical,di,di@x",
      "default,critical,pat,pat.o'brien@x.com",
      `default,critical,flo,${"f".repeat(60)}@x.com`,
    ].join("\n");
    const { problems, flawed, rows } = parseMembership(text, "m.csv");
    assert.deepEqual(
      problems.map(({ where, message }) => `${where}: ${message}`),
      [
        'm.csv:2: the row has 3 fields ("default,critical,bo"); a row is namespace,group,user,email where no header says otherwise',
      ],
    );
    assert.deepEqual(
      flawed.map(({ line, namespace, message }) => [line, namespace, message]),
      [
        [
          3,
          "default",
          'group missing (got "default,,cy,cy@x.com"); a row names namespace, group, user and email',
        ],
        [4, "other", 'email is not an address (got "di@x"); write it as name@example.com'],
      ],
    );
    assert.deepEqual(
      rows.map(({ line }) => line),
      [1, 5, 6],
      "what a session name can hold is another question",
    );
  });

  it("refuses a file that names nobody, because that is what a failed export looks like", () => {
    for (const text of ["", "\n\n", "namespace,group,user,email\n"]) {
      assert.match(messagesOf(text).join(), /^m\.csv: the file names nobody; check the export/);
    }
  });

  it("names a row whose quotes do not close", () => {
    assert.match(messagesOf('default,usa,"ana,ana@x.com\n').join(), /^m\.csv:1: .*quote/i);
  });
});
