import assert from "node:assert/strict";
import fc from "fast-check";
import { parseTenant } from "../../../core/settings/parseTenant.ts";

const source = {
  type: "POSTGRESQL",
  name: "CRM",
  host: "crm.acme.example",
  port: 5432,
  database: "crm",
  secret: "acme/crm",
  owners: ["admin"],
};
const set = {
  name: "Accounts",
  source: "crm",
  table: { name: "accounts" },
  columns: ["account_id", "city", "street"],
  owners: ["admin"],
  viewers: ["readers"],
};

interface Changes {
  readonly set?: object;
  readonly access?: object[];
  readonly sources?: object;
  readonly groups?: object;
  readonly namespace?: string;
  readonly name?: string;
}

/** What is wrong with a tenant of one data set that differs from a good one in this. */
function problemsOf({ set: changes = {}, access = [], sources = {}, ...rest }: Changes): string[] {
  const many = Array.from({ length: 70 }, (_, index) => [`g${index}`, {}]);
  const { problems } = parseTenant({
    namespace: rest.namespace ?? "default",
    account: "organization/quicksight-governance/dev",
    membership: { file: "data/membership.csv" },
    groups: {
      admin: { role: "ADMIN" },
      analysts: { role: "AUTHOR" },
      readers: { role: "READER" },
      emea: {},
      amer: {},
      ...rest.groups,
      ...(Object.fromEntries(many) as object),
    },
    access,
    dataSources: { crm: source, ...sources },
    dataSets: { [rest.name ?? "accounts"]: { ...set, ...changes } },
  });
  return problems.map(({ where, message }) => `${where.replace(/^tenant\./, "")}: ${message}`);
}

const withRules = (...rowRules: object[]) => problemsOf({ set: { rowRules } });
const valueOf = (value: unknown) => withRules({ group: "emea", values: { city: value } });
const onSet = "dataSets.accounts";

