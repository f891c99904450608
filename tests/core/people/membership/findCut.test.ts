import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readRoster } from "../../../../core/people/roster/readRoster.ts";

const columns = ["namespace", "group", "user", "email"] as const;
const people = [
  ["default", "usa-west", "ana", "ana@oktank.com"],
  ["default", "finance", "bo", "bo@oktank.com"],
  ["other", "else", "xi", "xi@oktank.com"],
  ["default", "usa-west", "cy", "cy@oktank.com"],
] as const;

/** The file with the columns in an order, without a line end. */
const fileOf = (order: readonly number[], list: readonly (readonly string[])[] = people) =>
  [columns, ...list].map((row) => order.map((place) => row[place] ?? "").join(",")).join("\n");
const read = (text: string) => {
  const { problems, notices } = readRoster(text, "m.csv", {
    namespace: "default",
    groups: { usa: {}, "usa-west": {}, finance: {} },
  });
  return { notices, problems: problems.map(({ where, message }) => `${where}: ${message}`) };
};
const isWhole = (text: string) => {
  assert.deepEqual(read(text).problems, []);
};
const isCut = (text: string, count: number) => {
  const cut = text.slice(0, -count);
  const { problems } = read(cut);
  assert.equal(problems.length, 1, `${cut.slice(-20)}: ${problems.join("\n")}`);
  assert.ok(problems[0]?.startsWith("m.csv:5: "), problems[0]);
  return problems.join();
};

describe("a membership file whose end is missing", () => {
  it("is refused where the last address breaks off in its domain", () => {
    const text = fileOf([0, 1, 2, 3]);
    isWhole(text);
    isWhole(`${text}\n`);
    for (const count of [1, 2]) {
      assert.match(
        isCut(text, count),
        /breaks off .*"cy@oktank.co?", .*"oktank.com".*end the line with a line break/,
      );
    }
    isCut(text, 3);
    isCut(text, 8);
    isCut(text, 12);
    isCut(text.replaceAll("oktank.com", "mail.oktank.com"), 4);
    isCut(`\ufeff${text.replaceAll("\n", "\r\n")}`, 1);
    isCut(text.toUpperCase().replace("@OKTANK", "@oktank"), 1);
  });

  it("is refused where another column breaks off", () => {
    for (const order of [
      [3, 2, 1, 0],
      [0, 1, 3, 2],
      [3, 1, 0, 2],
    ]) {
      const text = fileOf(order);
      isWhole(text);
      const column = columns[order.at(-1) ?? 0] ?? "";
      const last = text.slice(text.lastIndexOf(",") + 1);
      for (let count = 1; count <= last.length; count += 1) isCut(text, count);
      assert.match(isCut(text, 1), new RegExp(column));
    }
  });

  it("is said where what is left of a group may be one, and refused where it is none", () => {
    const text = fileOf([3, 2, 0, 1]);
    const { problems, notices } = read(text.slice(0, -"-west".length));
    assert.deepEqual(problems, []);
    assert.match(notices.join(), /^m.csv:5: the file may break off .*group "usa", .*"usa-west"/);
    for (const count of [1, 2, 4, 6, 8]) assert.match(isCut(text, count), /group/);
  });

  it("is refused where a session name breaks off", () => {
    const withSessions = (nameOf: (row: readonly string[]) => string) =>
      [...fileOf([0, 1, 2, 3]).split("\n").entries()]
        .map(([index, row]) => `${row},${index === 0 ? "session" : nameOf(row.split(","))}`)
        .join("\n");
    const settings = { namespace: "default", session: "column" } as const;
    const problemsOf = (text: string) =>
      readRoster(text, "m.csv", { ...settings, groups: { usa: {}, "usa-west": {}, finance: {} } })
        .problems;
    for (const text of [
      withSessions(([, , , email = ""]) => email),
      withSessions(([, , user = ""]) => user.repeat(2)),
    ]) {
      assert.deepEqual(problemsOf(text), []);
    }
    const emails = withSessions(([, , , email = ""]) => email);
    for (const count of [1, 2, 4, 10]) {
      assert.equal(problemsOf(emails.slice(0, -count)).length, 1, String(count));
    }
  });

  it("is not one that ends without a line break", () => {
    isWhole(fileOf([0, 1, 2, 3], [...people, ["default", "usa", "di", "di@partner.example"]]));
    isWhole(fileOf([0, 1, 2, 3], [...people, ["default", "usa", "di", "di@oktank.org"]]));
    isWhole(
      fileOf(
        [0, 1, 2, 3],
        [
          ["default", "usa", "ed", "ed@oktank.co"],
          ...people,
          ["default", "usa", "di", "di@oktank.co"],
        ],
      ),
    );
    // Each of another domain; short groups and logins that begin as others do.
    isWhole(fileOf([3, 2, 0, 1], [...people, ["default", "finance", "c", "c@oktank.com"]]));
    isWhole(fileOf([3, 1, 0, 2], [...people, ["default", "finance", "c", "c@oktank.com"]]));
    isWhole(
      fileOf(
        [3, 1, 0, 2],
        [
          ["default", "usa", "di", "diana@oktank.com"],
          ...people,
          ["default", "usa", "c", "c.dupont@oktank.com"],
        ],
      ),
    );
    isWhole(`${fileOf([0, 1, 2, 3])}\ndefault,usa,di,di@oktank.co\n`);
    isWhole(fileOf([0, 1, 2, 3], [["default", "usa", "di", "di@oktank.co"]]));
    const sample = readFileSync("data/membership.csv", "utf8");
    assert.ok(!sample.endsWith("\n"));
  });

  it("breaks off in a row of another namespace: that tenant's business, unless it is its name", () => {
    const others = fileOf([0, 1, 2, 3], [...people, ["other", "else", "yo", "yo@oktank.co"]]);
    const { problems, notices } = read(others);
    assert.deepEqual(problems, []);
    assert.match(notices.join("\n"), /1 row of other namespaces in m.csv \(other\) has a mistake/);
  });

  it("is cut nowhere when what follows is empty columns", () => {
    isWhole(`${fileOf([0, 1, 2, 3])}\ndefault,usa,di,di@oktank.co,,`);
  });
});
