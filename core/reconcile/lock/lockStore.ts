import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { describeError } from "../../aws/describeError.ts";
import { describeLocked } from "./describeLocked.ts";
import { lockAddress, lockKey, type LockPlace } from "./lockPlace.ts";
import { type LockRecord, parseLockRecord } from "./lockRecord.ts";
import { now, type Moment } from "./moment.ts";

/** The object of a lock as it was read. */
export interface StoredLock {
  readonly record: LockRecord;
  readonly etag: string;
  /** How long ago it was written at least, in milliseconds, by the clock of S3. */
  readonly ageMs: number;
}

/** The object of a lock as it was written. */
export interface WrittenLock {
  readonly etag: string;
  /** Before it was sent, so never later than S3's own time of the write. */
  readonly sent: Moment;
}

/** What is there instead; `denied` is an object that is not there, or a caller without s3:GetObject. */
export type FoundLock = StoredLock | "absent" | "denied";

/** What came of a write: it was done, or somebody else was faster. */
export type LockWrite =
  | { readonly done: WrittenLock; readonly found?: undefined }
  | { readonly done?: undefined; readonly found: FoundLock };

/** How long a call may take with its retries, in milliseconds, unless the caller says otherwise. */
const callMs = 10_000;
/** How often a call is made again because an earlier write of our own was in its way. */
const mostTurns = 3;

/**
 * The object of one lock in S3, changed by conditional requests only (Amazon S3 User Guide, "Add preconditions to S3
 * operations with conditional requests"): it is created with `If-None-Match: *`, which succeeds over a delete marker too, and
 * overwritten and deleted with `If-Match` and the ETag that was seen last. 412 PreconditionFailed, 409
 * ConditionalRequestConflict and 404 NoSuchKey mean that somebody else was faster. The emulator of this project (ministack
 * 1.5) honours all three, but never answers 409.
 *
 * It needs s3:GetObject, s3:PutObject and s3:DeleteObject on `locks/*`. Without s3:ListBucket S3 answers 403 AccessDenied
 * instead of 404 when an object that is not there is read (API reference, GetObject), so no decision hangs on that.
 *
 * A refusal is not always somebody else's doing: the SDK repeats a write whose answer got lost, and the repetition is refused
 * because of the first (opentofu/opentofu#4405). After a refusal the object is therefore read, and its `id` tells.
 */
export class LockStore {
  readonly #client: S3Client;
  readonly #place: LockPlace;
  readonly #leaseMs: number;

  /** @param leaseMs the lease of an object that does not say its own, in milliseconds */
  constructor(place: LockPlace, leaseMs: number) {
    const { bucket: _bucket, namespace: _namespace, profile, ...access } = place;
    this.#client = new S3Client({ ...access, ...(profile === undefined ? {} : { profile }) });
    this.#place = place;
    this.#leaseMs = leaseMs;
  }

