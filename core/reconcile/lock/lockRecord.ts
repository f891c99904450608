import { type Ledger, parseLedger } from "./ledger.ts";
import type { LockHolder } from "./lockHolder.ts";
import { oneLine } from "./oneLine.ts";

/** What the object of a lock carries, as JSON. */
export interface LockRecord extends LockHolder {
  /**
   * Names one hold of the lock. Together with {@link revision} it makes the content, and so the ETag (the MD5 of the content
   * under SSE-S3), of every write another one: an ETag that comes back would let somebody overwrite what they have not read.
   */
  readonly id: string;
  /** Counts the writes of one hold. */
  readonly revision: number;
  /** How long after the last write the lock ends, in milliseconds. 0: released, and kept for its ledger only. */
  readonly leaseMs: number;
  /** What the next holder inherits. */
  readonly ledger: Ledger;
}

/**
 * Reads the object of a lock. Whoever may write to the bucket may have written it, so what is missing or wrong is replaced
 * and nothing is refused: it is held by "an unknown owner" then, and ends after `leaseMs`.
 */
export function parseLockRecord(text: string, leaseMs: number): LockRecord {
  const fields = parseFields(text);
  const textOf = (name: string, otherwise: string) => {
    const value = fields[name];
    return typeof value === "string" && value !== "" ? oneLine(value) : otherwise;
  };
  const { leaseMs: lease, revision } = fields;
  return {
    owner: textOf("owner", "an unknown owner"),
    since: textOf("since", "an unknown time"),
    expires: textOf("expires", "an unknown time"),
    id: textOf("id", ""),
    revision: typeof revision === "number" ? revision : 0,
    leaseMs: typeof lease === "number" && lease >= 0 ? lease : leaseMs,
    ledger: parseLedger(fields),
  };
}

function parseFields(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
