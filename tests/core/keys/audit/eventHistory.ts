import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A stand-in of CloudTrail's LookupEvents, and of GetKeyLastUsage of KMS. */
export interface EventHistory {
  /** What the SDK needs to find it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The names of events that the calls were about which it answered, in order. */
  asked(): readonly string[];
  /** How many calls were refused for the rate. */
  refused(): number;
  close(): Promise<void>;
}

interface Asked {
  readonly LookupAttributes: readonly [{ readonly AttributeValue: string }];
  readonly StartTime?: number;
  readonly EndTime?: number;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

interface HistoryOptions {
  readonly rate?: number;
  readonly denied?: boolean;
  readonly expires?: number;
  readonly lastUses?: Readonly<Record<string, number>>;
}

/**
 * Answers LookupEvents as its API reference says: by one attribute, newest first, at most 50 a page.
 *
 * @param rate calls a second, more are refused (ThrottlingException); absent: all are answered
 * @param denied answers AccessDeniedException to LookupEvents
 * @param expires how many pages a token is good for, in each look-up
 * @param lastUses when keys were last used, by ARN, in seconds since 1970; KMS does not know others
 */
export async function startEventHistory(
  events: readonly Record<string, unknown>[],
  { rate = Infinity, denied = false, expires = Infinity, lastUses = {} }: HistoryOptions = {},
): Promise<EventHistory> {
  const asked: string[] = [];
  let refused = 0;
  let answered: number[] = [];
  const newestFirst = [...events].sort((a, b) => timeOf(b) - timeOf(a));
  const answer = ({ LookupAttributes, MaxResults = 50, NextToken = "0", ...asking }: Asked) => {
    const { StartTime = 0, EndTime = Infinity } = asking;
    const [{ AttributeValue: name }] = LookupAttributes;
    asked.push(name);
    const found = newestFirst.filter(
      (each) =>
        each["eventName"] === name &&
        timeOf(each) >= StartTime * 1000 &&
        timeOf(each) <= EndTime * 1000,
    );
    const from = Number(NextToken);
    const Events = found.slice(from, from + MaxResults).map((each) => ({
      EventName: name,
      CloudTrailEvent: JSON.stringify(each),
    }));
    const next = from + MaxResults;
    return { Events, ...(next < found.length ? { NextToken: String(next) } : {}) };
  };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => (body += String(piece)));
    request.on("end", () => {
      response.setHeader("content-type", "application/x-amz-json-1.1");
      if (request.headers["x-amz-target"] === "TrentService.GetKeyLastUsage") {
        const { KeyId } = JSON.parse(body) as { readonly KeyId: string };
        const Timestamp = lastUses[KeyId];
        response.statusCode = Timestamp === undefined ? 400 : 200;
        const unknown = { __type: "NotFoundException", message: `Key '${KeyId}' does not exist` };
        const known = { KeyId, KeyLastUsage: { Operation: "Decrypt", Timestamp } };
        response.end(JSON.stringify(Timestamp === undefined ? unknown : known));
        return;
      }
      const now = performance.now();
      answered = answered.filter((time) => time > now - 1000);
      const isThrottled = answered.length >= rate;
      const error = denied ? "AccessDeniedException" : isThrottled ? "ThrottlingException" : "";
      if (error !== "") {
        if (isThrottled) refused += 1;
        response.statusCode = 400;
        response.end(JSON.stringify({ __type: error, message: `${error} for LookupEvents` }));
        return;
      }
      answered.push(now);
      const asking = JSON.parse(body) as Asked;
      if (Number(asking.NextToken ?? 0) >= expires * 50) {
        response.statusCode = 400;
        const message = "The token has expired.";
        response.end(JSON.stringify({ __type: "InvalidNextTokenException", message }));
        return;
      }
      response.end(JSON.stringify(answer(asking)));
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    environment: {
      AWS_ENDPOINT_URL_CLOUDTRAIL: url,
      AWS_ENDPOINT_URL_KMS: url,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    },
    asked: () => asked,
    refused: () => refused,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function timeOf(event: Record<string, unknown>): number {
  return Date.parse(String(event["eventTime"]));
}