  async read(limitMs = callMs): Promise<FoundLock> {
    const command = new GetObjectCommand(this.#object());
    let date = "";
    command.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        date = dateOf(result.response);
        return result;
      },
      { step: "deserialize" },
    );
    try {
      const { Body, ETag = "", LastModified } = await this.#client.send(command, limit(limitMs));
      const text = (await Body?.transformToString()) ?? "";
      return {
        record: parseLockRecord(text, this.#leaseMs),
        etag: ETag,
        ageMs: ageOf(LastModified, date),
      };
    } catch (error) {
      if (isMissing(error)) return "absent";
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403) {
        return "denied";
      }
      throw this.explain("read", error);
    }
  }

  /** Creates the object, or overwrites the one with the ETag. */
  async write(record: LockRecord, etag?: string, limitMs = callMs): Promise<LockWrite> {
    const sent = now();
    let expected = etag;
    for (let turn = 1; ; turn += 1) {
      try {
        return { done: { etag: await this.#put(record, expected, limitMs), sent } };
      } catch (error) {
        if (!isRefusal(error)) throw this.explain("write", error);
      }
      const found = await this.read(limitMs);
      if (!isOf(found, record) || turn === mostTurns) return { found };
      if (found.record.revision === record.revision) return { done: { etag: found.etag, sent } };
      expected = found.etag;
    }
  }

  /** Deletes the object of this hold. */
  async remove(record: LockRecord, etag: string): Promise<FoundLock | "removed"> {
    let expected = etag;
    for (let turn = 1; ; turn += 1) {
      try {
        const command = new DeleteObjectCommand({ ...this.#object(), IfMatch: expected });
        await this.#client.send(command, limit(callMs));
        return "removed";
      } catch (error) {
        // It is gone, as it should be: the answer to an earlier try got lost, or a person deleted it.
        if (isMissing(error)) return "removed";
        if (!isRefusal(error)) throw this.explain("delete", error);
      }
      const found = await this.read();
      if (!isOf(found, record) || turn === mostTurns) return found;
      expected = found.etag;
    }
  }

  /** An error of S3 for the person who must fix it. */
  explain(action: "read" | "write" | "delete", error: unknown): Error {
    const { bucket, namespace } = this.#place;
    const cause = { cause: error };
    if (error instanceof Error && error.name === "NoSuchBucket") {
      return new Error(
        `there is no bucket ${bucket} for the lock on ${describeLocked(namespace)}; correct its name, or deploy the account stack, which makes it`,
        cause,
      );
    }
    const what = `cannot ${action} the lock ${lockAddress(this.#place)}`;
    if (error instanceof Error && ["AccessDenied", "Forbidden"].includes(error.name)) {
      return new Error(
        `${what} (${describeError(error)}); allow the caller s3:GetObject, s3:PutObject and s3:DeleteObject on locks/* in the bucket ${bucket}`,
        cause,
      );
    }
    return new Error(
      `${what} (${describeLockError(error)}); look at the caller's credentials, the bucket's Region and the network, then run it again`,
      cause,
    );
  }

  /** Lets go of the connections. */
  close(): void {
    this.#client.destroy();
  }

  #object() {
    return { Bucket: this.#place.bucket, Key: lockKey(this.#place) };
  }

  async #put(record: LockRecord, etag: string | undefined, limitMs: number): Promise<string> {
    const command = new PutObjectCommand({
      ...this.#object(),
      Body: JSON.stringify(record),
      ContentType: "application/json",
      ...(etag === undefined ? { IfNoneMatch: "*" } : { IfMatch: etag }),
    });
    const { ETag = "" } = await this.#client.send(command, limit(limitMs));
    return ETag;
  }
}

/** What an error of S3 says, in one line. */
export function describeLockError(error: unknown): string {
  const timedOut = error instanceof Error && ["AbortError", "TimeoutError"].includes(error.name);
  return timedOut ? "S3 did not answer in time" : describeError(error);
}

const limit = (ms: number) => ({ abortSignal: AbortSignal.timeout(Math.ceil(ms)) });

const isOf = (found: FoundLock, { id }: LockRecord): found is StoredLock =>
  typeof found !== "string" && found.record.id === id;

const isMissing = (error: unknown) => error instanceof Error && error.name === "NoSuchKey";

function isRefusal(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return false;
  return isMissing(error) || [409, 412].includes(error.$metadata.httpStatusCode ?? 0);
}

/** The time of the answer, which the SDK does not pass on. */
function dateOf(response: unknown): string {
  const { headers = {} } = response as { headers?: Readonly<Record<string, string | undefined>> };
  return headers["date"] ?? "";
}

/**
 * The age of an object by one clock, that of S3: the time of the answer less the time of the last write. Both are whole
 * seconds, rounded down, so that the difference can be up to one second more than the truth. 0 when S3 does not say: then the
 * lock is never taken over.
 */
function ageOf(lastModified: Date | undefined, date: string): number {
  const age = Date.parse(date) - (lastModified?.getTime() ?? NaN) - 1000;
  return age > 0 ? age : 0;
}
