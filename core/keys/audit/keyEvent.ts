import { partitionOf } from "../../aws/partitionOf.ts";
import { encryptionContext } from "../encryptionContext.ts";
import { quicksightPrincipals } from "../quicksightPrincipals.ts";
import { type KeyEventKind, keyEventKinds } from "./keyEventKinds.ts";
import type { SkipReason } from "./skipReasons.ts";

/** Whose data sets are audited: QuickSight encrypts a data set with a key of its own account and Region. */
export interface AuditScope {
  readonly accountId: string;
  readonly region: string;
}

/** What of an event the audit needs. */
export interface KeyEvent {
  readonly kind: KeyEventKind;
  /** As CloudTrail has it: `2022-10-26T00:06:06Z`. Such texts sort by time. */
  readonly time: string;
  readonly id: string;
  /** ARN. Absent of a retirement that names its grant alone, as KMS writes it for most services. */
  readonly dataSet?: string | undefined;
  /** ARN. */
  readonly key?: string | undefined;
  /** The id of the grant. */
  readonly grant?: string | undefined;
}

/** Why an event says nothing of the data sets in question, and what names it among its like. */
export interface SkippedEvent {
  readonly reason: SkipReason;
  readonly name: string;
}

const quicksight: readonly unknown[] = quicksightPrincipals;

/** CloudTrail writes whole seconds; what has passed through another program may have parts of one. */
const time = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z$/;

/** A time as CloudTrail writes it, `2022-10-26T00:06:06Z`; undefined for what is none. */
export function readTime(value: unknown): string | undefined {
  const [, seconds] = typeof value === "string" ? (time.exec(value) ?? []) : [];
  return seconds === undefined ? undefined : `${seconds}Z`;
}

/**
 * Reads one record of CloudTrail, whoever wrote it: what is not as CloudTrail writes it is skipped as unreadable.
 *
 * The context is where the user guide shows it (`constraints.encryptionContextSubset`) or where KMS writes that of a use
 * (`encryptionContext`). Whoever may use a key can put any context into a call: only what QuickSight called, for itself or for somebody
 * (`userIdentity.invokedBy`), is a proof. A retirement without a context counts when QuickSight made it, by the id of its grant (KMS
 * developer guide, "RetireGrant": `additionalEventData.grantId`, no request parameters).
 */
export function readKeyEvent(record: unknown, scope: AuditScope): KeyEvent | SkippedEvent {
  if (!isObject(record)) return { reason: "unreadable", name: "no object" };
  const { eventSource, eventName, errorCode } = record;
  if (typeof eventSource !== "string" || typeof eventName !== "string") {
    return { reason: "unreadable", name: "without eventSource or eventName" };
  }
  if (eventSource !== "kms.amazonaws.com") return { reason: "otherService", name: eventSource };
  const kind = keyEventKinds.get(eventName);
  if (kind === undefined) return { reason: "otherEvent", name: eventName };
  const request = objectIn(record, "requestParameters");
  const arn = findArn(request);
  const isOurs = isByQuickSight(record) && (arn !== undefined || kind === "retirement");
  if (!isOurs) return { reason: "otherUse", name: callerOf(record) };
  const elsewhere = arn === undefined ? undefined : findElsewhere(arn, scope);
  if (elsewhere !== undefined) return elsewhere;
  if (typeof errorCode === "string") return { reason: "failed", name: `${eventName} ${errorCode}` };
  const at = readTime(record["eventTime"]);
  if (at === undefined) return { reason: "unreadable", name: `${eventName} without eventTime` };
  const key = findKey(record, request, arn);
  if (key === undefined && kind !== "retirement") {
    return { reason: "unreadable", name: `${eventName} without the ARN of its key` };
  }
  // The first versions of CloudTrail's records had no eventID.
  const id = textIn(record, "eventID") ?? textIn(record, "requestID") ?? "";
  const event = { kind, time: at, id, dataSet: arn, key };
  if (kind === "dataKey" || kind === "decryption") return event;
  const grant = findGrant(record, request);
  if (arn === undefined && grant === undefined) {
    return { reason: "unreadable", name: `${eventName} without grantId` };
  }
  return { ...event, grant };
}

/** Why something of QuickSight's is none of the data sets in question; undefined when it is one. */
function findElsewhere(arn: string, { accountId, region }: AuditScope): SkippedEvent | undefined {
  const [, partition = "", service = "", ownRegion = "", ownAccount = "", resource = ""] =
    arn.split(":");
  if (service !== "quicksight") return { reason: "notDataSet", name: service };
  if (!resource.startsWith("dataset/")) {
    return { reason: "notDataSet", name: resource.split("/")[0] ?? "" };
  }
  if (partition !== partitionOf(region)) return { reason: "otherPartition", name: partition };
  if (ownAccount !== accountId) return { reason: "otherAccount", name: ownAccount };
  return ownRegion === region ? undefined : { reason: "otherRegion", name: ownRegion };
}

function findArn(request: Fields): string | undefined {
  const constraints = objectIn(request, "constraints");
  return (
    textIn(objectIn(constraints, "encryptionContextSubset"), encryptionContext) ??
    textIn(objectIn(constraints, "encryptionContextEquals"), encryptionContext) ??
    textIn(objectIn(request, "encryptionContext"), encryptionContext)
  );
}

/**
 * The key's ARN. A caller may name the key by its id or an alias, and Decrypt need not name it, but the resources of the event do, and
 * the answer to CreateGrant. An id alone is that of a key where the data set is: QuickSight takes no others.
 */
function findKey(record: Fields, request: Fields, dataSet: string | undefined): string | undefined {
  const resources: readonly unknown[] = Array.isArray(record["resources"])
    ? record["resources"]
    : [];
  const named = textIn(request, "keyId");
  const arn = [
    named,
    ...resources.map((each) => (isObject(each) ? textIn(each, "ARN") : undefined)),
    textIn(objectIn(record, "responseElements"), "keyId"),
  ].find((each) => each?.includes(":key/"));
  if (arn !== undefined) return arn;
  const [where] = /^arn:[^:]+:quicksight:[^:]+:[^:]+:/.exec(dataSet ?? "") ?? [];
  if (where === undefined || named === undefined || !/^[\w-]+$/.test(named)) return undefined;
  return `${where.replace(":quicksight:", ":kms:")}key/${named}`;
}

function findGrant(record: Fields, request: Fields): string | undefined {
  return (
    textIn(objectIn(record, "responseElements"), "grantId") ??
    textIn(objectIn(record, "additionalEventData"), "grantId") ??
    textIn(request, "grantId")
  );
}

/** CloudTrail always says who called: a record that does not was made by other means, and is taken at its word. */
function isByQuickSight(record: Fields): boolean {
  return !isObject(record["userIdentity"]) || quicksight.includes(callerOf(record));
}

function callerOf(record: Fields): string {
  const identity = objectIn(record, "userIdentity");
  return textIn(identity, "invokedBy") ?? textIn(identity, "type") ?? "unknown";
}

type Fields = Readonly<Record<string, unknown>>;

const nothing: Fields = {};

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function objectIn(fields: Fields, name: string): Fields {
  const value = fields[name];
  return isObject(value) ? value : nothing;
}

function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
