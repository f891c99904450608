import type { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import type { AwsAccess } from "../../aws/awsAccess.ts";
import { networkLimits } from "../../aws/networkLimits.ts";
import { pacedRetry } from "../../aws/pacedRetry.ts";
import type { EventSource } from "./eventSource.ts";
import { addRecord, type KeyAudit, mergeAudit, newAudit } from "./keyAudit.ts";
import type { AuditScope } from "./keyEvent.ts";
import { type KeyEventKind, keyEventKinds } from "./keyEventKinds.ts";

/** Which events are looked for. */
export interface LookupRange extends AuditScope {
  /** The first moment; absent: as far back as CloudTrail goes, 90 days. */
  readonly from?: Date | undefined;
  /** ARNs of the data sets that there are: uses are read no further back than the last one of each of them. */
  readonly dataSets: readonly string[];
}

/**
 * The event history of CloudTrail, which every account has: management events of 90 days in the client's Region, 50 a call and two calls
 * a second for the account and Region (API reference of LookupEvents). It takes one attribute a call, so that the uses of
 * all keys of the account are read, newest first.
 */
export function lookupSource(range: LookupRange, access: AwsAccess): EventSource {
  return {
    read: async function* (signal) {
      const { CloudTrailClient } = await loadSdk();
      const client = new CloudTrailClient({
        ...access,
        retryStrategy: pacedRetry(),
        requestHandler: networkLimits,
      });
      try {
        for (const [name, kind] of keyEventKinds) yield* lookUp(client, name, kind, range, signal);
      } finally {
        client.destroy();
      }
    },
  };
}

/**
 * Reads the events of one name, newest first. A token of a page is no good for ever, and a reading may take hours: then it is begun
 * again with the last second that it came to, whose events are read twice.
 */
async function* lookUp(
  client: CloudTrailClient,
  name: string,
  kind: KeyEventKind,
  { from, dataSets, ...scope }: LookupRange,
  abortSignal: AbortSignal,
): AsyncGenerator<KeyAudit> {
  const found = newAudit();
  let to: string | undefined;
  for (;;) {
    try {
      for await (const Events of pagesOf(client, name, { from, to }, abortSignal)) {
        const page = newAudit();
        for (const { CloudTrailEvent = "" } of Events) {
          addRecord(page, parse(CloudTrailEvent), scope);
        }
        yield page;
        mergeAudit(found, page);
        if (kind === "grant" || kind === "retirement") continue;
        // Of uses only the last one of each data set matters.
        if (dataSets.every((arn) => found.dataSets.get(arn)?.[kind] !== undefined)) return;
      }
      return;
    } catch (error) {
      const isExpired = error instanceof Error && error.name === "InvalidNextTokenException";
      if (!isExpired || found.first === to) throw error;
      to = found.first;
    }
  }
}

async function* pagesOf(
  client: CloudTrailClient,
  AttributeValue: string,
  { from, to }: { readonly from: Date | undefined; readonly to: string | undefined },
  abortSignal: AbortSignal,
) {
  const input = {
    LookupAttributes: [{ AttributeKey: "EventName", AttributeValue } as const],
    ...(from === undefined ? {} : { StartTime: from }),
    ...(to === undefined ? {} : { EndTime: new Date(to) }),
  };
  const { paginateLookupEvents } = await loadSdk();
  const pages = paginateLookupEvents({ client, pageSize: 50 }, input, { abortSignal });
  for await (const { Events = [] } of pages) yield Events;
}

/** Loaded where it is needed: who reads a trail spares the memory. */
function loadSdk() {
  return import("@aws-sdk/client-cloudtrail");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
