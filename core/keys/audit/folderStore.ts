import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Listing, TrailStore } from "./trailStore.ts";

/** The files of a trail in a folder of this machine. */
export function folderStore(path: string): TrailStore {
  return {
    list: (folder) => listFolder(join(path, folder)),
    open: (file) => Promise.resolve(createReadStream(join(path, file), { highWaterMark: 1 << 20 })),
    close: () => undefined,
  };
}

async function* listFolder(path: string): AsyncGenerator<Listing> {
  const entries = await readdir(path, { withFileTypes: true });
  const namesOf = (isWanted: (entry: (typeof entries)[number]) => boolean) =>
    entries
      .filter(isWanted)
      .map(({ name }) => name)
      .sort();
  yield {
    folders: namesOf((entry) => entry.isDirectory()),
    files: namesOf((entry) => !entry.isDirectory()),
  };
}
