import { availableParallelism } from "node:os";
import type { EventSource } from "./eventSource.ts";
import { type Elsewhere, findTrailFiles, nothingElse, type TrailRange } from "./findTrailFiles.ts";
import { newAudit } from "./keyAudit.ts";
import { openStore } from "./openStore.ts";
import { readInWorkers } from "./readInWorkers.ts";
import { readTrailFiles } from "./readTrailFiles.ts";
import type { TrailPlace } from "./trailStore.ts";

/** More files than this are read by workers. */
const mostAlone = 64;
/** So many files a worker reads, and joins, at a time: what they come to is copied between threads, and is rubbish then. */
const batchSize = 256;
/** More workers than this do not help: unpacking has threads of its own, and what they read comes over one wire. */
const mostWorkers = 4;

/** What differs from the usual. */
export interface TrailOptions {
  /** Threads that read. @default as many as there are cores, at most 4 */
  readonly workers?: number;
}

/**
 * The files of a trail, in S3 or in a folder. Where there are more than 64, worker threads read them; memory does not grow with them.
 *
 * @param elsewhere is told what the trail has besides; the last part of the audit counts it as skipped
 */
export function trailSource(
  place: TrailPlace,
  range: TrailRange,
  elsewhere: Elsewhere = nothingElse(),
  { workers = Math.min(availableParallelism(), mostWorkers) }: TrailOptions = {},
): EventSource {
  return {
    read: async function* (signal) {
      const store = await openStore(place);
      try {
        const batches = toBatches(findTrailFiles(store, range, elsewhere));
        const first = await batches.next();
        const second = await batches.next();
        if (second.done !== true) {
          const rest = again([first.value ?? [], second.value], batches);
          yield* readInWorkers({ place, range, batches: rest, threads: workers }, signal);
        } else if (first.done !== true) {
          yield await readTrailFiles(store, first.value, range, signal);
        }
        yield { ...newAudit(), skippedFiles: elsewhere.skipped };
      } finally {
        store.close();
      }
    },
  };
}

async function* toBatches(files: AsyncIterable<string>): AsyncGenerator<string[], undefined> {
  let batch: string[] = [];
  let size = mostAlone;
  for await (const file of files) {
    batch.push(file);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
    size = batchSize;
  }
  if (batch.length > 0) yield batch;
  return undefined;
}

async function* again<Item>(first: readonly Item[], rest: AsyncIterable<Item>) {
  yield* first;
  yield* rest;
}
