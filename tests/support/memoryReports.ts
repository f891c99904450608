import { createHash } from "node:crypto";
import type { ReportStore } from "../../core/reports/store/reportStore.ts";

interface Version {
  readonly versionId: string;
  readonly body: Uint8Array;
  readonly etag: string;
  readonly modified: Date;
}

/** A versioned bucket of reports in this process. */
export interface MemoryReports extends ReportStore {
  /** The text of an object; undefined when there is none. */
  text(key: string): string | undefined;
  /** All keys, in order. */
  keys(): readonly string[];
  /** Removes versions for good, as the bucket's rule does. */
  expire(key: string, before: Date): void;
  /** From now on the nth write, counted from 1, fails and all after it, as those of a process that was killed. */
  failFrom(write: number): void;
}

/** @param now milliseconds since 1970, for the times of objects */
export function memoryReports(now: () => number = Date.now): MemoryReports {
  const objects = new Map<string, Version[]>();
  let written = 0;
  let failing = Infinity;
  const last = (key: string) => objects.get(key)?.at(-1);
  return {
    address: "s3://governance",
    read: (key, versionId) => {
      const all = objects.get(key) ?? [];
      const found =
        versionId === undefined
          ? all.at(-1)
          : all.find((version) => version.versionId === versionId);
      return Promise.resolve(found && { body: found.body, etag: found.etag });
    },
    write: (key, chunks, { follows }) => {
      written += 1;
      if (written >= failing) return Promise.reject(new Error("killed"));
      const known = last(key);
      const isBehind =
        follows === null ? known !== undefined : follows !== undefined && known?.etag !== follows;
      if (isBehind) return Promise.resolve(false);
      const body = Buffer.concat([...chunks].map((chunk) => Buffer.from(chunk)));
      const etag = `"${createHash("md5").update(body).digest("hex")}"`;
      const version = { versionId: `v${written}`, body, etag, modified: new Date(now()) };
      objects.set(key, [...(objects.get(key) ?? []), version]);
      return Promise.resolve(true);
    },
    versions: async function* (key) {
      await Promise.resolve();
      for (const { versionId, modified } of [...(objects.get(key) ?? [])].reverse()) {
        yield { versionId, modified };
      }
    },
    list: async function* (prefix) {
      await Promise.resolve();
      for (const key of [...objects.keys()].sort()) {
        const modified = last(key)?.modified;
        if (key.startsWith(prefix) && modified !== undefined) yield { key, modified };
      }
    },
    close: () => undefined,
    text: (key) => {
      const found = last(key);
      return found && Buffer.from(found.body).toString("utf8");
    },
    keys: () => [...objects.keys()].sort(),
    expire: (key, before) => {
      const left = (objects.get(key) ?? []).filter(({ modified }) => modified >= before);
      objects.set(key, left);
    },
    failFrom: (write) => {
      failing = written + write;
    },
  };
}
