import {
  type Begun,
  forgetOld,
  type Ledger,
  type Spending,
  withJournal,
  withMeant,
} from "./lock/ledger.ts";
import type { Lock } from "./lock/lock.ts";

/** What a run writes into the ledger of its namespace. */
export interface Notes {
  /** Counts what is about to be taken, uses up the approval that allows it, and forgets what is settled. */
  readonly begin: (beginning: {
    /** What runs before this one took, as far as this one knows better than the ledger. */
    readonly spent: readonly Spending[];
    readonly spending: readonly Spending[];
    readonly approval: string | undefined;
    readonly plan: { readonly settled?: readonly string[] };
    /** The names of the steps that are about to be done: see `stepNames`. */
    readonly steps: readonly string[];
    /** See `RunOptions.meant`. */
    readonly meant?: readonly unknown[] | undefined;
  }) => Promise<void>;
  /** See `StepContext.note`. */
  readonly note: (key: string, entry: unknown) => Promise<void>;
  /** See `StepContext.clear`. */
  readonly clear: (key: string) => Promise<void>;
  /**
   * Counts what was taken in place of what was to be, and keeps the names of the steps that were not done. Where that cannot be
   * stored, the larger number stays.
   */
  readonly end: (spending: readonly Spending[], undone: readonly string[]) => Promise<void>;
}

/**
 * Opens the notes of a run. Without a lock there is nowhere to keep them, and nothing is kept.
 *
 * @param subject whose run it is
 * @param at      when it began; ISO 8601, UTC
 */
export function openNotes(subject: string, lock: Lock | undefined, at: string): Notes {
  if (lock === undefined) {
    const nothing = () => Promise.resolve();
    return { begin: nothing, note: nothing, clear: nothing, end: nothing };
  }
  const isOwn = (one: Spending) => one.subject === subject && one.at === at;
  return {
    begin: async ({ spent, spending, approval, plan: { settled = [] }, steps, meant }) => {
      const isNothing = spending.length === 0 && approval === undefined && settled.length === 0;
      // What was begun and is in no later plan is over: whoever wants it again is asked again.
      const isOver = Object.hasOwn(lock.ledger.begun, subject);
      const noted = lock.ledger.meant?.[subject] ?? [];
      const isMeant = meant === undefined || JSON.stringify(meant) === JSON.stringify(noted);
      if (isNothing && steps.length === 0 && !isOver && isMeant) return;
      await lock.note((ledger) => {
        const recent = forgetOld({ ...ledger, spent }, Date.parse(at));
        const { used } = recent;
        const known = meant === undefined ? recent : withMeant(recent, subject, meant);
        return {
          ...withoutEntries(known, subject, settled),
          spent: [...recent.spent, ...spending],
          used: approval === undefined ? used : [...used, { at, hash: approval }],
          begun: withBegun(recent, subject, { at, steps, counted: true }),
        };
      });
    },
    note: (key, entry) =>
      lock.note((ledger) =>
        withJournal(ledger, subject, { ...ledger.journal[subject], [key]: entry }),
      ),
    clear: (key) => lock.note((ledger) => withoutEntries(ledger, subject, [key])),
    end: async (spending, undone) => {
      if (lock.ledger.begun[subject]?.at !== at) return;
      const others = (ledger: Ledger) => ledger.spent.filter((one) => !isOwn(one));
      await lock
        .note((ledger) => ({
          ...ledger,
          spent: [...others(ledger), ...spending],
          begun: withBegun(ledger, subject, { at, steps: undone, counted: false }),
        }))
        .catch(() => undefined);
    },
  };
}

function withBegun({ begun }: Ledger, subject: string, run: Begun): Ledger["begun"] {
  const { [subject]: _replaced, ...others } = begun;
  return run.steps.length === 0 ? others : { ...others, [subject]: run };
}

function withoutEntries(ledger: Ledger, subject: string, keys: readonly string[]): Ledger {
  const entries = Object.entries(ledger.journal[subject] ?? {});
  const rest = entries.filter(([key]) => !keys.includes(key));
  return withJournal(ledger, subject, Object.fromEntries(rest));
}
