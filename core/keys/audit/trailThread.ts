import { parentPort, workerData } from "node:worker_threads";
import { openStore } from "./openStore.ts";
import { readTrailFiles } from "./readTrailFiles.ts";
import type { WorkerAnswer, WorkerData } from "./trailWorker.ts";

// The program of a thread: names of files come in, an audit of each lot goes out.
const { place, range } = workerData as WorkerData;
const store = await openStore(place);

parentPort?.on("message", (files: readonly string[]) => {
  void answer(files).then((message) => parentPort?.postMessage(message));
});

async function answer(files: readonly string[]): Promise<WorkerAnswer> {
  try {
    return { audit: await readTrailFiles(store, files, range) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { error: { name, message } };
  }
}
