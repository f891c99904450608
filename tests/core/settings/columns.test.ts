import assert from "node:assert/strict";
import { columnReferences } from "../../../core/settings/columnReferences.ts";
import { everyColumn, outputColumns } from "../../../core/settings/outputColumns.ts";
import { parseTenant } from "../../../core/settings/parseTenant.ts";
import { onSet, problemsOf, source } from "./support/problemsOf.ts";

const file = { type: "S3", name: "F", file: "x.csv", owners: ["admin"] };

/** What is wrong with the data set, when it has these columns. */
const ofColumns = (columns: unknown[], more: object = {}) =>
  problemsOf({ set: { columns, ...more } });

describe("the columns of a data set", () => {
  it("of a file become numbers and dates by a cast, and a type says to write one", () => {
    const columns = [
      "city",
      { name: "amount", cast: "DECIMAL" },
      { name: "day", cast: "DATETIME", format: "yyyy-MM-dd" },
    ];
    const set = { source: "file", table: undefined };
    assert.deepEqual(problemsOf({ sources: { file }, set: { ...set, columns } }), []);
    assert.deepEqual(
      problemsOf({
        sources: { file },
        set: { ...set, columns: [...columns, { name: "x", type: "BIT" }] },
      }),
      [
        `${onSet}.columns[3]: column x is BIT, and QuickSight reads the columns of a CSV file as text only; write cast: INTEGER in place of the type`,
      ],
    );
  });

  it("are cast to another type only, with a format where text becomes a date", () => {
    assert.deepEqual(
      ofColumns([
        { name: "a", type: "DECIMAL", cast: "DECIMAL" },
        { name: "b", cast: "DECIMAL", format: "yyyy" },
        { name: "c", type: "INTEGER", cast: "DATETIME", format: "yyyy" },
        { name: "d", format: "yyyy" },
        { name: "e", type: "BOOLEAN", cast: "STRING" },
      ]).map((problem) => problem.replace(/; leave it out, or .*/, "")),
      [
        `${onSet}.columns[0]: column a is DECIMAL already; leave cast out`,
        `${onSet}.columns[1]: format says how dates are written in text that is cast to DATETIME (column b is STRING, cast to DECIMAL)`,
        `${onSet}.columns[2]: format says how dates are written in text that is cast to DATETIME (column c is INTEGER, cast to DATETIME)`,
        `${onSet}.columns[3]: format says how dates are written in text that is cast to DATETIME (column d is STRING)`,
      ],
    );
    assert.match(ofColumns([{ name: "a", cast: "BIT" }]).join(), /columns\.0.*cast/);
    assert.match(
      ofColumns([{ name: "a", cast: "DATETIME", format: "y".repeat(33) }]).join(),
      /format/,
    );
  });

  it("are each called otherwise, new names and calculated ones included", () => {
    assert.deepEqual(
      ofColumns(["id", { name: "key", as: "ID" }], { calculated: { Id: { expression: "now()" } } }),
      [
        `${onSet}.columns[1]: column ID is there already (columns[0], case apart); give each another name (as: another name)`,
        `${onSet}.calculated.Id: column Id is there already (columns[0], case apart); give each another name`,
      ],
    );
    assert.deepEqual(ofColumns(["id", { name: "id", as: "key" }]), [
      `${onSet}.columns[1]: column id is read already; name a column of the table once, and give a calculated column the second name`,
    ]);
  });

  it("get other names than they have, and take none from each other in a circle, as each is given by itself", () => {
    const called = (...names: [string, string?][]) =>
      ofColumns(names.map(([name, other]) => ({ name, ...(other && { as: other }) })));
    assert.deepEqual(called(["a", "z"], ["b", "a"], ["c", "b"]), []);
    assert.deepEqual(called(["a", "a"]), [
      `${onSet}.columns[0]: column a is called so already; leave as out`,
    ]);
    const circle = "take each other's names, which can only be given one after the other";
    assert.deepEqual(called(["a", "b"], ["x"], ["b", "c"], ["c", "a"]), [
      `${onSet}.columns[0]: columns a, b, c ${circle}; give one of them a name that none has`,
    ]);
  });

  it("are in rules what they are called in the data set, and what it shows", () => {
    const columns = [{ name: "city", as: "Ort" }, { name: "street", output: false }, "country"];
    const rules = (...names: string[]) => ({
      rowRules: [{ group: "emea", values: Object.fromEntries(names.map((name) => [name, "x"])) }],
      columnRules: [{ columns: names, groups: ["emea"] }],
    });
    assert.deepEqual(ofColumns(columns, rules("Ort", "country")), []);
    assert.deepEqual(ofColumns(columns, rules("city", "street")), [
      `${onSet}.rowRules[0].values.city: is not a column of the data set; it has Ort, country`,
      `${onSet}.rowRules[0].values.street: is not a column of the data set; it has Ort, country`,
      `${onSet}.columnRules[0].columns.city: is not a column of the data set; it has Ort, country`,
      `${onSet}.columnRules[0].columns.street: is not a column of the data set; it has Ort, country`,
    ]);
  });

  it("are text where rules of rows are about them, cast or calculated", () => {
    const rowRules = (column: string) => [{ group: "emea", values: { [column]: "x" } }];
    const at = (column: string) => `${onSet}.rowRules[0].values.${column}`;
    const columns = [
      { name: "code", type: "INTEGER", cast: "STRING" },
      { name: "n", cast: "INTEGER" },
    ];
    const calculated = {
      band: { expression: "ifelse({n} > 5, 'high', 'low')", type: "STRING" },
      twice: { expression: "n * 2" },
    };
    for (const column of ["code", "band"]) {
      assert.deepEqual(ofColumns(columns, { calculated, rowRules: rowRules(column) }), []);
    }
    assert.deepEqual(ofColumns(columns, { calculated, rowRules: rowRules("n") }), [
      `${at("n")}: rules work on STRING columns only (n is INTEGER); use another column`,
    ]);
    assert.deepEqual(ofColumns(columns, { calculated, rowRules: rowRules("twice") }), [
      `${at("twice")}: rules work on STRING columns only, and nobody says what twice comes to; give it type: STRING if it is text`,
    ]);
  });

  it("are at least one", () => {
    assert.deepEqual(ofColumns([{ name: "a", output: false }]), [
      `${onSet}: shows no column, as all have output: false; leave one without it`,
    ]);
  });

  it("are no more than QuickSight makes of a table", () => {
    const cast = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        name: `c${index}`,
        cast: "DECIMAL",
        as: `d${index}`,
      }));
    assert.deepEqual(ofColumns([...cast(1023)]), []);
    assert.match(ofColumns([...cast(1024)]).join(), /2,048 casts.*and QuickSight takes 2,047/);
  });
});

