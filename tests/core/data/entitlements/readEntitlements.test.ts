import assert from "node:assert/strict";
import { readFurther } from "../../../../core/people/roster/readFurther.ts";
import { readEntitlements } from "../../../../core/data/entitlements/readEntitlements.ts";

const header = "namespace,group,user,email,country";
const usual = [
  "default,critical,ana,ana@x.com,USA",
  "default,usa,ana,ana@x.com,FRA",
  "default,critical,bo,bo@x.com,",
  "other,critical,cy,cy@x.com,NULL",
];
const file = (lines: readonly string[]) => `${lines.join("\n")}\n`;

describe("an entitlement table that is the membership file", () => {
  const read = (content: string | Uint8Array, session: "email" | "user" | "column" = "email") =>
    readEntitlements(
      { namespace: "default", entitlements: { membership: true } },
      () =>
        readFurther(typeof content === "string" ? Buffer.from(content) : content, "m.csv", {
          ...{ namespace: "default", session },
        }),
      () => assert.fail("nothing else is read"),
    );
  const rowsOf = async (content: string | Uint8Array, session?: "email" | "user" | "column") => {
    const { table, problems } = await read(content, session);
    assert.deepEqual(problems, []);
    return table?.rows.map(({ person, values, where }) => [person, values, where]);
  };
  const wrong = async (content: string) =>
    (await read(content)).problems.map(({ where, message }) => `${where}: ${message}`);

  const expected = (line: number) => [
    ["ana@x.com", { country: "USA" }, `m.csv:${line}`],
    ["ana@x.com", { country: "FRA" }, `m.csv:${line + 1}`],
    ["bo@x.com", {}, `m.csv:${line + 2}`],
  ];
  const lines = [header, ...usual];
  const quoted = lines.map((row) => `"${row.split(",").join('","')}"`);
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(file(lines), "utf16le")]);
  const layouts: Readonly<Record<string, readonly [content: string | Uint8Array, line?: number]>> =
    {
      "as plain CSV": [file(lines)],
      "in UTF-16": [wide],
      "as PowerShell writes it, with its type and everything in quotes": [
        file(["#TYPE System.Object", ...quoted]),
        3,
      ],
      "as Excel writes it, with sep= and semicolons": [
        file(["sep=;", ...lines.map((row) => row.replaceAll(",", ";"))]),
        3,
      ],
      "by bars": [file(lines.map((row) => row.replaceAll(",", "|")))],
      "with blank lines and another order of columns": [
        file([
          "",
          "Country,EMAIL,Alias,Group,Namespace",
          ...usual.map((row) => row.split(",").reverse().join(",")),
        ]).replaceAll("Country", "country"),
        3,
      ],
      "with a header again, where exports were joined": [
        file([...lines.slice(0, 1), header, ...usual]),
        3,
      ],
      "with spaces and what nobody sees around names": [
        file([
          " namespace , group,user ,email,\u200bcountry",
          ...usual.map((row) => row.replace("default,", " Default\u00a0, ")),
        ]),
      ],
      "with line ends of old Macs": [lines.join("\r") + "\r"],
      "with a zero width space in an address": [
        file(lines.map((row) => row.replace("bo@x.com", "bo\u200b@x.com"))),
      ],
    };
  for (const [what, [content, line = 2]] of Object.entries(layouts)) {
    it(`is read as the roster reads it: ${what}`, async () => {
      assert.deepEqual(await rowsOf(content), expected(line));
    });
  }

  it("says who somebody is as the roster does", async () => {
    const text = file([
      "namespace,group,alias,email,session,country",
      "default,critical,ana,ana@x.com,s1,USA",
      "default,critical,bo,bo@x.com,,FRA",
    ]);
    const people = async (session: "email" | "user" | "column") =>
      (await rowsOf(text, session))?.map(([person]) => person);
    assert.deepEqual(await people("email"), ["ana@x.com", "bo@x.com"]);
    assert.deepEqual(await people("user"), ["ana", "bo"]);
    assert.deepEqual(await people("column"), ["s1", "bo@x.com"]);
    assert.deepEqual((await read(text)).table?.terms, ["country"]);
  });

  it("is not used where the file breaks off in a value, which could mean others or all", async () => {
    const [first = "", second = ""] = usual;
    for (const [last, what] of [
      ["default,critical,bo,bo@x.com,", /ends in an empty field, which would mean every value/],
      ["default,critical,bo,bo@x.com,US", /country "US".*others have it as in "USA"/],
    ] as const) {
      const [problem = ""] = await wrong([header, first, second, last].join("\n"));
      assert.match(problem, /^m\.csv:4: /);
      assert.match(problem, what);
      assert.match(problem, /end the line with a line break if it is whole/);
    }
    assert.deepEqual(await wrong([header, first, second].join("\n")), []);
  });

  it("is not used without a header, with a column that has no name, or two of one name", async () => {
    assert.match(
      (await wrong(file(usual.map((row) => row.replace(/,[^,]*$/, "")))))[0] ?? "",
      /has no header/,
    );
    assert.match(
      (await wrong(file([`${header},,x`, "default,a,a,a@x.com,USA,1,2"])))[0] ?? "",
      /column without a name/,
    );
    assert.match(
      (await wrong(file([`${header},Country`, "default,a,a,a@x.com,USA,USA"])))[0] ?? "",
      /Country twice/,
    );
  });

  it("names the lines of values that QuickSight would take for others, in rows of its own namespace only", async () => {
    const problems = await wrong(file([header, ...usual, "default,usa,di,di@x.com,NULL"]));
    assert.equal(problems.length, 1);
    assert.match(
      problems[0] ?? "",
      /^m\.csv:6: country "NULL": QuickSight's rules say so for no value/,
    );
  });
});
