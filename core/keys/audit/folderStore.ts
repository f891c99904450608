import { open, readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import type { FileReason } from "./skippedFiles.ts";
import type { Listing, TrailStore } from "./trailStore.ts";

/** Why a file of a folder cannot be read, by the code of the error. */
const withheld: ReadonlyMap<string | undefined, FileReason> = new Map([
  ["EACCES", "fileDenied"],
  ["EPERM", "fileDenied"],
  ["ENOENT", "fileGone"],
  ["ELOOP", "fileOther"],
]);

/** The files of a trail in a folder of this machine. Links are followed, each folder once. */
export function folderStore(path: string): TrailStore {
  const followed = new Set<string>();
  return {
    list: (folder) => listFolder(path, folder, followed),
    open: async (file) => {
      const place = join(path, file);
      try {
        // A pipe would be waited for until somebody writes to it.
        if (!(await stat(place)).isFile()) return "fileOther";
        return (await open(place)).createReadStream({ highWaterMark: 1 << 20 });
      } catch (error) {
        const why = withheld.get((error as NodeJS.ErrnoException).code);
        if (why === undefined) throw error;
        return why;
      }
    },
    close: () => undefined,
  };
}

async function* listFolder(
  root: string,
  folder: string,
  followed: Set<string>,
): AsyncGenerator<Listing> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const folders: string[] = [];
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { name } = entry;
    if (entry.isDirectory()) folders.push(name);
    else if (!entry.isSymbolicLink()) files.push(name);
    else {
      const kind = await kindOfLink(root, join(root, folder, name), followed);
      if (kind === "folder") folders.push(name);
      else if (kind === "file") files.push(name);
    }
  }
  yield { folders, files };
}

/** What a link is read as; undefined of a folder that is read anyway, or that the place is in: that would have no end. */
async function kindOfLink(
  root: string,
  link: string,
  followed: Set<string>,
): Promise<"folder" | "file" | undefined> {
  const status = await stat(link).catch(() => undefined);
  if (status?.isDirectory() !== true) return "file";
  const target = await realpath(link);
  const place = await realpath(root);
  if (isWithin(target, place) || isWithin(place, target) || followed.has(target)) return undefined;
  followed.add(target);
  return "folder";
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}