describe("a calculated column", () => {
  const columns = [
    "country",
    { name: "amount", type: "DECIMAL" },
    { name: "c", as: "order cost", type: "DECIMAL" },
  ];
  const of = (calculated: object) => ofColumns(columns, { calculated });
  const at = (name: string) => `${onSet}.calculated.${name}.expression`;

  it("uses columns of the data set and other calculated ones", () => {
    assert.deepEqual(
      of({
        margin: { expression: "amount - {order cost}" },
        share: { expression: "ifelse(amount > 0, {margin} / amount, NULL)", type: "DECIMAL" },
        note: { expression: "concat('{no column} of ', \"it's\", country) /* {nor this */" },
        rate: { expression: "amount * ${Exchange Rate} * 1.5e-3" },
        last: {
          expression: 'dateDiff(now(), now(), "MM") + 2 in [1, 2] AND not isNull({country})',
        },
      }),
      [],
    );
  });

  it("names what it uses and the data set lacks, with the new name of a column that has one", () => {
    assert.deepEqual(of({ x: { expression: "{c} + Amount + {a b}" } }), [
      `${at("x")}: uses c, a b, Amount, which the data set does not have; c is called order cost here; it has country, amount, order cost, x (a name of several words goes in braces, a text in quotes)`,
    ]);
  });

  it("is not worked out from itself, also through others", () => {
    const circle = { a: { expression: "b + 1" }, b: { expression: "{a}" }, d: { expression: "a" } };
    assert.deepEqual(of(circle), [
      `${at("a")}: is worked out from itself (through b); take one of them out`,
      `${at("b")}: is worked out from itself (through a); take one of them out`,
    ]);
  });

  it("closes what it opens, and is as long as the resource takes", () => {
    for (const open of ["{country", "concat('a, country)", "amount /* note"]) {
      assert.match(of({ x: { expression: open } }).join(), /is opened and not closed/, open);
    }
    assert.deepEqual(of({ x: { expression: `amount${" ".repeat(4090)}` } }), []);
    assert.match(
      of({ x: { expression: `amount${" ".repeat(4091)}` } }).join(),
      /use at most 4,096/,
    );
  });

  it("says which columns it shows something of, through others too, in whatever case they are written", () => {
    const { settings, problems } = parseTenant({
      namespace: "default",
      account: "organization/quicksight-governance/dev",
      membership: { file: "data/membership.csv" },
      groups: { admin: { role: "ADMIN" } },
      dataSources: { crm: source },
      dataSets: {
        accounts: {
          ...{ name: "A", source: "crm", table: { name: "t" }, columns, owners: ["admin"] },
          calculated: {
            margin: { expression: "amount - {order cost}", output: false },
            share: { expression: "{margin} / AMOUNT" },
          },
        },
      },
    });
    // The expression is refused for its case; what it uses is known all the same.
    assert.equal(settings, undefined);
    assert.deepEqual(
      problems.map(({ where, message }) => `${where}: ${message.split(",")[0] ?? ""}`),
      ["tenant.dataSets.accounts.calculated.share.expression: uses AMOUNT"],
    );
    const set = {
      columns: [
        { name: "country", type: "STRING" as const },
        { name: "amount", type: "DECIMAL" as const },
      ],
      calculated: {
        margin: { expression: "amount * 2", output: false },
        share: { expression: "{margin} / AMOUNT" },
      },
    };
    assert.deepEqual(
      outputColumns(set).map(({ name, uses }) => [name, uses]),
      [
        ["country", undefined],
        ["amount", undefined],
        ["share", ["amount", "margin"]],
      ],
    );
    assert.equal(everyColumn(set).length, 4);
  });

  it("finds the names in an expression", () => {
    assert.deepEqual(columnReferences("sum({a}, [b ASC], PRE_AGG) + f (c) + 'd{e}' + größe.x"), {
      inBraces: ["a"],
      words: ["b", "c", "größe.x"],
      unclosed: undefined,
    });
  });
});