describe("row rules in the settings", () => {
  it("may give one group several rules, several values and all rows", () => {
    assert.deepEqual(
      withRules(
        { group: "emea", values: { city: "Lyon", street: ["A", "B"] } },
        { group: "emea", values: { street: "C" } },
        { group: "amer" },
      ),
      [],
    );
  });

  it("are at most 999 for a group, as QuickSight takes no more of a person", () => {
    const rules = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        group: "emea",
        values: { city: `City${index}`, street: `Street${index}` },
      }));
    assert.deepEqual(withRules(...rules(999)), []);
    assert.deepEqual(withRules(...rules(1000)), [
      `${onSet}.rowRules: group emea has 1,000 rules, and QuickSight takes 999 for a person, own and of all groups; give several values in one rule as a list, or filter on a column that has fewer values`,
    ]);
  });

  it("count as the rows that a long list takes", () => {
    const ids = (count: number) => Array.from({ length: count }, (_, i) => String(1e11 + i));
    // 157 values of 12 digits in a field of 2,047 characters.
    assert.deepEqual(withRules({ group: "emea", values: { account_id: ids(157 * 999) } }), []);
    const [problem = ""] = withRules({ group: "emea", values: { account_id: ids(157 * 999 + 1) } });
    assert.match(problem, /group emea has 1,000 rules/);
  });

  it("may have values of 2,047 characters, counted as QuickSight does, and none that is longer", () => {
    assert.deepEqual(valueOf("x".repeat(2047)), []);
    assert.deepEqual(valueOf("𝄞".repeat(2047)), []);
    assert.match(
      valueOf(["a", "x".repeat(2048)]).join(),
      /rowRules\.0\.values\.city\.1: is wrong \(got "x+.*\); use at most 2,047 characters, where QuickSight cuts a field/,
    );
  });

  it("do not filter on a column whose name says whom a rule is for", () => {
    for (const column of ["UserARN", "GroupARN", "UserName", "groupname", "USERARN"]) {
      const columns = ["ticket", column];
      const rowRules = [{ group: "emea", values: { [column]: "x" } }];
      assert.deepEqual(problemsOf({ set: { columns, rowRules } }), [
        `${onSet}.rowRules[0].values.${column}: QuickSight reads a column of this name in rules as whom they are for, and its values as people or groups; rename the column (in a query: as another name)`,
      ]);
      assert.deepEqual(
        problemsOf({ set: { columns, rowRules: [{ group: "emea", values: { ticket: "x" } }] } }),
        [],
      );
    }
  });

  it("have values as they stand in the data: no spaces around, no line breaks, no quotes, no commas", () => {
    const wrong = {
      " Lyon": /begins or ends with a space/,
      "Lyon ": /begins or ends with a space/,
      "\u00a0Lyon": /begins or ends with a space/,
      "Lyon\u200b": /begins or ends with a space/,
      " ": /begins or ends with a space/,
      "Ly\non": /line break or another control character/,
      "Ly\ton": /line break or another control character/,
      "Ly\u2028on": /line break or another control character/,
      "Ly\ud800on": /line break or another control character/,
      '"Lyon"': /double quote/,
      "Lyon,Graz": /comma for the end of a value/,
      "": /is empty, which would mean every value/,
    };
    for (const [value, expected] of Object.entries(wrong)) {
      assert.match(valueOf(value).join(), expected, JSON.stringify(value));
      assert.match(valueOf(["Graz", value]).join(), expected, JSON.stringify(value));
    }
    assert.deepEqual(valueOf(["New York", "L'Aquila", "Zürich", "東京", "ALL"]), []);
  });

  it("are not read where YAML made something else of what is written", () => {
    for (const value of [12345678901, 100000, 16, 1.5, true, false]) {
      assert.match(
        valueOf(value).join(),
        /dataSets\.accounts\.rowRules\.0\.values\.city: is wrong \(got .*\); put it in quotes, as it stands in the data: YAML reads it as a (number|truth value)/,
      );
      assert.match(valueOf(["x", value]).join(), /values\.city\.1: .*put it in quotes/);
    }
    assert.match(valueOf(null).join(), /values\.city: .*put it in quotes.*as nothing/);
    // What the engine makes of 2026-01-31, of 2026-01-31T10:00:00+02:00, and of one with the offset of the machine it runs on.
    for (const value of [
      "2026-01-31 00:00:00 +0000 UTC",
      "2026-01-31 10:00:00 +0200 +0200",
      "2001-12-14 21:59:43.1 -0500 EST",
    ]) {
      assert.match(valueOf(value).join(), /values\.city: .*put it in quotes.*as a date/, value);
    }
    assert.deepEqual(valueOf("2026-01-31"), []);
    assert.deepEqual(valueOf("012345678901"), []);
    assert.match(
      problemsOf({ set: { columns: ["city", 2024] } }).join(),
      /columns\.1: is wrong \(got 2024\); use a name or .*, in quotes where YAML/,
    );
  });

  it("do not say what the rules of QuickSight read as every value", () => {
    for (const value of ["NULL", "null", "Null"]) {
      assert.match(
        valueOf(value).join(),
        /values\.city: is wrong \(got ".*"\); QuickSight's rules say so for no value, which means every value/,
      );
      assert.match(valueOf(["Graz", value]).join(), /values\.city\.1: .*which means every value/);
    }
    assert.deepEqual(valueOf(["NULL island", "null and void"]), []);
  });

  it("are for groups whose name in QuickSight is one value of a field", () => {
    const rowRules = [{ group: "sales", values: { city: "Lyon" } }];
    const named = (name: string) => problemsOf({ groups: { sales: { name } }, set: { rowRules } });
    assert.deepEqual(named("Sales EMEA"), []);
    for (const name of ["Sales, EMEA", 'Sales "EMEA"']) {
      assert.deepEqual(named(name), [
        `${onSet}.rowRules[0].group: group sales is called "${name}" in QuickSight, which takes a comma or a double quote in rules for the begin or end of a value: they could be those of another group; use a group without`,
      ]);
    }
    assert.deepEqual(problemsOf({ groups: { sales: { name: "Sales, EMEA" } } }), []);
  });

  it("are not said twice", () => {
    assert.deepEqual(
      withRules(
        { group: "emea", values: { city: ["Lyon", "Graz"] } },
        { group: "amer", values: { city: ["Lyon", "Graz"] } },
        { group: "emea", values: { city: ["Graz", "Lyon", "Graz"] } },
      ),
      [`${onSet}.rowRules[2]: says the same as rowRules[0]; remove one of the two`],
    );
    assert.deepEqual(
      withRules({ group: "emea", values: { city: "Lyon" } }, { group: "emea" }, { group: "amer" }),
      [
        `${onSet}.rowRules[0]: has no effect, as rowRules[1] gives group emea every row; remove one of the two`,
      ],
    );
  });

  it("are the same in whatever order their columns stand", () => {
    const [problem = "", ...others] = withRules(
      { group: "emea", values: { city: "Lyon", street: ["A", "B"] } },
      { group: "emea", values: { street: ["B", "A"], city: "Lyon" } },
      { group: "emea", values: { street: "Lyon", city: ["A", "B"] } },
    );
    assert.deepEqual(others, []);
    assert.match(problem, /rowRules\[1\]: says the same as rowRules\[0\]/);
  });

  it("are for groups of the tenant, and on columns of text", () => {
    const columns = ["city", { name: "visits", type: "INTEGER" }];
    const rowRules = [{ group: "nobody", values: { city: "Lyon", visits: "1" } }];
    const [group = "", column = "", ...others] = problemsOf({ set: { columns, rowRules } });
    assert.deepEqual(others, []);
    assert.match(group, /^dataSets\.accounts\.rowRules\[0\]\.group: is not a group of this tenant/);
    assert.equal(
      column,
      `${onSet}.rowRules[0].values.visits: rules work on STRING columns only (visits is INTEGER); use another column`,
    );
  });

  it("name columns that the set has", () => {
    assert.deepEqual(withRules({ group: "emea", values: { City: "Lyon" } }), [
      `${onSet}.rowRules[0].values.City: is not a column of the data set; it has account_id, city, street`,
    ]);
  });
});

