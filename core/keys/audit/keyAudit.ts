import { type AuditScope, isEventTime, type KeyEvent, readKeyEvent } from "./keyEvent.ts";
import { addSkipped, type Skipped, type SkipReason } from "./skipReasons.ts";
import { addSkippedFile, type SkippedFiles } from "./skippedFiles.ts";

/** A CreateGrant: with this key QuickSight encrypted the data set then. */
export interface Grant {
  readonly time: string;
  readonly id: string;
  readonly key: string;
  readonly grant: string | undefined;
  /** When the grant was retired, where only its id says so. */
  readonly retired?: string | undefined;
}

/** A use of a key for a data set. */
export type Use = Pick<Grant, "time" | "id" | "key">;

/** A RetireGrant that names the data set; key and grant where it names them. */
export type Retirement = Pick<KeyEvent, "time" | "key" | "grant">;

/** What the events so far say of one data set. */
export interface DataSetAudit {
  /** The last one. */
  grant?: Grant;
  /** Those that may be of the last grant, by grant and key the last one. */
  readonly retirements: Map<string, Retirement>;
  /** The last GenerateDataKey: data was written. */
  dataKey?: Use;
  /** The last Decrypt: data was read. */
  decryption?: Use;
}

/**
 * What events say of the keys of data sets: the state of a fold that takes events in any order, and the same one twice. Plain data,
 * so that it crosses threads. It grows with data sets, and with grants that were made and not yet seen retired, or the other way
 * round; not with events.
 */
export interface KeyAudit {
  /** By ARN. */
  readonly dataSets: Map<string, DataSetAudit>;
  /** By the id of a grant that is the last of its data set, the data set's ARN. */
  readonly live: Map<string, string>;
  /** Grants that are not the last of their data set, until they are seen retired. */
  readonly superseded: Set<string>;
  /** By the id of a grant that no event so far has made, when it was retired. */
  readonly retired: Map<string, string>;
  /** Events that were read, each time that one was. */
  events: number;
  /** Those that tell of a data set in question. */
  told: number;
  readonly skipped: Map<SkipReason, Skipped>;
  /** When the first and the last of all events happened that were read; absent when none was. */
  first?: string;
  last?: string;
  files: number;
  readonly skippedFiles: SkippedFiles;
}

/** An audit that has read nothing. */
export function newAudit(): KeyAudit {
  return {
    ...{ dataSets: new Map(), live: new Map(), superseded: new Set(), retired: new Map() },
    ...{ events: 0, told: 0, skipped: new Map(), files: 0 },
    skippedFiles: { count: 0, some: [] },
  };
}

/** Takes one record of CloudTrail into the audit, and changes it. */
export function addRecord(audit: KeyAudit, record: unknown, scope: AuditScope): void {
  audit.events += 1;
  const { eventTime: time } = (record ?? {}) as { readonly eventTime?: unknown };
  if (isEventTime(time)) widen(audit, time, time);
  const event = readKeyEvent(record, scope);
  if ("reason" in event) {
    addSkipped(audit.skipped, event.reason, 1, [event.name]);
    return;
  }
  audit.told += 1;
  const { dataSet: arn, time: at, grant, id, key = "" } = event;
  if (arn === undefined) {
    if (grant !== undefined) retire(audit, grant, at);
    return;
  }
  const dataSet = dataSetOf(audit, arn);
  if (event.kind === "grant") addGrant(audit, arn, { time: at, id, key, grant });
  else if (event.kind === "retirement") addRetirement(dataSet, event);
  else addUse(dataSet, event.kind, { time: at, id, key });
}

/** Takes all that another audit has read into this one, and changes it: as if this one had read it. */
export function mergeAudit(audit: KeyAudit, other: KeyAudit): void {
  for (const id of other.superseded) supersede(audit, id);
  for (const [arn, { grant, retirements, dataKey, decryption }] of other.dataSets) {
    const dataSet = dataSetOf(audit, arn);
    if (grant !== undefined) addGrant(audit, arn, grant);
    for (const retirement of retirements.values()) addRetirement(dataSet, retirement);
    if (dataKey !== undefined) addUse(dataSet, "dataKey", dataKey);
    if (decryption !== undefined) addUse(dataSet, "decryption", decryption);
  }
  for (const [id, time] of other.retired) retire(audit, id, time);
  audit.events += other.events;
  audit.told += other.told;
  for (const [reason, { count, names }] of other.skipped) {
    addSkipped(audit.skipped, reason, count, names);
  }
  if (other.first !== undefined && other.last !== undefined) widen(audit, other.first, other.last);
  audit.files += other.files;
  addSkippedFile(audit.skippedFiles, other.skippedFiles);
}

function widen(audit: KeyAudit, first: string, last: string): void {
  if (audit.first === undefined || first < audit.first) audit.first = first;
  if (audit.last === undefined || last > audit.last) audit.last = last;
}

function dataSetOf({ dataSets }: KeyAudit, arn: string): DataSetAudit {
  const known = dataSets.get(arn);
  if (known !== undefined) return known;
  const dataSet = { retirements: new Map<string, Retirement>() };
  dataSets.set(arn, dataSet);
  return dataSet;
}

/** Times have no fractions of a second: of two in the same one the id decides, so that the order of reading does not. */
function isLater(one: Use, other: Use | undefined): boolean {
  if (other === undefined) return true;
  return one.time === other.time ? one.id > other.id : one.time > other.time;
}

function addGrant(audit: KeyAudit, arn: string, added: Grant): void {
  const dataSet = dataSetOf(audit, arn);
  const { grant: known } = dataSet;
  if (known?.id === added.id) {
    if (added.retired !== undefined) dataSet.grant = { ...known, retired: added.retired };
    return;
  }
  const [last, former] = isLater(added, known) ? [added, known] : [known ?? added, added];
  const isSame = former?.grant !== undefined && former.grant === last.grant;
  if (former?.grant !== undefined && !isSame) {
    audit.live.delete(former.grant);
    if (former.retired === undefined) supersede(audit, former.grant);
  }
  dataSet.grant = isSame ? { ...last, retired: last.retired ?? former.retired } : last;
  if (last.grant !== undefined) {
    audit.live.set(last.grant, arn);
    const time = audit.retired.get(last.grant);
    if (time !== undefined) retire(audit, last.grant, time);
  }
  for (const [name, { time }] of dataSet.retirements) {
    if (time < last.time) dataSet.retirements.delete(name);
  }
}

/** Of a grant that is not the last one its retirement says nothing: they go together. */
function supersede(audit: KeyAudit, grant: string): void {
  if (!audit.retired.delete(grant)) audit.superseded.add(grant);
}

function retire(audit: KeyAudit, id: string, time: string): void {
  const dataSet = audit.dataSets.get(audit.live.get(id) ?? "");
  if (dataSet?.grant?.grant === id) {
    dataSet.grant = { ...dataSet.grant, retired: time };
    audit.retired.delete(id);
  } else if (!audit.superseded.delete(id)) {
    audit.retired.set(id, time);
  }
}

function addRetirement({ grant, retirements }: DataSetAudit, { time, key, grant: id }: Retirement) {
  if (grant !== undefined && time < grant.time) return;
  const name = `${id ?? ""} ${key ?? ""}`;
  const known = retirements.get(name);
  if (known === undefined || time > known.time) retirements.set(name, { time, key, grant: id });
}

function addUse(dataSet: DataSetAudit, kind: "dataKey" | "decryption", { time, id, key }: Use) {
  if (isLater({ time, id, key }, dataSet[kind])) dataSet[kind] = { time, id, key };
}
