import pLimit from "p-limit";
import { type KeyAudit, newAudit } from "./keyAudit.ts";
import type { AuditScope } from "./keyEvent.ts";
import { readTrailFile, skipFile } from "./readTrailFile.ts";
import type { TrailStore } from "./trailStore.ts";

/** So many files are open at once in a thread: S3 takes some time to begin an answer. */
const mostOpen = 3;

/** How often a file is begun to be read. */
const mostAttempts = 4;

/**
 * Joins the events of some files.
 *
 * @throws as the store does; the reason of the signal
 */
export async function readTrailFiles(
  store: Pick<TrailStore, "open">,
  files: readonly string[],
  scope: AuditScope,
  signal?: AbortSignal,
): Promise<KeyAudit> {
  const audit = newAudit();
  const limit = pLimit(mostOpen);
  await limit.map(files, async (file) => {
    signal?.throwIfAborted();
    await readPatiently(audit, store, file, scope);
  });
  return audit;
}

/** A connection may break off in the middle of a file, which no client tries again; half a file is taken for nothing. */
async function readPatiently(
  audit: KeyAudit,
  store: Pick<TrailStore, "open">,
  file: string,
  scope: AuditScope,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const content = await store.open(file);
    if (typeof content === "string") {
      skipFile(audit, file, content);
      return;
    }
    try {
      await readTrailFile(audit, file, content, scope);
      return;
    } catch (error) {
      if (attempt === mostAttempts) throw error;
    }
  }
}
