import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { LockPlace } from "../../core/reconcile/lock/lockPlace.ts";

interface Stored {
  readonly body: string;
  readonly etag: string;
  readonly modified: Date;
}

/** A request as the SDK, or Node's server, has it. */
export interface BucketRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What the bucket answers. */
export interface BucketAnswer {
  readonly response: {
    readonly statusCode: number;
    readonly headers: Record<string, string>;
    readonly body: Readable;
  };
}

/** A bucket in this process: for locks where hundreds of runs follow each other. The lock's own tests go to the emulator. */
export interface MemoryBucket {
  /** What a run takes as its lock. */
  readonly place: Omit<LockPlace, "namespace">;
  /** The text of an object; undefined when there is none. */
  text(key: string): string | undefined;
  /** Answers one request, for a server before it. */
  answer(request: BucketRequest): BucketAnswer;
  /** Writes an object past everything, as a thief would. */
  put(key: string, text: string): void;
  /** Lets time pass for locks that were not released: whoever comes next may take them over. */
  endLeases(): void;
  /** From now on every write fails, or none does. */
  setReadOnly(isReadOnly: boolean): void;
}

/** A bucket that is empty; it answers conditional requests as S3 does. */
export function memoryBucket(): MemoryBucket {
  const objects = new Map<string, Stored>();
  let readOnly = false;
  const put = (key: string, body: string): Stored => {
    const etag = `"${createHash("md5").update(body).digest("hex")}"`;
    const written = { body, etag, modified: new Date() };
    objects.set(key, written);
    return written;
  };
  const answer = (statusCode: number, stored?: Stored, error?: string): BucketAnswer => ({
    response: {
      statusCode,
      headers: {
        date: new Date().toUTCString(),
        ...(stored === undefined
          ? {}
          : { etag: stored.etag, "last-modified": stored.modified.toUTCString() }),
      },
      body: Readable.from([
        error === undefined ? (stored?.body ?? "") : `<Error><Code>${error}</Code></Error>`,
      ]),
    },
  });
  const handle = ({ method, path, headers, body }: BucketRequest) => {
    const key = path.split("/").slice(-2).join("/");
    const stored = objects.get(key);
    if (method === "GET") {
      return stored === undefined ? answer(404, undefined, "NoSuchKey") : answer(200, stored);
    }
    if (readOnly) return answer(403, undefined, "AccessDenied");
    const expected = headers["if-match"];
    if (expected !== undefined && stored === undefined) return answer(404, undefined, "NoSuchKey");
    const isTaken = headers["if-none-match"] === "*" && stored !== undefined;
    if (isTaken || (expected !== undefined && stored?.etag !== expected)) {
      return answer(412, undefined, "PreconditionFailed");
    }
    if (method === "DELETE") {
      objects.delete(key);
      return answer(204);
    }
    return answer(200, { ...put(key, body), body: "" });
  };
  const settings = {
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: { handle: (request: BucketRequest) => Promise.resolve(handle(request)) },
  };
  return {
    place: { bucket: "governance", region: "us-east-1", ...settings },
    text: (key) => objects.get(key)?.body,
    answer: handle,
    put: (key, text) => {
      put(key, text);
    },
    endLeases: () => {
      for (const [key, { body }] of objects) {
        put(key, JSON.stringify({ ...(JSON.parse(body) as object), leaseMs: 0 }));
      }
    },
    setReadOnly: (isReadOnly) => {
      readOnly = isReadOnly;
    },
  };
}
