import type { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { readTime } from "../audit/keyEvent.ts";
import { encryptionContext } from "../encryptionContext.ts";
import { quicksightPrincipals } from "../quicksightPrincipals.ts";

/** One use of a key by QuickSight, as CloudTrail tells it. */
export interface KeyUse {
  /** `2026-01-31T09:00:00Z`. */
  readonly time: string;
  /** Why KMS refused it; undefined where it did not. */
  readonly error: string | undefined;
  /** ARN of what was to be used; undefined where the event does not say. */
  readonly of: string | undefined;
}

/** What is looked up: everything about the key; and, as an event of a refusal may name no resource, decryptions of all keys. */
const lookups = (keyArn: string) =>
  [
    { AttributeKey: "ResourceName", AttributeValue: keyArn },
    { AttributeKey: "EventName", AttributeValue: "Decrypt" },
  ] as const;

/** Pages of 50 events at most for one look: an account may decrypt much, and what matters is the newest. */
const mostPages = 4;

/** What uses data: grants and the like do not. */
const uses = /^(Decrypt|Encrypt|GenerateDataKey|ReEncrypt)/;

/**
 * What QuickSight did with a key since a moment, oldest first: events arrive in the event history up to a quarter of an hour late.
 *
 * @param client one of the key's Region
 * @throws as CloudTrail does
 */
export async function readKeyUses(
  client: CloudTrailClient,
  keyArn: string,
  since: Date,
  abortSignal: AbortSignal,
): Promise<KeyUse[]> {
  const { paginateLookupEvents } = await import("@aws-sdk/client-cloudtrail");
  const found = new Map<string, KeyUse>();
  for (const attribute of lookups(keyArn)) {
    const input = { LookupAttributes: [attribute], StartTime: since };
    let pages = 0;
    for await (const { Events = [] } of paginateLookupEvents({ client, pageSize: 50 }, input, {
      abortSignal,
    })) {
      for (const { CloudTrailEvent = "", EventId = CloudTrailEvent } of Events) {
        const use = parseKeyUse(CloudTrailEvent, keyArn, since);
        if (use !== undefined) found.set(EventId, use);
      }
      pages += 1;
      if (pages === mostPages) break;
    }
  }
  return [...found.values()].sort((a, b) => (a.time < b.time ? -1 : 1));
}

/**
 * Reads a record of CloudTrail; undefined where it is no use of this key by QuickSight since then. A refusal may name the key in its words
 * alone (KMS developer guide, "Decrypt": `errorMessage` of DisabledException).
 */
export function parseKeyUse(text: string, keyArn: string, since: Date): KeyUse | undefined {
  const record = parse(text);
  const { eventName, errorCode, errorMessage, resources } = record;
  const time = readTime(record["eventTime"]);
  if (typeof eventName !== "string" || !uses.test(eventName) || time === undefined) {
    return undefined;
  }
  // CloudTrail has whole seconds: those of the moment itself may have been before it.
  if (Date.parse(time) < since.getTime()) return undefined;
  const caller = JSON.stringify(record["userIdentity"] ?? {});
  if (!quicksightPrincipals.some((name) => caller.includes(`"${name}"`))) return undefined;
  const request = record["requestParameters"] ?? {};
  const place = JSON.stringify([resources, request, errorMessage]);
  if (!place.includes(keyArn)) return undefined;
  return {
    time,
    error: typeof errorCode === "string" ? errorCode : undefined,
    of: new RegExp(`"${encryptionContext}":"([^"]+)"`).exec(JSON.stringify(request))?.[1],
  };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
