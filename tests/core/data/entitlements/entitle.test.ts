import assert from "node:assert/strict";
import fc from "fast-check";
import { compileRowRules } from "../../../../core/data/compileRowRules.ts";
import { entitle } from "../../../../core/data/entitlements/entitle.ts";
import type { EntitlementTable } from "../../../../core/data/entitlements/entitlement.ts";
import type { DataSetSettings } from "../../../../core/settings/dataSettings.ts";
import { groupFinder } from "../../../../core/people/roster/groupFinder.ts";
import { seenRows } from "../../../support/seenRows.ts";

const people = [
  { session: "ana@x.com", email: "ana@x.com", user: "ana" },
  { session: "ben", email: "Ben@x.com" },
];
const groups = ["usa", "gbr"];
const fullNames = new Map([...groups, "guests"].map((name) => [name, `quicksight-fed-${name}`]));
fullNames.set("emea", "Sales, EMEA");
const findGroup = groupFinder({
  ...{ usa: { directory: ["DL-America"] }, gbr: {}, emea: {}, guests: {} },
});
const inputs = { people, fullNames, findGroup, federationRole: "role", newcomers: "guests" };

function set(changes: Partial<DataSetSettings> = {}): DataSetSettings {
  return {
    ...{ name: "Revenue", source: "s", columns: [], import: "SPICE" },
    ...{ owners: [], viewers: [], allRows: [], ...changes },
  };
}

function table(...rows: readonly object[]): EntitlementTable {
  const all = rows.map((row, index) => {
    const { group, person, ...values } = row as Record<string, string>;
    return { ...(group ? { group } : { person }), where: `t.csv:${index + 2}`, values };
  });
  return { rows: all, terms: ["country", "city"] };
}

const mapping = { country: "Land", city: "Ort" };

