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

  it("counts lines, not rows, when a quoted field spans lines", () => {
    const text = 'default,usa,"an\na",ana@x.com\ndefault,usa,bo,not-an-email\n';
    assert.deepEqual(messagesOf(text), [
      'm.csv:3: email is not an address (got "not-an-email"); write it as name@example.com',
    ]);
  });

  it("names every bad row at once", () => {
    const text = [
      "default,critical,ana,ana@x.com",
      "default,critical,bo",
      "default,,cy,cy@x.com",
      "default,critical,di,di@x",
      "default,critical,ed,o'neil@x.com",
      `default,critical,flo,${"f".repeat(60)}@x.com`,
    ].join("\n");
    assert.deepEqual(messagesOf(text), [
      'm.csv:2: email missing (got 3 columns: "default,critical,bo"); a row is namespace,group,user,email',
      'm.csv:3: group missing (got 4 columns: "default,,cy,cy@x.com"); a row is namespace,group,user,email',
      'm.csv:4: email is not an address (got "di@x"); write it as name@example.com',
      'm.csv:5: email has characters that a QuickSight session name cannot hold (got "o\'neil@x.com"); allowed are letters, digits and _ + = . @ -',
      `m.csv:6: email is longer than the 64 characters of a session name (got 66: "${"f".repeat(60)}@x.com"); use a shorter address`,
    ]);
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
