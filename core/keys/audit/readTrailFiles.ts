import pLimit from "p-limit";
import { type KeyAudit, newAudit } from "./keyAudit.ts";
import type { AuditScope } from "./keyEvent.ts";
import { readTrailFile, skipFile } from "./readTrailFile.ts";
import type { TrailStore } from "./trailStore.ts";

/** So many files are open at once in a thread: S3 takes some time to begin an answer. */
const mostOpen = 3;

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
    const content = await store.open(file);
    if (typeof content === "string") skipFile(audit, file, content);
    else await readTrailFile(audit, file, content, scope);
  });
  return audit;
}
