import assert from "node:assert/strict";
import { checkRuleCounts } from "../../../core/data/checkRuleCounts.ts";
import { describeSight } from "../../../core/data/describeSight.ts";
import type { DataSetSettings } from "../../../core/settings/dataSettings.ts";

const where = "tenant.dataSets.x";
const dataSet: DataSetSettings = {
  name: "X",
  source: "x",
  columns: [{ name: "country", type: "STRING" }],
  import: "SPICE",
  owners: ["admin"],
  viewers: ["readers"],
  allRows: [],
  rowRules: [{ group: "usa", values: { country: "USA" } }, { group: "all", values: {} }],
};
const person = (session: string, ...groups: string[]) => ({ session, groups });
const sightOf = (
  changes: Partial<DataSetSettings>,
  people: ReturnType<typeof person>[],
  access: { group: string; all: "owner" | "viewer" }[] = [],
) => describeSight(where, { ...dataSet, ...changes }, { access }, people);

describe("what row rules come to for people", () => {
  it("is said of a data set whose only rules are by tags of sessions, which hold for nobody of them", () => {
    const people = [person("ana", "admin"), person("ivo", "readers"), person("zoe", "usa")];
    const { rowRules: _, ...open } = dataSet;
    const tagged = { ...open, tagRules: { customer: { column: "country" } } };
    assert.deepEqual(describeSight(where, tagged, { access: [] }, people), [
      "tenant.dataSets.x: tagRules limit sessions without a user of QuickSight and nobody who signs in, and it has no rowRules: 2 people who may use it see every row; give it rowRules as well, unless that is meant",
    ]);
    assert.deepEqual(describeSight(where, tagged, { access: [] }, [person("zoe", "usa")]), []);
    assert.deepEqual(describeSight(where, open, { access: [] }, people), []);
  });

  it("is said of owners who see past them, with those whom a rule would limit through another group", () => {
    const people = [
      person("ana", "admin", "usa"),
      person("leo", "admin", "all", "usa"),
      person("mia", "dev", "usa"),
      person("ivo", "usa", "readers"),
    ];
    assert.deepEqual(sightOf({}, people, [{ group: "dev", all: "owner" }]), [
      "tenant.dataSets.x: owners see every row, whatever the rules say: admin (owners[0]), dev (tenant.access[0], all: owner), among them people whom a rule would limit: ana, mia; name them in allRows if that is meant, or make them viewers",
    ]);
    assert.deepEqual(
      sightOf({ allRows: ["admin"] }, people, [{ group: "dev", all: "owner" }]),
      [
        "tenant.dataSets.x: owners see every row, whatever the rules say: dev (tenant.access[0], all: owner), among them people whom a rule would limit: mia; name them in allRows if that is meant, or make them viewers",
      ],
    );
  });

  it("names owners in one order, and nobody among them where no rule would limit anybody", () => {
    const people = [person("leo", "admin", "all"), person("mia", "readers", "usa")];
    assert.deepEqual(sightOf({ owners: ["dev", "admin"] }, people), [
      "tenant.dataSets.x: owners see every row, whatever the rules say: admin (owners[1]), dev (owners[0]); name them in allRows if that is meant, or make them viewers",
    ]);
  });

  it("is not said where allRows names every owner, and where there are no rules", () => {
    const people = [person("ana", "admin", "usa")];
    assert.deepEqual(sightOf({ allRows: ["admin"] }, people), []);
    assert.deepEqual(sightOf({ rowRules: undefined }, people), []);
  });

  it("is said of groups in allRows that do not own the set, as rules hold for them", () => {
    assert.deepEqual(sightOf({ allRows: ["admin", "dev"] }, []), [
      "tenant.dataSets.x: allRows names dev, which does not own it, so that the rules hold for it; remove it there, or give it a rule without values",
    ]);
  });

  it("is said of viewers who are in no rule, by whatever way they may view it", () => {
    const people = [
      person("ana", "readers"),
      person("leo", "readers", "usa"),
      person("mia", "power"),
      person("ivo", "readers", "admin"),
      person("eva", "usa"),
    ];
    const access = [{ group: "power", all: "viewer" as const }];
    assert.deepEqual(sightOf({ allRows: ["admin"] }, people, access), [
      "tenant.dataSets.x: 2 of 3 who may view it see no row, as no rule is for them or a group of theirs: ana, mia",
    ]);
  });

  it("is counted for each person: rules of all groups, and values of a column", () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index));
    const many = (group: string, count: number) => ({ group, values: { country: ids(count) } });
    assert.deepEqual(
      checkRuleCounts(where, { rowRules: [many("a", 100_000), many("b", 92_000)] }, [
        person("ana", "a", "b"),
      ]),
      [],
    );
    assert.deepEqual(
      checkRuleCounts(where, { rowRules: [many("a", 100_000), many("b", 92_001)] }, [
        person("ana", "a", "b"),
        person("leo", "a"),
      ]).map(({ message }) => message.split(";")[0]),
      [
        "ana has 192,001 values of column country (a 100,000, b 92,001), and QuickSight takes 192,000 for a person, of all rules",
      ],
    );
  });

  it("is counted over however many groups of a person give rules, those with the most first", () => {
    const rules = (count: number, ...groups: string[]) =>
      groups.flatMap((group) =>
        Array.from({ length: count }, (_, index) => ({ group, values: { country: `${group}${index}` } })),
      );
    const groups = Array.from({ length: 333 }, (_, index) => `g${index}`);
    const people = [person("ana", "readers", ...groups), person("leo", "g0")];
    assert.deepEqual(checkRuleCounts(where, { rowRules: rules(3, ...groups) }, people), []);
    const [problem] = checkRuleCounts(
      where,
      { rowRules: [...rules(3, ...groups), { group: "g7", values: {} }] },
      people,
    );
    assert.match(
      problem?.message ?? "",
      /^ana has 1,000 rules \(g7 4, g0 3, .* and 313 more\), and QuickSight takes 999/,
    );
  });

  it("counts no values of a column for a rule that does not name it, whatever the column is called", () => {
    const values = Array.from({ length: 192_000 }, (_, index) => String(index));
    const rowRules: DataSetSettings["rowRules"] = [
      { group: "a", values: { constructor: values } },
      { group: "b", values: { country: "USA" } },
    ];
    assert.deepEqual(checkRuleCounts(where, { rowRules }, [person("ana", "a", "b")]), []);
  });

  it("names few of the people who have too many rules, those with the most first", () => {
    const rowRules = Array.from({ length: 1200 }, (_, index) => ({
      group: index < 600 ? "a" : "b",
      values: { country: String(index) },
    }));
    const people = Array.from({ length: 30 }, (_, index) => person(`p${index}`, "a", "b"));
    const [problem, ...others] = checkRuleCounts(where, { rowRules }, people);
    assert.deepEqual(others, []);
    assert.match(
      problem?.message ?? "",
      /^p0 has 1,200 rules \(a 600, b 600\) \(also p1, p2, p3, p4, p5 and 24 more\), and QuickSight takes 999/,
    );
  });
});
