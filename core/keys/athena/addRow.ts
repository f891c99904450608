import { addEvent, type KeyAudit, widen } from "../audit/keyAudit.ts";
import type { KeyEvent } from "../audit/keyEvent.ts";
import { addSkipped, type SkipReason, skipReasons } from "../audit/skipReasons.ts";
import type { LastEventsRow } from "./lastEventsQuery.ts";

const kinds: readonly KeyEvent["kind"][] = ["grant", "retirement", "dataKey", "decryption"];

/**
 * Takes a row of `lastEventsQuery` into an audit, and changes it: all rows of an answer together are as if the audit had read the events.
 *
 * @throws when it is no such row
 */
export function addRow(audit: KeyAudit, row: LastEventsRow): void {
  const { skipped, name, earliest, latest } = row;
  const count = Number(row.events);
  if (!Number.isSafeInteger(count) || count < 1) throw noRow(row);
  audit.events += count;
  if (earliest !== null && latest !== null) widen(audit, earliest, latest);
  if (skipped !== null) {
    if (!isReason(skipped)) throw noRow(row);
    addSkipped(audit.skipped, skipped, count, [name ?? ""]);
    return;
  }
  audit.told += count;
  if (row.kind !== null) addEvent(audit, toEvent(row));
}

function toEvent(row: LastEventsRow): KeyEvent {
  const { time, id, data_set: dataSet, key, grant_id: grant } = row;
  const kind = kinds.find((each) => each === row.kind);
  if (kind === undefined || time === null || id === null) throw noRow(row);
  const texts = { dataSet: dataSet ?? undefined, key: key ?? undefined, grant: grant ?? undefined };
  return { kind, time, id, ...texts };
}

function isReason(text: string): text is SkipReason {
  return Object.hasOwn(skipReasons, text);
}

function noRow(row: LastEventsRow): Error {
  return new Error(`Athena answered a row that the query has not: ${JSON.stringify(row)}`);
}
