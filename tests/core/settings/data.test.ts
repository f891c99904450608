import assert from "node:assert/strict";
import { onSet, problemsOf, source } from "./support/problemsOf.ts";

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
      `${onSet}.columns[1]: column id is there already (columns[0]); give each another name (as: another name)`,
      `${onSet}.columns[2]: column Id is there already (columns[0], case apart); give each another name (as: another name)`,
    ]);
  });

  it("of a file is text, with what to do about numbers", () => {
    const sources = { file: { type: "S3", name: "F", file: "x.csv", owners: ["admin"] } };
    const columns = ["city", { name: "amount", type: "DECIMAL" }, { name: "x", type: "STRING" }];
    assert.deepEqual(problemsOf({ sources, set: { source: "file", table: undefined, columns } }), [
      `${onSet}.columns[1]: column amount is DECIMAL, and QuickSight reads the columns of a CSV file as text only; write cast: DECIMAL in place of the type`,
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
});
