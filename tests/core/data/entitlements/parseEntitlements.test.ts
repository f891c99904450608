import assert from "node:assert/strict";
import { parseEntitlements } from "../../../../core/data/entitlements/parseEntitlements.ts";

const format = { source: "e.csv", namespace: "default" };
const read = (text: string | Uint8Array, more = {}) => parseEntitlements(text, { ...format, ...more });
const wrong = (text: string, more = {}) =>
  read(text, more).problems.map(({ where, message }) => `${where}: ${message}`);

describe("an entitlement table", () => {
  it("has a group or a person on each line, and a column for each term; an empty field is all values", () => {
    const { table } = read("group,person,country,city\nusa,,USA,\n,ana@x.com,,\"New York\"\nall,,,\n");
    assert.deepEqual(table, {
      terms: ["country", "city"],
      rows: [
        { group: "usa", where: "e.csv:2", values: { country: "USA" } },
        { person: "ana@x.com", where: "e.csv:3", values: { city: "New York" } },
        { group: "all", where: "e.csv:4", values: {} },
      ],
    });
  });

  it("may be by semicolons or tabs, and in UTF-16, as Excel writes it", () => {
    const text = "group;country\r\nusa;USA\r\n";
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    for (const content of [text, text.replaceAll(";", "\t"), `\ufeff${text}`, wide]) {
      assert.deepEqual(read(content).table?.rows.map(({ values }) => values), [{ country: "USA" }]);
    }
  });

  it("leaves rows of other namespaces to theirs", () => {
    const text = "namespace,group,country\ndefault,usa,USA\nother,usa,CAN\n";
    assert.deepEqual(read(text).table?.rows.map(({ where }) => where), ["e.csv:2"]);
  });

  it("is not used where it ends without a line break in an empty field, or in the beginning of a value", () => {
    const rows = "group,country\nusa,USA\n";
    assert.match(wrong(`${rows}all,`)[0] ?? "", /^e\.csv:3: the file may break off.*every value/);
    assert.match(wrong(`${rows}gbr,US`)[0] ?? "", /^e\.csv:3: .*country "US".*as in "USA"/);
    assert.deepEqual([wrong(`${rows}all,\n`), wrong(`${rows}gbr,GBR`), wrong("group,country\nall,\nusa,USA")], [[], [], []]);
  });

  it("is not used at all when anything is wrong with it, by line", () => {
    const cases: Readonly<Record<string, RegExp>> = {
      "country\nUSA\n": /^e\.csv:1: the header has neither group nor person \(got country\)/,
      "group,country,Country\na,b,c\n": /^e\.csv:1: the header has Country twice/,
      "group,\na,b\n": /^e\.csv:1: the header has a column without a name/,
      "group,person,country\na,b,USA\n": /^e\.csv:2: names both group and person/,
      "group,person,country\n,,USA\n": /^e\.csv:2: names neither group nor person/,
      "group,country\na\n": /^e\.csv:2: the row has 1 field; the header has 2/,
      "group,country\na,NULL\n": /^e\.csv:2: country "NULL": QuickSight's rules say so for no value/,
      'group,country\na,"USA,CAN"\n': /^e\.csv:2: country "USA,CAN": QuickSight takes a comma/,
      "group,country\na, USA\n": /^e\.csv:2: country " USA": begins or ends with a space/,
      'group,note,country\na,"two\nlines",x\nb,c,NULL\n': /^e\.csv:4: country "NULL"|^e\.csv:2: note/,
    };
    for (const [text, expected] of Object.entries(cases)) {
      const problems = wrong(text);
      assert.ok(problems.some((one) => expected.test(one)), `${text} ${problems.join("\n")}`);
      assert.equal(read(text).table, undefined);
    }
    assert.match(wrong("group,country\na,1\n\0")[0] ?? "", /field/);
    assert.match(read(Buffer.from([0x50, 0x4b, 3, 4])).problems[0]?.message ?? "", /Excel/);
  });
});
