import { nameSome, printable } from "@quicksight-governance/core/aws";
import { describeQData } from "@quicksight-governance/core/keys";
import {
  besideReasons,
  type EncryptionRow,
  type EncryptionState,
  type FileReason,
  fileReasons,
  type KeyAudit,
  labelOf,
  type SkipReason,
  skipReasons,
} from "@quicksight-governance/core/keys/audit";
import { type AuditedKey, type AuditOfKeys, isThere, keysOf } from "./auditOfKeys.ts";
import { formatTable } from "./formatTable.ts";
import { output } from "./output.ts";
import { printList } from "./printList.ts";

/** What to do about data sets in a state, below the table; a state without a line is as it should be. */
const advice: Partial<Record<EncryptionState, string>> = {
  stale: "encrypted with another key than the default: refresh them in full",
  retired: "encrypted with no customer key: refresh them in full, once there is a default key",
  never:
    "not in these events: encrypted by AWS's own key, or by one of yours before the first event; refresh them in full, or read an older trail",
};

/** Prints an audit of keys for a person. */
export function printKeys(found: AuditOfKeys): void {
  const { accountId, region, rows, unknown } = found;
  const shown = rows.filter(({ isListed }) => isListed !== false);
  output.print(`data sets of account ${accountId} in ${region} (${shown.length})`);
  const header = ["name", "id", "in SPICE", "state", "key", "since", "last written", "last read"];
  for (const line of formatTable([header, ...shown.map(toCells)])) output.print(line);
  if (unknown.dataSets !== undefined) {
    output.print(`\nthe data sets are those of the events alone: ${unknown.dataSets}`);
  }
  for (const [state, text] of Object.entries(advice)) {
    const names = rows.filter((row) => row.state === state && isThere(row)).map(nameOf);
    if (names.length > 0) output.print(`\n${names.length} ${state}, ${text}: ${nameSome(names)}`);
  }
  if (unknown.defaultKey !== undefined) {
    const taken = "here it is taken for the key of the last grant";
    output.print(`\nthe default key is not known: ${unknown.defaultKey}; ${taken}`);
  }
  const keys = keysOf(found);
  if (keys.length === 0 && unknown.defaultKey === undefined) {
    output.print("\nno customer key is registered");
  }
  printList(
    "keys",
    formatTable(keys.map(toKeyCells)).map((line) => line.trim()),
  );
  output.print(`\nAmazon Q data: ${describeQData(found.qDataKey, printable)}`);
  const gone = rows.filter(({ isListed }) => isListed === false);
  printList(
    "data sets in these events that QuickSight does not list",
    formatTable(gone.map((row) => toCells(row).slice(1).filter(Boolean))).map((line) =>
      line.trim(),
    ),
  );
  printRead(found);
}

function toCells(row: EncryptionRow): string[] {
  const { id, isInSpice, state, key, since, lastDataKey, lastDecrypt, retired } = row;
  const inSpice = isInSpice === undefined ? "" : isInSpice ? "yes" : "no";
  const shownKey =
    retired === undefined ? printable(key?.split("key/")[1] ?? "") : `none since ${retired}`;
  return [
    ...[nameOf(row), printable(id), inSpice, state, shownKey],
    ...[since ?? "", lastDataKey ?? "", lastDecrypt ?? ""],
  ];
}

function nameOf(row: EncryptionRow): string {
  return printable(labelOf(row));
}

function toKeyCells({ arn, registration, dataSets, time, operation, ...rest }: AuditedKey) {
  const unused = `not used${rest.notedSince === undefined ? "" : ` since ${rest.notedSince}`}`;
  const last = time === undefined ? unused : `last used ${time} (${operation ?? "unknown"})`;
  const use = rest.unknown === undefined ? last : `last use not known: ${rest.unknown}`;
  return [printable(arn), registration, `${dataSets} data set${dataSets === 1 ? "" : "s"}`, use];
}

function printRead({ source, audit, elsewhere }: AuditOfKeys): void {
  const { events, told, files, first, last, skipped } = audit;
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
  printSkippedFiles(audit);
}

function printSkippedFiles({ skippedFiles }: Pick<KeyAudit, "skippedFiles">): void {
  const told = (Object.keys(fileReasons) as FileReason[]).flatMap((reason) => {
    const skipped = skippedFiles.get(reason);
    return skipped === undefined ? [] : [{ reason, why: fileReasons[reason], ...skipped }];
  });
  const count = (number: number) => number.toLocaleString("en-US");
  for (const { why, ...beside } of told.filter(({ reason }) => besideReasons.has(reason))) {
    const names = nameSome(beside.files.map(printable));
    output.print(`  not read: ${count(beside.count)}, as each ${why} (${names})`);
  }
  const missing = told.filter(({ reason }) => !besideReasons.has(reason));
  if (missing.length === 0) return;
  const all = missing.reduce((sum, each) => sum + each.count, 0);
  output.print(`\nskipped files (${count(all)}), so that the newest event may be missing`);
  for (const { why, files, count: number } of missing) {
    for (const file of files) output.print(`  ${printable(file)} ${why}`);
    const more = number - files.length;
    if (more > 0) output.print(`  and ${count(more)} more, each ${why}`);
  }
}
