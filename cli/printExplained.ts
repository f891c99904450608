import {
  parsePrincipal,
  type Snapshot,
  unreadIn,
  type Way,
} from "@quicksight-governance/core/explain";
import { printable } from "@quicksight-governance/core/aws";
import type { ExplainedAsset, ExplainedPerson } from "./explainDocument.ts";
import type { ExplainedGroup } from "./explainGroups.ts";
import { formatTable } from "./formatTable.ts";
import { output } from "./output.ts";
import { printPast } from "./printPast.ts";
import { printReaders, printSessions, printSight } from "./printSight.ts";
import { printList } from "./printList.ts";

/** Prints what somebody can open, and through what. */
export function printPerson(
  { namespace, person, groups, access: { assets }, dataSets, past, verified }: ExplainedPerson,
  snapshot: Snapshot,
): void {
  output.print(
    `${printable(person.userName)} in namespace ${namespace}: ${person.role}${why(groups)}`,
  );
  printList("groups", groups.map(describeGroup));
  output.print(assets.length === 0 ? "\nopens nothing" : `\nopens ${assets.length}`);
  for (const line of formatTable(
    assets.map(({ asset, level, ways }) => [
      asset.kind,
      printable(asset.name),
      asset.id,
      level,
      waysText(ways, asset.region, snapshot),
    ]),
  )) {
    output.print(line);
  }
  printSight(dataSets);
  if (past !== undefined) printPast(past);
  if (verified !== undefined) {
    const { agreed, onlyHere, onlyThere } = verified;
    output.print(`\nthe service's own search agrees on ${agreed}`);
    printList("not found by it, or too new for it", onlyHere);
    printList("found by it alone", onlyThere);
  }
  printUnknown(snapshot);
}

/** Prints who can open an asset. */
export function printAsset(
  { asset, readers, sights, dataSets, past }: ExplainedAsset,
  snapshot: Snapshot,
): void {
  const { kind, name, id, region, unreadable } = asset;
  const count = readers.length === 1 ? "1 person" : `${readers.length} people`;
  output.print(`${kind} "${printable(name)}" (${id}) in ${region}: ${count} can open it`);
  if (unreadable !== undefined) output.print(`  who may open it cannot be read: ${unreadable}`);
  for (const line of formatTable(
    readers.map(({ namespace, person, level, ways }) => [
      namespace,
      printable(person.userName),
      level,
      waysText(ways, region, snapshot),
    ]),
  )) {
    output.print(line);
  }
  printReaders(sights);
  printSessions(dataSets);
  if (past !== undefined) printPast(past);
  printUnknown(snapshot);
}

function printUnknown(snapshot: Snapshot): void {
  printList("not known, as it cannot be read", unreadIn(snapshot));
}

function why(groups: readonly ExplainedGroup[]): string {
  const giving = groups.filter(({ role }) => role !== undefined);
  if (giving.length === 0) return "";
  return `, by ${giving.map(({ group, role = "" }) => `${group} (${role})`).join(" and ")}`;
}

function describeGroup({ group, lines }: ExplainedGroup): string {
  if (lines.length === 0) return group;
  return `${group}: line${lines.length === 1 ? "" : "s"} ${lines.join(", ")} of the membership file`;
}

/** The ways to an asset, whose folders are in its Region: another one may have folders of the same ids. */
function waysText(ways: readonly Way[], region: string, { assets }: Snapshot): string {
  const folders = assets.filter((asset) => asset.kind === "folder" && asset.region === region);
  return ways
    .map(({ type, principal, level, folder, link }) => {
      const found = parsePrincipal(principal);
      const who =
        found === undefined
          ? principal
          : found.type === "user"
            ? "in person"
            : `${found.type} ${found.name || found.namespace}`;
      const named = folders.find(({ id }) => id === folder)?.name;
      const through =
        type === "folder" ? ` on folder "${printable(named ?? "")}" (${folder ?? ""})` : "";
      return `${who}${through}${link === true ? " by its link" : ""}: ${level}`;
    })
    .join("; ");
}
