import assert from "node:assert/strict";
import fc from "fast-check";
import { onSet, problemsOf } from "./support/problemsOf.ts";

const withRules = (...rowRules: object[]) => problemsOf({ set: { rowRules } });
const valueOf = (value: unknown) => withRules({ group: "emea", values: { city: value } });

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
        `${onSet}.rowRules[0].values.${column}: QuickSight reads a column of this name in rules as whom they are for, and its values as people or groups; give it another name (as: another name)`,
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
