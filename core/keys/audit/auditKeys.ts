import { untilAborted } from "../../aws/untilAborted.ts";
import type { EventSource } from "./eventSource.ts";
import { type KeyAudit, mergeAudit, newAudit } from "./keyAudit.ts";

/**
 * Reads all that a source has.
 *
 * @param onPart is told after each part what there is so far
 * @throws as the source does; the reason of the signal
 */
export async function auditKeys(
  source: EventSource,
  signal: AbortSignal,
  onPart: (audit: KeyAudit) => void = () => undefined,
): Promise<KeyAudit> {
  const audit = newAudit();
  const parts = source.read(signal)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const part = await untilAborted(signal, () => parts.next());
      if (part.done === true) return audit;
      mergeAudit(audit, part.value);
      onPart(audit);
    }
  } finally {
    // A source that waits for an answer is not waited for.
    void parts.return?.().catch(() => undefined);
    await source.giveUp?.();
  }
}
