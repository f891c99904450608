import type { Access } from "./keyAccess.ts";
import type { KeyUse } from "./readKeyUses.ts";

/**
 * How long data may still open after access to its key was revoked, in milliseconds (AWS user guide, "Revoking access to CMK-encrypted
 * data": up to 15 minutes).
 */
export const revokeLimitMs = 15 * 60_000;

/** A dashboard that was opened, or could not be. */
export interface SeenOpening {
  /** The dashboard, for a person. */
  readonly dashboard: string;
  /** Undefined: it opened. */
  readonly failure: string | undefined;
}

/** What was seen since access to a key was changed, each list oldest first. */
export interface Seen {
  readonly uses: readonly KeyUse[];
  readonly openings: readonly SeenOpening[];
}

/** Whether what was to happen is proved. */
export interface Judgement {
  readonly isProved: boolean;
  /** What shows it, or what is seen until now. */
  readonly why: string;
}

/**
 * Whether QuickSight is shown to refuse, or to open again, what is encrypted with a key. Pure.
 *
 * Refusing: a dashboard that opened since the change, and does not any more; or one that does not open while KMS refuses QuickSight. Or
 * KMS refuses QuickSight, and the 15 minutes have passed for which QuickSight may go on with what it had. Any use that KMS let pass after
 * a refusal, and any dashboard that opens, speaks against it. Opening: a dashboard opens, or KMS lets QuickSight use the key.
 *
 * @param sinceMs how long ago access was changed
 */
export function judgeProof(access: Access, { uses, openings }: Seen, sinceMs: number): Judgement {
  const opening = openings.at(-1);
  const use = uses.at(-1);
  return access === "granted" ? judgeOpen(opening, use) : judgeRefusal({ uses, openings }, sinceMs);
}

function judgeOpen(opening: SeenOpening | undefined, use: KeyUse | undefined): Judgement {
  if (opening !== undefined && opening.failure === undefined) {
    return { isProved: true, why: `${opening.dashboard} opens` };
  }
  if (use !== undefined && use.error === undefined) {
    return { isProved: true, why: `KMS let QuickSight use the key at ${use.time}${nameUse(use)}` };
  }
  if (opening?.failure !== undefined) {
    return { isProved: false, why: `${opening.dashboard} does not open yet (${opening.failure})` };
  }
  return {
    isProved: false,
    why: use === undefined ? nothingSeen : `KMS refused QuickSight at ${use.time} last`,
  };
}

const nothingSeen = "nobody was seen to open anything since";

function judgeRefusal({ uses, openings }: Seen, sinceMs: number): Judgement {
  const opening = openings.at(-1);
  if (opening !== undefined && opening.failure === undefined) {
    return { isProved: false, why: `${opening.dashboard} still opens` };
  }
  const refusal = uses.find(({ error }) => error !== undefined);
  const last = uses.at(-1);
  const isRefusing = refusal !== undefined && last?.error !== undefined;
  const because = `KMS refuses QuickSight the key (${last?.error ?? ""} at ${last?.time ?? ""}${last === undefined ? "" : nameUse(last)})`;
  if (opening?.failure !== undefined) {
    const didOpen = openings.some(
      ({ dashboard, failure }) => dashboard === opening.dashboard && failure === undefined,
    );
    const fails = `${opening.dashboard} does not open any more`;
    if (isRefusing) return { isProved: true, why: `${fails}, and ${because}` };
    if (didOpen) return { isProved: true, why: `${fails} (${opening.failure})` };
    return {
      isProved: false,
      why: `${opening.dashboard} does not open (${opening.failure}), and nothing says yet that this is because of the key`,
    };
  }
  if (!isRefusing) {
    return {
      isProved: false,
      why: last === undefined ? nothingSeen : `KMS let QuickSight use the key at ${last.time}`,
    };
  }
  return sinceMs >= revokeLimitMs
    ? { isProved: true, why: `${because}, and the 15 minutes are over` }
    : {
        isProved: false,
        why: `${because}; with what it had before, QuickSight may go on for up to 15 minutes`,
      };
}

function nameUse({ of }: KeyUse): string {
  return of === undefined ? "" : `, for ${of}`;
}
