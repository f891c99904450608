import { createHash } from "node:crypto";
import { groupArnOf, userArnOf } from "../core/aws/scope.ts";
import { compileRowRules } from "../core/data/compileRowRules.ts";
import { entitle } from "../core/data/entitlements/entitle.ts";
import type { EntitlementTable } from "../core/data/entitlements/entitlement.ts";
import type { DataSetSettings } from "../core/settings/dataSettings.ts";
import { scope } from "./scope.ts";

/** How much there is. */
export interface RulesSize {
  readonly people: number;
  readonly groups: number;
  readonly dataSets: number;
}

/** What it took, and what came out. */
export interface CompiledTables {
  readonly seconds: { readonly first: number; readonly again: number };
  readonly rules: number;
  /** Data sets whose file differs once one person's values do. */
  readonly changed: number;
  readonly peakMemory: number;
  /** Data sets whose file has not as many rules as the table gives them; what they say is for tests. */
  readonly wrong: number;
}

const terms = ["country", "city", "account", "unit"];

/** A row for each group, and one for every tenth person. */
function makeTable({ people, groups }: RulesSize, moved?: string): EntitlementTable {
  const rows = Array.from({ length: groups }, (_, index) => ({
    ...{ group: `g${index}`, where: `e.csv:${index + 2}` },
    values: { country: `C${index % 60}`, ...(index % 3 === 0 ? { unit: `U${index % 17}` } : {}) },
  }));
  const own = Array.from({ length: Math.floor(people / 10) }, (_, index) => {
    const person = sessionOf(index * 10);
    const city = person === moved ? "elsewhere" : `T${index % 900}`;
    return { person, where: "e.csv", values: { city } };
  });
  return { rows: [...rows, ...own], terms };
}

const sessionOf = (index: number) => `person${index}@example.com`;

/** Half of the data sets have a column for each term, the others for countries and units alone. */
function makeSets({ dataSets }: RulesSize): Record<string, DataSetSettings> {
  return Object.fromEntries(
    Array.from({ length: dataSets }, (_, index) => {
      const mapped = index % 2 === 0 ? terms : ["country", "unit"];
      const set: DataSetSettings = {
        ...{ name: `Set ${index}`, source: "s", columns: [], import: "SPICE" },
        ...{ owners: [], viewers: [], allRows: [] },
        entitled: Object.fromEntries(mapped.map((term) => [term, `${term}_${index}`])),
      };
      return [`set${index}`, set];
    }),
  );
}

/** The rules files of all data sets. */
function compileAll(size: RulesSize, table: EntitlementTable): string[] {
  const people = Array.from({ length: size.people }, (_, index) => {
    const session = sessionOf(index);
    return { session, email: session };
  });
  const names = Array.from({ length: size.groups }, (_, index) => `g${index}`);
  const fullNames = new Map(names.map((name) => [name, `${scope.groupPrefix}${name}`]));
  const findGroup = (name: string) => (fullNames.has(name) ? name : undefined);
  const { federationRole } = scope;
  const given = { table, people, fullNames, findGroup, federationRole };
  const { dataSets } = entitle(makeSets(size), given);
  return Object.values(dataSets).map(
    ({ rowRules = [] }) =>
      compileRowRules(
        rowRules.map(({ group, person = "", values }) => ({
          principalArn: group === undefined ? userArnOf(scope, person) : groupArnOf(scope, group),
          values,
        })),
      ).csv,
  );
}

const size = JSON.parse(process.argv[2] ?? "") as RulesSize;
const [tables, moved] = [makeTable(size), makeTable(size, sessionOf(0))];
const began = performance.now();
const first = compileAll(size, tables);
const between = performance.now();
const again = compileAll(size, moved);
const versions = (files: readonly string[]) =>
  files.map((csv) => createHash("sha256").update(csv).digest("hex"));
const [before, after] = [versions(first), versions(again)];
const changed = before.filter((version, index) => version !== after[index]).length;
const ended = performance.now();
const lines = first.map((csv) => csv.split("\n").length - 2);

// Counted without what compiles: a line for each group, and for each person with a row where the data set has a column for cities.
const expected = makeTable(size).rows;
const inHalf = expected.filter((row) => "group" in row).length;
const wrong = lines.filter(
  (count, index) => count !== (index % 2 === 0 ? expected.length : inHalf),
).length;

const found: CompiledTables = {
  seconds: { first: (between - began) / 1000, again: (ended - between) / 1000 },
  rules: lines.reduce((sum, count) => sum + count, 0),
  ...{ changed, wrong },
  peakMemory: process.resourceUsage().maxRSS * 1024,
};
console.log(JSON.stringify(found));
