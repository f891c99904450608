import { quicksightPrincipals } from "../quicksightPrincipals.ts";

/** A pattern of EventBridge: lists of what fits at the ends, `$or` between alternatives. */
export type EventPattern = {
  readonly [field: string]: EventPattern | readonly unknown[];
};

/**
 * What EventBridge is told of what CloudTrail records: calls of APIs, what a service does by itself, and what is done in a console that has no API for
 * it (EventBridge user guide, "AWS service events delivered via AWS CloudTrail").
 */
const viaCloudTrail = [{ suffix: " via CloudTrail" }];

/** What was refused or only tried (`DryRun`) has an `errorCode` and changed nothing. */
const succeeded = { errorCode: [{ exists: false }] };

/** Calls of KMS that succeeded; `more` is what else must be so of the event's `detail`. */
export function keyCalls(more: EventPattern): EventPattern {
  return {
    source: ["aws.kms"],
    "detail-type": viaCloudTrail,
    detail: { eventSource: ["kms.amazonaws.com"], ...succeeded, ...more },
  };
}

/**
 * That a call is about one of these keys, beside {@link keyCalls}. Whoever calls names a key by its id or its ARN as they like; KMS adds the ARN as a
 * resource (KMS developer guide, "Examples of AWS KMS log entries"), which is all that tells the key of RetireGrant. No call that alarms are about takes
 * an alias.
 */
export function aboutKeys(arns: readonly string[]): EventPattern {
  return {
    $or: [
      { detail: { resources: { ARN: arns } } },
      { detail: { requestParameters: { keyId: arns.map((arn) => ({ suffix: keyIdOf(arn) })) } } },
    ],
  };
}

/** Any key but these. A pattern has room for the ids of more keys than for their ARNs, and an id may be all that an event has. */
export function anythingBut(arns: readonly string[]): readonly unknown[] {
  return [{ "anything-but": { suffix: arns.map(keyIdOf) } }];
}

/** Changes of the registration of keys that succeeded; see {@link keyCalls}. */
export function registrationCalls(more: EventPattern = {}): EventPattern {
  return {
    source: ["aws.quicksight"],
    "detail-type": viaCloudTrail,
    detail: {
      eventSource: ["quicksight.amazonaws.com"],
      eventName: ["UpdateKeyRegistration"],
      ...succeeded,
      ...more,
    },
  };
}

/** What KMS itself tells EventBridge of keys, without CloudTrail (KMS developer guide, "Monitor KMS keys with Amazon EventBridge"). */
export function keyEvents(type: string, arns: readonly string[]): EventPattern {
  return { source: ["aws.kms"], "detail-type": [type], resources: arns };
}

/** How its name begins in each partition. */
const [quicksight] = quicksightPrincipals;

/** The service in each partition. */
export const byQuickSight = [{ prefix: quicksight }] as const;

/** A person or a program, by itself or through any other service. */
export const notByQuickSight = [
  { exists: false },
  { "anything-but": { prefix: quicksight } },
] as const;

/** The end of a key's ARN. */
function keyIdOf(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
