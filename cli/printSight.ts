import { nameSome, printable } from "@quicksight-governance/core/aws";
import type { Sight, SnapshotAsset } from "@quicksight-governance/core/explain";
import type { ReaderSight } from "./explainReaders.ts";
import type { ExplainedDataSet, ExplainedRule } from "./explainSight.ts";
import { output } from "./output.ts";

/** Prints which rows and columns somebody sees of the data sets that they read. */
export function printSight(dataSets: readonly ExplainedDataSet[]): void {
  if (dataSets.length === 0) return;
  output.print(`\nreads these data sets (${dataSets.length})`);
  for (const one of dataSets) {
    const by = one.through.map(({ kind, name, id }) => `${kind} "${printable(name)}" (${id})`);
    const how = by.length === 0 ? "" : ` by ${nameSome(by)}`;
    output.print(`  "${printable(one.name)}" (${one.id})${how}`);
    for (const line of linesOf(one)) output.print(`    ${line}`);
    const { tags } = one.sight;
    if (tags !== undefined) output.print(`    sessions without a user ${describeTags(tags)}`);
  }
}

/** Prints which rows of data sets that an asset shows sessions without a user see by their tags. */
export function printSessions(dataSets: readonly SnapshotAsset[]): void {
  for (const { name, id, protection } of dataSets) {
    const tags = protection?.tags;
    if (tags === undefined) continue;
    const which = `"${printable(name)}" (${id})`;
    output.print(`\nsessions without a user ${describeTags(tags, ` of ${which}`)}`);
  }
}

/** Prints what those who can open an asset see of the data that it shows, people who see the same together. */
export function printReaders(sights: readonly ReaderSight[]): void {
  if (sights.length === 0) return;
  output.print("\nwhat they see of the data");
  for (const { people, dataSets } of sights) {
    output.print(`  ${nameSome(people.map(({ person }) => printable(person.userName)))}`);
    for (const one of dataSets) {
      output.print(`    "${printable(one.name)}" (${one.id})`);
      for (const line of linesOf(one)) output.print(`      ${line}`);
    }
  }
}

function linesOf({ id, sight, rules, unread }: ExplainedDataSet): string[] {
  const { past, hidden, unconfirmed = [] } = sight;
  const all = {
    owner: "every row and column, as an owner",
    off: "every row, as its rules are off",
  };
  const open = past === undefined ? "every row, as no rule limits them" : all[past];
  const limited =
    rules?.length === 0
      ? [`no row: no rule of ${id} is for them`]
      : rules?.map((rule, index) => `${index === 0 ? "rows" : "or"}: ${describe(rule)}`);
  return [
    ...(unread === undefined ? (limited ?? [open]) : [`which rows is not known: ${unread}`]),
    ...(hidden.length === 0 ? [] : [`not the columns ${nameSome(hidden)}`]),
    ...(unconfirmed.length === 0
      ? []
      : [
          `not confirmed, as AWS does not say it: that it is past the rules of ${nameSome(unconfirmed)}, which it is made of`,
        ]),
  ];
}

/** Which rows sessions without a user see, as the rest of a sentence. */
function describeTags(
  { tags, alternatives, isOff }: NonNullable<Sight["tags"]>,
  ofWhich = "",
): string {
  if (isOff === true) return `see every row${ofWhich}, as the rules by tags are off`;
  const named = new Map(tags.map((one) => [one.tag, `${printable(one.tag)} (${one.column})`]));
  const all = [...named.keys()];
  const sets = (alternatives ?? [all]).map((some) =>
    some.map((tag) => named.get(tag) ?? printable(tag)).join(" and "),
  );
  return `see rows${ofWhich} by the tags ${sets.join(", or by ")}`;
}

function describe({ values, terms, where, by }: ExplainedRule): string {
  const said = Object.entries(terms ?? values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, some]) => `${name} ${nameSome(some)}`);
  const what = said.length === 0 ? "every one" : said.join(" and ");
  return `${what}, by ${where === undefined ? "a rule" : where} for ${printable(by)}`;
}
