import { untilAborted } from "../../aws/untilAborted.ts";
import type { TrailRange } from "./findTrailFiles.ts";
import type { KeyAudit } from "./keyAudit.ts";
import type { TrailPlace } from "./trailStore.ts";
import { startWorker, type TrailWorker } from "./trailWorker.ts";

/** What the threads are to read. */
export interface Reading {
  readonly place: TrailPlace;
  readonly range: TrailRange;
  /** Names of files, some at a time; asked for more when a thread is free. */
  readonly batches: AsyncIterator<readonly string[]>;
  readonly threads: number;
}

/** Joins the events of files in threads, and answers what each lot comes to as it is read. Ends the threads, however it ends. */
export async function* readInWorkers(
  { place, range, batches, threads }: Reading,
  signal: AbortSignal,
): AsyncGenerator<KeyAudit> {
  const workers = Array.from({ length: threads }, () => startWorker({ place, range }));
  const running = new Map<TrailWorker, Promise<[TrailWorker, KeyAudit]>>();
  const feed = async (worker: TrailWorker) => {
    const batch = await batches.next();
    if (batch.done === true) return;
    running.set(
      worker,
      worker.read(batch.value).then((audit) => [worker, audit]),
    );
  };
  try {
    for (const worker of workers) await untilAborted(signal, () => feed(worker));
    while (running.size > 0) {
      const [worker, audit] = await untilAborted(signal, () => Promise.race(running.values()));
      running.delete(worker);
      await untilAborted(signal, () => feed(worker));
      yield audit;
    }
  } finally {
    for (const reading of running.values()) reading.catch(() => undefined);
    await Promise.all(workers.map((worker) => worker.end()));
  }
}