describe("owners of a data set with row rules", () => {
  const rule = { group: "emea", values: { city: "Lyon" } };
  const bound = { group: "analysts", values: { city: "Graz" } };

  it("are refused where a rule is for them, as owners see every row", () => {
    const expected = (why: string) => [
      `${onSet}.rowRules[1].group: group analysts owns the data set (${why}), and owners see every row, whatever the rules say; take that away, or name the group in allRows if it is meant to see every row`,
    ];
    assert.deepEqual(
      problemsOf({ set: { owners: ["admin", "analysts"], rowRules: [rule, bound] } }),
      expected("owners[1]"),
    );
    assert.deepEqual(
      problemsOf({
        set: { rowRules: [rule, bound] },
        access: [
          { group: "readers", all: "viewer" },
          { group: "analysts", all: "owner" },
        ],
      }),
      expected("tenant.access[1], all: owner"),
    );
  });

  it("are named with the entry of access that makes them owners, of all that name them or anything else", () => {
    const [problem = ""] = problemsOf({
      set: { rowRules: [bound] },
      access: [
        { group: "analysts", dashboards: ["Sales"] },
        { group: "admin", all: "owner" },
        { group: "analysts", all: "owner" },
      ],
    });
    assert.match(problem, /group analysts owns the data set \(tenant\.access\[2\], all: owner\)/);
  });

  it("are refused where they are declared viewers", () => {
    const [problem = "", ...others] = problemsOf({
      set: { viewers: ["readers", "analysts"], rowRules: [rule] },
      access: [{ group: "analysts", all: "owner" }],
    });
    assert.deepEqual(others, []);
    assert.match(
      problem,
      /^dataSets\.accounts\.viewers\[1\]: group analysts owns the data set \(tenant\.access\[0\], all: owner\)/,
    );
  });

  it("pass where allRows names them, where no rule limits them, and where there are no rules", () => {
    const access = [{ group: "analysts", all: "owner" }];
    const viewers = ["analysts"];
    for (const changes of [
      { viewers, rowRules: [rule, bound], allRows: ["analysts"] },
      { rowRules: [rule, { group: "analysts" }] },
      { viewers },
    ]) {
      assert.deepEqual(problemsOf({ set: changes, access }), []);
    }
  });

  it("may be named in allRows before they own it, and after; a group that nobody declares may not", () => {
    assert.deepEqual(problemsOf({ set: { rowRules: [rule], allRows: ["readers"] } }), []);
    assert.deepEqual(problemsOf({ set: { allRows: ["admin"] } }), []);
    assert.match(
      problemsOf({ set: { rowRules: [rule], allRows: ["nobody"] } }).join(),
      /^dataSets\.accounts\.allRows\[0\]: is not a group of this tenant \(got "nobody"\)/,
    );
  });
});

