import { encryptionContext } from "../encryptionContext.ts";
import type { SkipReason } from "./skipReasons.ts";

/** Whose data sets are audited: QuickSight encrypts a data set with a key of its own account and Region. */
export interface AuditScope {
  readonly accountId: string;
  readonly region: string;
}

/** What of an event the audit needs. */
export interface KeyEvent {
  readonly kind: "grant" | "retirement" | "dataKey" | "decryption";
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

/** The events of KMS that tell of a data set's key (AWS user guide, "Verify the key used by QuickSight"). */
const kinds: ReadonlyMap<unknown, KeyEvent["kind"]> = new Map([
  ["CreateGrant", "grant"],
  ["RetireGrant", "retirement"],
  ["GenerateDataKey", "dataKey"],
  ["GenerateDataKeyWithoutPlaintext", "dataKey"],
  ["Decrypt", "decryption"],
] as const);

const quicksight = "quicksight.amazonaws.com";

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Whether a value is a time as CloudTrail writes it. */
export function isEventTime(value: unknown): value is string {
  return typeof value === "string" && time.test(value);
}

/**
 * Reads one record of CloudTrail, whoever wrote it: what is not as CloudTrail writes it is skipped as unreadable.
 *
 * The context is where the user guide shows it (`constraints.encryptionContextSubset`) or where KMS writes that of a use
 * (`encryptionContext`). A retirement without one counts when QuickSight made it, by the id of its grant (KMS developer guide,
 * "RetireGrant": `additionalEventData.grantId`, no request parameters).
 */
export function readKeyEvent(record: unknown, scope: AuditScope): KeyEvent | SkippedEvent {
  if (!isObject(record)) return { reason: "unreadable", name: "no object" };
  const { eventSource, eventName, eventTime, eventID, errorCode } = record;
  if (typeof eventSource !== "string" || typeof eventName !== "string") {
    return { reason: "unreadable", name: "without eventSource or eventName" };
  }
  if (eventSource !== "kms.amazonaws.com") return { reason: "otherService", name: eventSource };
  const kind = kinds.get(eventName);
  if (kind === undefined) return { reason: "otherEvent", name: eventName };
  const request = objectIn(record, "requestParameters");
  const arn = findArn(request);
  const isOwn = arn === undefined && kind === "retirement" && isByQuickSight(record);
  if (arn === undefined && !isOwn) return { reason: "otherUse", name: callerOf(record) };
  const elsewhere = arn === undefined ? undefined : findElsewhere(arn, scope);
  if (elsewhere !== undefined) return elsewhere;
  if (typeof errorCode === "string") return { reason: "failed", name: `${eventName} ${errorCode}` };
  if (!isEventTime(eventTime) || typeof eventID !== "string") {
    return { reason: "unreadable", name: `${eventName} without eventTime or eventID` };
  }
  const key = findKey(record, request);
  if (key === undefined && kind !== "retirement") {
    return { reason: "unreadable", name: `${eventName} without keyId` };
  }
  const event = { kind, time: eventTime, id: eventID, dataSet: arn, key };
  if (kind === "dataKey" || kind === "decryption") return event;
  const grant = findGrant(record, request);
  if (arn === undefined && grant === undefined) {
    return { reason: "unreadable", name: `${eventName} without grantId` };
  }
  return { ...event, grant };
}

/** Why something of QuickSight's is none of the data sets in question; undefined when it is one. */
function findElsewhere(arn: string, { accountId, region }: AuditScope): SkippedEvent | undefined {
  const [, , , ownRegion = "", ownAccount = "", resource = ""] = arn.split(":");
  if (!resource.startsWith("dataset/")) {
    return { reason: "notDataSet", name: resource.split("/")[0] ?? "" };
  }
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

/** The key's ARN: a caller may name it by its id alone, and Decrypt need not name it, but the resources of the event do. */
function findKey(record: Fields, request: Fields): string | undefined {
  const named = textIn(request, "keyId");
  if (named?.includes(":key/") === true) return named;
  const resources: readonly unknown[] = Array.isArray(record["resources"])
    ? record["resources"]
    : [];
  for (const resource of resources) {
    const arn = isObject(resource) ? textIn(resource, "ARN") : undefined;
    if (arn?.includes(":key/") === true) return arn;
  }
  return named ?? textIn(objectIn(record, "responseElements"), "keyId");
}

function findGrant(record: Fields, request: Fields): string | undefined {
  return (
    textIn(objectIn(record, "responseElements"), "grantId") ??
    textIn(objectIn(record, "additionalEventData"), "grantId") ??
    textIn(request, "grantId")
  );
}

function isByQuickSight(record: Fields): boolean {
  return callerOf(record) === quicksight;
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
