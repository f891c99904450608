import { Worker } from "node:worker_threads";
import type { KeyAudit } from "./keyAudit.ts";
import type { TrailRange } from "./findTrailFiles.ts";
import type { TrailPlace } from "./trailStore.ts";

/** What a thread is started with. */
export interface WorkerData {
  readonly place: TrailPlace;
  readonly range: TrailRange;
}

/** What a thread answers to the names of some files. Errors lose their names between threads. */
export type WorkerAnswer =
  { readonly audit: KeyAudit } | { readonly error: Pick<Error, "name" | "message"> };

/** A thread that joins the events of files. */
export interface TrailWorker {
  /**
   * One call at a time.
   *
   * @throws as reading does
   */
  read(files: readonly string[]): Promise<KeyAudit>;
  end(): Promise<unknown>;
}

/**
 * Memory of a thread, in MB. Little is kept, so that a small young generation only makes the rubbish go sooner: with Node's own limits,
 * two threads took twice as much.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 256 };

/** Starts a thread. */
export function startWorker(data: WorkerData): TrailWorker {
  const worker = new Worker(new URL("trailThread.ts", import.meta.url), {
    workerData: data,
    resourceLimits,
  });
  let ended: Error | undefined;
  let giveUp: (error: Error) => void = () => undefined;
  const end = (error: Error) => {
    ended ??= error;
    giveUp(ended);
  };
  worker.on("error", (error) => {
    end(error instanceof Error ? error : new Error(String(error)));
  });
  worker.on("exit", (code) => {
    end(new Error(`a thread that reads the trail ended with ${code}; run it again`));
  });
  return {
    read: async (files) => {
      if (ended !== undefined) throw ended;
      // From a thread that ended no answer comes.
      const answer = await new Promise<WorkerAnswer>((settle, reject) => {
        giveUp = reject;
        worker.once("message", settle);
        worker.postMessage(files);
      });
      if ("audit" in answer) return answer.audit;
      const { name, message } = answer.error;
      throw Object.assign(new Error(message), { name });
    },
    end: () => worker.terminate(),
  };
}