describe("data in the settings", () => {
  it("is granted to at most 64 groups", () => {
    const groups = (count: number) => Array.from({ length: count }, (_, index) => `g${index}`);
    assert.deepEqual(problemsOf({ set: { viewers: groups(63) } }), []);
    assert.deepEqual(problemsOf({ set: { viewers: [...groups(63), "g1", "admin"] } }), []);
    assert.deepEqual(problemsOf({ set: { viewers: groups(64) } }), [
      `${onSet}: is granted to 65 groups, those of tenant.access with all among them; QuickSight and its resource take 64: put people who get the same into one group`,
    ]);
    assert.deepEqual(
      problemsOf({ set: { viewers: groups(63) }, access: [{ group: "analysts", all: "viewer" }] }),
      [
        `${onSet}: is granted to 65 groups, those of tenant.access with all among them; QuickSight and its resource take 64: put people who get the same into one group`,
      ],
    );
    const [problem = ""] = problemsOf({
      sources: { big: { ...source, viewers: groups(70) } },
    });
    assert.match(problem, /^dataSources\.big: is granted to 71 groups/);
  });

  it("is granted to groups of the tenant, and owned by authors or admins", () => {
    const unknown = /: is not a group of this tenant \(got "nobody"\)/;
    for (const granted of [{ owners: ["nobody"] }, { viewers: ["nobody"] }]) {
      const [key = ""] = Object.keys(granted);
      for (const [where, problems] of [
        ["dataSets.accounts", problemsOf({ set: granted })],
        ["dataSources.crm", problemsOf({ sources: { crm: { ...source, ...granted } } })],
      ] as const) {
        assert.equal(problems.length, 1, problems.join());
        assert.match(problems.join(), new RegExp(`^${where}\\.${key}\\[0\\]${unknown.source}`));
      }
    }
    assert.deepEqual(problemsOf({ set: { owners: ["analysts", "readers", "emea"] } }), [
      `${onSet}.owners[1]: readers cannot own data (group readers gives READER); use a group of authors or admins`,
      `${onSet}.owners[2]: readers cannot own data (group emea gives READER); use a group of authors or admins`,
    ]);
  });

  it("is owned by no readers either where access gives them everything", () => {
    const access = [
      { group: "analysts", all: "owner" },
      { group: "readers", all: "owner" },
      { group: "emea", all: "viewer" },
      { group: "emea", all: "owner" },
    ];
    const message = (group: string) =>
      `readers cannot own data (group ${group} gives READER, and would own data source crm, data set accounts); use a group of authors or admins, or all: viewer`;
    assert.deepEqual(problemsOf({ access }), [
      `access[1].all: ${message("readers")}`,
      `access[3].all: ${message("emea")}`,
    ]);
  });

  it("comes from a source of the tenant: of a database a table or a query, of a file neither", () => {
    assert.deepEqual(problemsOf({ set: { source: "other" } }), [
      `${onSet}.source: is not a data source of this tenant (got "other"); it has crm`,
    ]);
    const either = [`${onSet}: give exactly one of table and sql`];
    assert.deepEqual(problemsOf({ set: { table: undefined } }), either);
    assert.deepEqual(problemsOf({ set: { sql: "select 1" } }), either);
    assert.deepEqual(problemsOf({ set: { table: undefined, sql: "select 1" } }), []);
    const sources = { file: { type: "S3", name: "F", file: "x.csv", owners: ["admin"] } };
    const ofFile = (changes: object) =>
      problemsOf({ sources, set: { source: "file", ...changes } });
    const neither = [`${onSet}: a file has neither table nor sql; remove them`];
    assert.deepEqual(ofFile({}), neither);
    assert.deepEqual(ofFile({ table: undefined, sql: "select 1" }), neither);
    assert.deepEqual(ofFile({ table: undefined, import: "DIRECT_QUERY" }), [
      `${onSet}.import: a file can only be imported (got DIRECT_QUERY); use SPICE`,
    ]);
    assert.deepEqual(ofFile({ table: undefined }), []);
  });

  it("has rules of columns that it has, for groups of the tenant", () => {
    const columnRules = [
      { columns: ["city"], groups: ["emea"] },
      { columns: ["street", "City"], groups: ["amer", "nobody"] },
    ];
    const [group = "", ...others] = problemsOf({ set: { columnRules } });
    assert.match(group, /^dataSets\.accounts\.columnRules\[1\]\.groups\[1\]: is not a group/);
    assert.deepEqual(others, [
      `${onSet}.columnRules[1].columns.City: is not a column of the data set; it has account_id, city, street`,
    ]);
  });

  it("has each column once, also where names differ in case only", () => {
    assert.deepEqual(problemsOf({ set: { columns: ["id", "id", "Id", "city"] } }), [
      `${onSet}.columns[1]: column id is there already (columns[0]); give each another name (in a query: as another name)`,
      `${onSet}.columns[2]: column Id is there already (columns[0], case apart); give each another name (in a query: as another name)`,
    ]);
  });

  it("of a file is text, with what to do about numbers", () => {
    const sources = { file: { type: "S3", name: "F", file: "x.csv", owners: ["admin"] } };
    const columns = ["city", { name: "amount", type: "DECIMAL" }, { name: "x", type: "STRING" }];
    assert.deepEqual(problemsOf({ sources, set: { source: "file", table: undefined, columns } }), [
      `${onSet}.columns[1]: column amount is DECIMAL, and QuickSight takes the columns of a CSV file as text only; leave the type out, and convert it where it is used (parseDecimal, parseInt, parseDate), or put the data into a database`,
    ]);
    assert.deepEqual(problemsOf({ set: { columns } }), []);
  });

  it("has columns whose names QuickSight and the provider take, and no more of them than QuickSight does", () => {
    const named = (...columns: unknown[]) => problemsOf({ set: { columns } }).join();
    for (const name of ["x".repeat(127), "ü".repeat(64), "😀".repeat(32)]) {
      assert.equal(named(name), "");
      assert.equal(named({ name, type: "INTEGER" }), "");
    }
    // The user guide: 127 Unicode characters. The provider: 128 bytes. The engine: a date without quotes is another text.
    for (const name of [
      "x".repeat(128),
      "ü".repeat(65),
      "😀".repeat(33),
      "2026-01-31 00:00:00 +0000 UTC",
    ]) {
      const expected =
        /columns\.1(\.name)?: is wrong \(got .*\); use a name.*, in quotes where YAML reads it as something else; a name has 1 to 127 characters, and no more than 128 bytes in UTF-8/;
      assert.match(named("city", name), expected, name);
      assert.match(named("city", { name }), expected, name);
    }
    const columns = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);
    assert.equal(named(...columns(2000)), "");
    assert.match(
      named(...columns(2001)),
      /columns: is wrong \(got .*\); use at most 2,000 columns/,
    );
  });

  it("has names that the provider takes, which counts bytes, and not such as YAML made of a date", () => {
    for (const name of ["x".repeat(128), "ü".repeat(64), "東".repeat(42)]) {
      assert.deepEqual(problemsOf({ set: { name } }), []);
    }
    const tooLong =
      /is wrong \(got .*\); use at most 128 bytes of UTF-8 \(it has 1\d\d; ü has 2, 東 3\)/;
    for (const name of ["x".repeat(129), "ü".repeat(65), "東".repeat(43), "😀".repeat(33)]) {
      assert.match(problemsOf({ set: { name } }).join(), tooLong, name);
      assert.match(problemsOf({ sources: { other: { ...source, name } } }).join(), tooLong, name);
    }
    const name = "2026-01-31 00:00:00 +0000 UTC";
    assert.match(
      problemsOf({ set: { name } }).join(),
      /name: .*put it in quotes: YAML reads it as a date/,
    );
    const table = (changes: object) =>
      problemsOf({ set: { table: { name: "t", ...changes } } }).join();
    assert.equal(table({ name: "ü".repeat(64), schema: "ü".repeat(128) }), "");
    assert.match(table({ name: "ü".repeat(129) }), /table\.name: .*use at most 256 bytes/);
    assert.match(table({ schema: "ü".repeat(129) }), /table\.schema: .*use at most 256 bytes/);
    const sql = (text: string) => problemsOf({ set: { table: undefined, sql: text } }).join();
    assert.equal(sql("ü".repeat(32_768)), "");
    assert.match(
      sql("ü".repeat(32_769)),
      /sql: is wrong \(got .*use at most 65,536 bytes of UTF-8 \(it has 65,538;/,
    );
  });

  it("of a file has a key of its own beside that of another file's manifest", () => {
    const file = { type: "S3", name: "F", file: "x.csv", owners: ["admin"] };
    assert.deepEqual(problemsOf({ sources: { "x-manifest": file, y: file } }), []);
    assert.deepEqual(problemsOf({ sources: { "x-manifest": source, x: file } }), []);
    assert.deepEqual(problemsOf({ sources: { "x-manifest": file, x: file } }), [
      "dataSources.x-manifest: is what the manifest of x is called; use another name for one of the two",
    ]);
  });

  it("is told what there is by a few names, however many there are", () => {
    const columns = Array.from({ length: 1500 }, (_, index) => `c${index}`);
    const rowRules = [{ group: "emea", values: { city: "Lyon" } }];
    const columnRules = [{ columns: ["city"], groups: ["nobody"] }];
    const sources = Object.fromEntries(columns.map((name) => [name, source]));
    const problems = problemsOf({ sources, set: { source: "x", columns, rowRules, columnRules } });
    assert.deepEqual(
      problems.map((problem) => problem.replace(/, c\d.* and| amer, .* and/, " … and")),
      [
        `${onSet}.source: is not a data source of this tenant (got "x"); it has crm … and 1,481 more`,
        `${onSet}.rowRules[0].values.city: is not a column of the data set; it has c0 … and 1,480 more`,
        `${onSet}.columnRules[0].groups[0]: is not a group of this tenant (got "nobody"); use one of admin, analysts, readers, emea, … and 55 more`,
        `${onSet}.columnRules[0].columns.city: is not a column of the data set; it has c0 … and 1,480 more`,
      ],
    );
  });

  it("has ids that QuickSight takes, its rules' included", () => {
    const namespace = "n".repeat(30);
    // qsgov-, the namespace, a dash: 59 characters are left, 53 with rules.
    const longest = "d".repeat(59);
    const rowRules = [{ group: "emea" }];
    assert.deepEqual(problemsOf({ namespace, name: longest }), []);
    assert.deepEqual(problemsOf({ namespace, name: "d".repeat(53), set: { rowRules } }), []);
    assert.deepEqual(problemsOf({ namespace, name: `${longest}d` }), [
      `dataSets.${longest}d: its id would have 97 characters (qsgov-, the namespace and this name), and QuickSight takes 96; use a name of at most 59 characters`,
    ]);
    assert.deepEqual(problemsOf({ namespace, name: "d".repeat(54), set: { rowRules } }), [
      `dataSets.${"d".repeat(54)}: the id of its row rules would have 97 characters (qsgov-, the namespace, this name and -rules), and QuickSight takes 96; use a name of at most 53 characters`,
    ]);
  });

  it("never stops the program, whatever stands where a value should", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const problems = valueOf(value);
        const isRight = [value]
          .flat()
          .every((text) => typeof text === "string" && /^(?!null$)[a-z]+$/.test(text));
        const isEmpty = Array.isArray(value) && value.length === 0;
        if (isRight && !isEmpty) assert.deepEqual(problems, []);
        if (isEmpty) assert.equal(problems.length, 1);
      }),
    );
  });
});
