import type { KeyAudit } from "./keyAudit.ts";

/** Where events come from. */
export interface EventSource {
  /**
   * Audits of a part of the events each, to be merged in any order: what reads many events joins them where it reads them.
   *
   * @throws as AWS does; the reason of the signal
   */
  read(signal: AbortSignal): AsyncIterable<KeyAudit>;
  /** Ends what goes on at AWS for a reading that was given up; fails never, and takes some seconds at most. */
  giveUp?(): Promise<void>;
}
