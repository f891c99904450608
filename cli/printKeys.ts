import { nameSome, printable } from "@quicksight-governance/core/aws";
import {
  type EncryptionRow,
  type EncryptionState,
  type SkipReason,
  skipReasons,
} from "@quicksight-governance/core/keys/audit";
import { type AuditedKey, type AuditOfKeys, keysOf } from "./auditOfKeys.ts";
import { formatTable } from "./formatTable.ts";
import { output } from "./output.ts";
import { printList } from "./printList.ts";

/** What to do about data sets in a state, below the table; a state without a line is as it should be. */
const advice: Partial<Record<EncryptionState, string>> = {
  stale: "encrypted with another key than the default: refresh them in full",
  retired: "encrypted with no customer key: refresh them in full, once there is a default key",
  "never seen":
    "not in these events: encrypted by AWS's own key, or by one of yours before the first event; refresh them in full, or read an older trail",
};

/** Prints an audit of keys for a person. */
export function printKeys(found: AuditOfKeys): void {
  const { accountId, region, report } = found;
  output.print(`data sets of account ${accountId} in ${region} (${report.rows.length})`);
  const header = ["name", "id", "state", "key", "since", "last written", "last read"];
  for (const line of formatTable([header, ...report.rows.map(toCells)])) output.print(line);
  for (const [state, text] of Object.entries(advice)) {
    const names = report.rows.filter((row) => row.state === state).map(nameOf);
    if (names.length > 0) output.print(`\n${names.length} ${state}, ${text}: ${nameSome(names)}`);
  }
  const keys = keysOf(found);
  if (keys.length === 0) output.print("\nno customer key is registered");
  printList(
    "keys",
    formatTable(keys.map(toKeyCells)).map((line) => line.trim()),
  );
  printList("data sets in these events that are not there any more", report.gone.map(printable));
  printRead(found);
}

function toCells(row: EncryptionRow): string[] {
  const { id, state, key, since, lastDataKey, lastDecrypt, retired } = row;
  const shownKey =
    retired === undefined ? printable(key?.split("key/")[1] ?? "") : `none since ${retired}`;
  return [nameOf(row), id, state, shownKey, since ?? "", lastDataKey ?? "", lastDecrypt ?? ""];
}

function nameOf({ name }: Pick<EncryptionRow, "name">): string {
  return printable(name);
}

function toKeyCells({ arn, registration, dataSets, time, operation, ...rest }: AuditedKey) {
  const unused = `not used${rest.notedSince === undefined ? "" : ` since ${rest.notedSince}`}`;
  const last = time === undefined ? unused : `last used ${time} (${operation ?? "unknown"})`;
  const use = rest.unknown === undefined ? last : `last use not known: ${rest.unknown}`;
  return [printable(arn), registration, `${dataSets} data set${dataSets === 1 ? "" : "s"}`, use];
}

function printRead({ source, audit, elsewhere }: AuditOfKeys): void {
  const { events, told, files, first, last, skipped, skippedFiles } = audit;
  const count = (number: number) => number.toLocaleString("en-US");
  const span = first === undefined || last === undefined ? "" : ` from ${first} to ${last}`;
  const inFiles = files === 0 ? "" : ` in ${count(files)} file${files === 1 ? "" : "s"}`;
  output.print(`\nread ${count(events)} events${inFiles} of ${source}${span}; ${count(told)} tell`);
  const reasons = (Object.keys(skipReasons) as SkipReason[]).flatMap((reason) => {
    const { count: number, names } = skipped.get(reason) ?? { count: 0, names: [] };
    if (number === 0) return [];
    return [`${count(number)} ${skipReasons[reason]} (${names.map(printable).join(", ")})`];
  });
  for (const line of reasons) output.print(`  skipped: ${line}`);
  const { accounts, regions } = elsewhere;
  if (accounts.size > 0)
    output.print(`  not read: accounts ${nameSome([...accounts].sort().map(printable))}`);
  if (regions.size > 0)
    output.print(`  not read: Regions ${nameSome([...regions].sort().map(printable))}`);
  if (skippedFiles.count === 0) return;
  output.print(
    `\nskipped files (${count(skippedFiles.count)}), so that the newest event may be missing`,
  );
  for (const { file, why } of skippedFiles.some) output.print(`  ${printable(file)} ${why}`);
  const more = skippedFiles.count - skippedFiles.some.length;
  if (more > 0) output.print(`  and ${count(more)} more`);
}
