import type { Call } from "../operations/handler.ts";
import { askEmulator } from "./askEmulator.ts";
import { upstreamOf } from "./upstream.ts";

/** What CloudTrail has of an event, besides what every event has. */
export interface TrailEvent {
  readonly eventName: string;
  readonly eventType: "AwsApiCall" | "AwsServiceEvent";
  readonly requestParameters?: object | null;
  readonly serviceEventDetails?: object;
  readonly requestID?: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

/** Who did it, where that is nobody with an access key. */
export type TrailIdentity = Readonly<Record<string, unknown>>;

/** What is told of one emulator: in order, and not while no trail of it logs. */
interface Line {
  last: Promise<void>;
  listening: boolean;
  askedAt: number;
}

const lines = new Map<string, Line>();
/** How long an emulator without a trail is not asked again, in milliseconds: most have none. */
const patience = 100;

/**
 * Has the emulator's CloudTrail record something, as AWS's does: later, and without the caller waiting for it. Without an emulator, or while
 * no trail of it logs, nothing is recorded.
 */
export function tellTrail(call: Call<object>, event: TrailEvent, identity?: TrailIdentity): void {
  const upstream = upstreamOf(call);
  if (upstream === undefined) return;
  const { accountId: account, region, accessKeyId, now: ms } = call;
  const key = `${upstream.endpoint} ${region}`;
  const line = lines.get(key) ?? { last: Promise.resolve(), listening: false, askedAt: 0 };
  lines.set(key, line);
  if (!line.listening && Date.now() - line.askedAt < patience) return;
  line.askedAt = Date.now();
  const body = { account, region, accessKeyId, ...(identity ? { identity } : {}), event, ms };
  line.last = line.last.then(async () => {
    try {
      const route = "/_local/quicksight";
      ({ listening: line.listening } = await askEmulator<Line>(upstream, route, body));
    } catch {
      // An emulator that ends before its simulator has nobody left who listens.
      line.listening = false;
    }
  });
}
