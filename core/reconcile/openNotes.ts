import { forgetOld, type Ledger, type Spending, withJournal } from "./lock/ledger.ts";
import type { Lock } from "./lock/lock.ts";

/** What a run writes into the ledger of its namespace. */
export interface Notes {
  /** Counts what is about to be taken, uses up the approval that allows it, and forgets what is settled. */
  readonly begin: (beginning: {
    readonly spending: readonly Spending[];
    readonly approval: string | undefined;
    readonly plan: { readonly settled?: readonly string[] };
  }) => Promise<void>;
  /** See `StepContext.note`. */
  readonly note: (key: string, entry: unknown) => Promise<void>;
  /** See `StepContext.clear`. */
  readonly clear: (key: string) => Promise<void>;
  /** Counts what was taken in place of what was to be. Where that cannot be stored, the larger number stays. */
  readonly end: (spending: readonly Spending[]) => Promise<void>;
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
    begin: async ({ spending, approval, plan: { settled = [] } }) => {
      if (spending.length === 0 && approval === undefined && settled.length === 0) return;
      await lock.note((ledger) => {
        const recent = forgetOld(ledger, Date.parse(at));
        const { journal, spent, used } = withoutEntries(recent, subject, settled);
        return {
          journal,
          spent: [...spent, ...spending],
          used: approval === undefined ? used : [...used, { at, hash: approval }],
        };
      });
    },
    note: (key, entry) =>
      lock.note((ledger) =>
        withJournal(ledger, subject, { ...ledger.journal[subject], [key]: entry }),
      ),
    clear: (key) => lock.note((ledger) => withoutEntries(ledger, subject, [key])),
    end: async (spending) => {
      const same = JSON.stringify(lock.ledger.spent.filter(isOwn)) === JSON.stringify(spending);
      if (same) return;
      const others = (ledger: Ledger) => ledger.spent.filter((one) => !isOwn(one));
      await lock
        .note((ledger) => ({ ...ledger, spent: [...others(ledger), ...spending] }))
        .catch(() => undefined);
    },
  };
}

function withoutEntries(ledger: Ledger, subject: string, keys: readonly string[]): Ledger {
  const entries = Object.entries(ledger.journal[subject] ?? {});
  const rest = entries.filter(([key]) => !keys.includes(key));
  return withJournal(ledger, subject, Object.fromEntries(rest));
}