describe("the rules of a data set", () => {
  const rulesOf = (rows: EntitlementTable, entitled: Record<string, string> = mapping) => {
    const found = entitle({ revenue: set({ entitled }) }, { ...inputs, table: rows });
    const rules = found.dataSets["revenue"]?.rowRules ?? [];
    return { ...found, rules, problems: found.problems.get("revenue") ?? [] };
  };

  it("are those of the entitlement table, in its own columns, as few as they can be", () => {
    const rows = table(
      { group: "usa", country: "USA" },
      { group: "DL-america", country: "CAN" },
      { person: "ana", city: "Boston" },
      { person: "BEN@x.com" },
      { person: "ben", country: "MEX" },
    );
    assert.deepEqual(rulesOf(rows).rules, [
      { group: "usa", values: { Land: ["CAN", "USA"] } },
      { person: "ana@x.com", values: { Ort: "Boston" } },
      { person: "ben", values: {} },
    ]);
  });

  it("open no column for which a data set has none of the table's, and say so", () => {
    const rows = table({ group: "usa", country: "USA", city: "Boston" }, { group: "gbr", city: "" });
    const { rules, notices } = rulesOf(
      { ...rows, rows: rows.rows.slice(0, 1) },
      { country: "Land" },
    );
    assert.deepEqual(rules, []);
    assert.deepEqual(notices, [
      "tenant.dataSets.revenue.entitled: 1 row of the entitlement table limits city, for which it has no column, and so gives nothing here; map city to a column",
    ]);
  });

  it("are none where a term is misspelt, or a row is for a group that there is not", () => {
    const { problems } = rulesOf(table({ group: "us", country: "USA" }), { cuntry: "Land" });
    assert.deepEqual(problems, [
      {
        where: "tenant.dataSets.revenue.entitled.cuntry",
        message: "is not a term of the entitlement table; it has country, city",
      },
      {
        where: "t.csv:2",
        message: 'is not a group of this tenant (got "us"); use one of usa, gbr, guests, emea',
      },
    ]);
  });

  it("are none where QuickSight would read the name of a group or of somebody as several, or newcomers would have any", () => {
    const odd = [...people, { session: "doe,jane", email: "jane@x.com" }];
    const rows = table({ group: "emea" }, { group: "guests" }, { person: "jane@x.com" });
    const found = entitle(
      { revenue: set({ entitled: mapping }), own: set({ rowRules: [{ person: "jane@x.com", values: {} }] }) },
      { ...inputs, people: odd, table: rows },
    );
    const say = (name: string) =>
      found.problems.get(name)?.map(({ where, message }) => `${where}: ${message}`) ?? [];
    assert.deepEqual(
      say("revenue").map((one) => one.replace(/ takes a comma.*/, "")),
      [
        't.csv:2: group emea is called "Sales, EMEA" in QuickSight, which',
        "t.csv:3: newcomers open the landing page and nothing else (tenant.landing.newcomers is guests); give it to another group",
        't.csv:4: doe,jane is called "role/doe,jane" in QuickSight, which',
      ],
    );
    assert.match(say("own")[0] ?? "", /^tenant\.dataSets\.own\.rowRules: doe,jane is called/);
    assert.deepEqual(found.dataSets["own"]?.rowRules, []);
  });

  it("name a mistake of a group once, however many rows and data sets have it", () => {
    const rows = table(...Array.from({ length: 50 }, () => ({ group: "us", country: "USA" })));
    const sets = { a: set({ entitled: mapping }), b: set({ entitled: mapping }) };
    const { problems } = entitle(sets, { ...inputs, table: rows });
    const [a, b] = [problems.get("a"), problems.get("b")];
    assert.equal(a?.length, 1);
    assert.equal(a[0], b?.[0]);
    assert.match(a[0]?.message ?? "", /^is not a group .*; 49 more rows have it$/);
  });

  it("for people are for those of the membership file, by session name, email or name", () => {
    const rowRules = ["ana", "ANA@X.COM", "gone@x.com"].map((person, index) => ({
      person,
      values: { Ort: `${index}` },
    }));
    const { dataSets, notices } = entitle({ revenue: set({ rowRules }) }, inputs);
    assert.deepEqual(
      dataSets["revenue"]?.rowRules?.map(({ person }) => person),
      ["ana@x.com", "ana@x.com"],
    );
    assert.deepEqual(notices, [
      "tenant.dataSets.revenue.rowRules: gone@x.com is not in the membership file; nobody has these rules",
    ]);
  });

  it("for a name that two people have are nobody's, and that is said", () => {
    const two = [...people, { session: "other", email: "o@x.com", user: "ana" }];
    const rowRules = [{ person: "ana", values: {} }];
    const { dataSets, notices } = entitle({ revenue: set({ rowRules }) }, { ...inputs, people: two });
    assert.deepEqual(dataSets["revenue"]?.rowRules, []);
    assert.deepEqual(notices, [
      "tenant.dataSets.revenue.rowRules: ana is several people of the membership file; name them by session name or email; nobody has these rules",
    ]);
  });

  it("let everybody see what the table says, whatever is folded", () => {
    const value = fc.constantFrom("USA", "CAN", "New York", "Boston", "L'Aquila");
    const row = fc.record(
      {
        group: fc.constantFrom("usa", "gbr"),
        person: fc.constantFrom("ana@x.com", "ben"),
        country: value,
        city: value,
        account: value,
      },
      { requiredKeys: [], noNullPrototype: true },
    );
    const rows = fc.array(row.filter(({ group, person }) => !group !== !person), { maxLength: 12 });
    const data = fc.array(fc.record({ Land: value, Ort: value }), { minLength: 1, maxLength: 20 });
    const mapped = fc.subarray(["country", "city"], { minLength: 1 });
    const columnOf: Record<string, "Land" | "Ort"> = { country: "Land", city: "Ort" };
    const arnOf = (type: string, name: string) => `arn:aws:quicksight:us-east-1:1:${type}/n/${name}`;
    fc.assert(
      fc.property(rows, data, mapped, fc.subarray(groups), (given, seen, terms, own) => {
        const { rules } = rulesOf(
          { ...table(...given), terms: ["country", "city", "account"] },
          Object.fromEntries(terms.map((term) => [term, columnOf[term] ?? ""])),
        );
        const compiled = compileRowRules(
          rules.map(({ group, person = "", values }) => ({
            principalArn: group === undefined ? arnOf("user", person) : arnOf("group", group),
            values,
          })),
        );
        const sees = seenRows({
          ...{ rules: compiled.csv, rows: seen, user: arnOf("user", "ben") },
          groups: own.map((group) => arnOf("group", group)),
        });
        // What the table says, in its own words: no folding, no columns of QuickSight.
        const isTheirs = ({ group, person }: (typeof given)[number]) =>
          person === "ben" || (group !== undefined && own.includes(group));
        const gives = ({ group: _, person: __, ...values }: (typeof given)[number], one: object) =>
          Object.entries(values).every(
            ([term, wanted]) =>
              terms.includes(term) && new Map(Object.entries(one)).get(columnOf[term] ?? "") === wanted,
          );
        assert.deepEqual(
          sees,
          seen.filter((one) => given.some((entry) => isTheirs(entry) && gives(entry, one))),
        );
      }),
      { numRuns: 500 },
    );
  });
});
