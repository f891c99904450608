import { type AuditScope, type KeyEvent, readKeyEvent, readTime } from "./keyEvent.ts";
import { addSkipped, type Skipped, type SkipReason } from "./skipReasons.ts";
import { addSkippedFiles, type FileReason, type SkippedFiles } from "./skippedFiles.ts";

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

/** A RetireGrant of a data set; key and grant where it names them. */
export interface Retirement extends Pick<KeyEvent, "time" | "key" | "grant"> {
  /** It does not name the data set, and is of its grant alone. */
  readonly byId?: boolean;
}

/** What the events so far say of one data set. */
export interface DataSetAudit {
  /** The last one; several where they were made in the same second. */
  grants: readonly Grant[];
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
  /** By the id of a grant that is not the last of its data set, until it is seen retired, the data set's ARN. */
  readonly superseded: Map<string, string>;
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
  readonly skippedFiles: Map<FileReason, SkippedFiles>;
}

/** An audit that has read nothing. */
export function newAudit(): KeyAudit {
  return {
    ...{ dataSets: new Map(), live: new Map(), superseded: new Map(), retired: new Map() },
    ...{ events: 0, told: 0, skipped: new Map(), files: 0, skippedFiles: new Map() },
  };
}

/** Takes one record of CloudTrail into the audit, and changes it. */
export function addRecord(audit: KeyAudit, record: unknown, scope: AuditScope): void {
  audit.events += 1;
  const { eventTime } = (record ?? {}) as { readonly eventTime?: unknown };
  const time = readTime(eventTime);
  if (time !== undefined) widen(audit, time, time);
  const event = readKeyEvent(record, scope);
  if ("reason" in event) {
    addSkipped(audit.skipped, event.reason, 1, [event.name]);
    return;
  }
  audit.told += 1;
  addEvent(audit, event);
}

/** Takes an event into what is known of its data set, and counts nothing. */
export function addEvent(audit: KeyAudit, event: KeyEvent): void {
  const { kind, dataSet: arn, grant, id, key = "" } = event;
  const use = { time: event.time, id, key };
  if (arn === undefined) {
    if (grant !== undefined) retire(audit, grant, event.time);
  } else if (kind === "grant") addGrant(audit, arn, { ...use, grant });
  else if (kind === "retirement") addRetirement(dataSetOf(audit, arn), event);
  else addUse(dataSetOf(audit, arn), kind, use);
}

/** Takes all that another audit has read into this one, and changes it: as if this one had read it. */
export function mergeAudit(audit: KeyAudit, other: KeyAudit): void {
  for (const [id, arn] of other.superseded) supersede(audit, id, arn);
  for (const [arn, { grants, retirements, dataKey, decryption }] of other.dataSets) {
    const dataSet = dataSetOf(audit, arn);
    for (const grant of grants) addGrant(audit, arn, grant);
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
  for (const [reason, files] of other.skippedFiles) {
    addSkippedFiles(audit.skippedFiles, reason, files);
  }
}

/** Moves the first and the last time of all events that were read apart. */
export function widen(audit: KeyAudit, first: string, last: string): void {
  if (audit.first === undefined || first < audit.first) audit.first = first;
  if (audit.last === undefined || last > audit.last) audit.last = last;
}

function dataSetOf({ dataSets }: KeyAudit, arn: string): DataSetAudit {
  const known = dataSets.get(arn);
  if (known !== undefined) return known;
  const dataSet = { grants: [], retirements: new Map<string, Retirement>() };
  dataSets.set(arn, dataSet);
  return dataSet;
}

/**
 * By what events of a kind are put in order. Times are whole seconds: of two in the same one the ids decide, and what they say where they
 * have none, so that the order of reading does not.
 */
export function orderOf({ time, id, key, grant = "" }: Use & Partial<Pick<Grant, "grant">>) {
  return [time, id, key, grant].join(" ");
}

/** All grants of the last second stay, until it is known which of them are retired: CloudTrail does not tell which came first. */
function addGrant(audit: KeyAudit, arn: string, added: Grant): void {
  const dataSet = dataSetOf(audit, arn);
  const all = [...dataSet.grants, added];
  const last = all.reduce((time, each) => (each.time > time ? each.time : time), "");
  const staying = new Map(
    all.flatMap((each) => (each.time === last ? [[orderOf(each), each]] : [])),
  );
  const ids = new Set([...staying.values()].flatMap(({ grant }) => grant ?? []));
  for (const { grant, retired } of all) {
    if (grant === undefined || ids.has(grant)) continue;
    audit.live.delete(grant);
    if (retired === undefined) supersede(audit, grant, arn);
    else addRetirement(dataSet, { time: retired, grant, byId: true });
  }
  const retiredOf = (grant: string) =>
    all
      .flatMap((each) => (each.grant === grant ? (each.retired ?? []) : []))
      .filter((time) => time >= last)
      .sort()
      .at(-1);
  dataSet.grants = [...staying.values()].map(({ grant, ...rest }) => ({
    ...{ ...rest, grant, retired: grant === undefined ? undefined : retiredOf(grant) },
  }));
  for (const grant of ids) {
    audit.live.set(grant, arn);
    const time = audit.retired.get(grant);
    if (time !== undefined) retire(audit, grant, time);
  }
  for (const [name, { time }] of dataSet.retirements) {
    if (time < last) dataSet.retirements.delete(name);
  }
}

/**
 * The retirement of a grant that is not the last one is kept with its data set until a newer grant comes: KMS answers the id of a grant
 * that there is when the same is made again (API reference of CreateGrant, "Name"), so that the last one may be this one still.
 */
function supersede(audit: KeyAudit, grant: string, arn: string): void {
  const time = audit.retired.get(grant);
  audit.retired.delete(grant);
  if (time === undefined) audit.superseded.set(grant, arn);
  else addRetirement(dataSetOf(audit, arn), { time, grant, byId: true });
}

function retire(audit: KeyAudit, id: string, time: string): void {
  const dataSet = audit.dataSets.get(audit.live.get(id) ?? "");
  const former = audit.superseded.get(id);
  audit.superseded.delete(id);
  if (dataSet !== undefined) {
    dataSet.grants = dataSet.grants.map((each) =>
      each.grant === id && time >= (each.retired ?? each.time) ? { ...each, retired: time } : each,
    );
    audit.retired.delete(id);
  } else if (former === undefined) {
    const known = audit.retired.get(id) ?? "";
    audit.retired.set(id, time > known ? time : known);
  } else {
    addRetirement(dataSetOf(audit, former), { time, grant: id, byId: true });
  }
}

function addRetirement({ grants, retirements }: DataSetAudit, added: Retirement): void {
  const { time, key, grant: id, byId = false } = added;
  if (time < (grants[0]?.time ?? "")) return;
  const name = `${id ?? ""} ${byId ? "by id" : (key ?? "")}`;
  const known = retirements.get(name);
  if (known === undefined || time > known.time) {
    retirements.set(name, { time, key, grant: id, byId });
  }
}

function addUse(dataSet: DataSetAudit, kind: "dataKey" | "decryption", use: Use): void {
  const known = dataSet[kind];
  if (known === undefined || use.time > known.time) dataSet[kind] = use;
  // Texts are made where they decide only: this is done for every event.
  else if (use.time === known.time && orderOf(use) > orderOf(known)) dataSet[kind] = use;
}
