import { oneLine } from "./oneLine.ts";

/** How much a run took under one rule of the guard. */
export interface Spending {
  /** When; ISO 8601, UTC. */
  readonly at: string;
  /** The subject that took it, for example `people`. */
  readonly subject: string;
  /** The rule that counts it. */
  readonly rule: string;
  /** How much, 0 or more, in what the rule counts. */
  readonly count: number;
}

/** An approval that a run used up. */
export interface UsedApproval {
  /** When; ISO 8601, UTC. */
  readonly at: string;
  /** The hash of the plan that it approved. */
  readonly hash: string;
}

/** The steps of a run, and whether it was known to have ended. */
export interface Begun {
  /** When the run began; ISO 8601, UTC. */
  readonly at: string;
  /** The names of the steps that it was allowed and that are not known to be done: see `stepNames`. */
  readonly steps: readonly string[];
  /** True: it did not end, so that what it was to take stands in `spent` whole, and part of that may still be there. */
  readonly counted: boolean;
}

/** What outlives a run of a namespace, in the object of its lock. */
export interface Ledger {
  /**
   * By the name of a subject, then by key (for people the session name): what was taken and must be given back, as the subject
   * wrote it, in JSON. It was read from a bucket: the subject checks what it finds, and `{}` stands for "nothing is known".
   */
  readonly journal: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What runs took in the last 24 hours, for the guard's budget. */
  readonly spent: readonly Spending[];
  /** Approvals that runs used up in the last 24 hours, after which an approval is worth nothing anyway. */
  readonly used: readonly UsedApproval[];
  /** By the name of a subject: what the last run had no time for, so that the next one may go on with it. */
  readonly begun: Readonly<Record<string, Begun>>;
  /**
   * By the name of a subject: what names in its settings meant in a run that no stack has published, as the subject wrote it, in JSON, to be
   * checked like the journal. Absent: nothing.
   */
  readonly meant?: Readonly<Record<string, readonly unknown[]>>;
}

/** A ledger with nothing in it. */
export const emptyLedger: Ledger = { journal: {}, spent: [], used: [], begun: {} };

/** 24 hours count, and one more covers the difference between the clocks of two machines. In milliseconds. */
const rememberedMs = 25 * 60 * 60 * 1000;

/**
 * The ledger without spendings, used approvals and begun runs that are more than 25 hours old, or as far ahead: only a wrong clock writes
 * those, and they would never go. Journal entries stay, however old: somebody still misses what they name.
 *
 * @param now in milliseconds since 1970
 */
export function forgetOld(ledger: Ledger, now: number): Ledger {
  const isRecent = ({ at }: { at: string }) => Math.abs(now - Date.parse(at)) <= rememberedMs;
  const { spent, used, begun } = ledger;
  return {
    ...ledger,
    spent: spent.filter(isRecent),
    used: used.filter(isRecent),
    begun: Object.fromEntries(Object.entries(begun).filter(([, one]) => isRecent(one))),
  };
}

/** Whether there is nothing to remember: then the lock needs no object after its release. */
export function isEmpty({ journal, spent, used, begun, meant = {} }: Ledger): boolean {
  const open = Object.values(journal).some((entries) => Object.keys(entries).length > 0);
  const isNoted = [begun, meant].some((entries) => Object.keys(entries).length > 0);
  return !open && spent.length === 0 && used.length === 0 && !isNoted;
}

/**
 * The ledger with these journal entries for a subject in place of the ones it had; no entries remove the subject.
 *
 * @example
 * withJournal(ledger, "people", { ...ledger.journal["people"], "ana@example.com": { role: "READER" } })
 */
export function withJournal(
  ledger: Ledger,
  subject: string,
  entries: Readonly<Record<string, unknown>>,
): Ledger {
  const { [subject]: _replaced, ...others } = ledger.journal;
  const isOpen = Object.keys(entries).length > 0;
  return { ...ledger, journal: isOpen ? { ...others, [subject]: entries } : others };
}

/** The ledger with this in place of what names meant to a subject; an empty list removes the subject. */
export function withMeant(ledger: Ledger, subject: string, entries: readonly unknown[]): Ledger {
  const { meant = {}, ...rest } = ledger;
  const { [subject]: _replaced, ...others } = meant;
  const all = entries.length > 0 ? { ...others, [subject]: entries } : others;
  return Object.keys(all).length > 0 ? { ...rest, meant: all } : rest;
}

/**
 * Reads the ledger of a lock's object. Whoever may write to the bucket may have written it, so wrong parts are left out and
 * nothing is refused. What earlier releases noted as `unfinished`, a list of emails, becomes journal entries `{}` of people.
 *
 * @param record the fields of the object
 */
export function parseLedger(record: Readonly<Record<string, unknown>>): Ledger {
  const { journal, spent, used, begun, meant } = fieldsOf(record["ledger"]);
  const emails = listOf(record["unfinished"]).filter((entry) => typeof entry === "string");
  const subjects = Object.fromEntries(
    Object.entries(fieldsOf(journal)).map(([subject, entries]) => [subject, fieldsOf(entries)]),
  );
  const ledger: Ledger = {
    journal: subjects,
    spent: listOf(spent).flatMap(parseSpending),
    used: listOf(used).flatMap(parseUsedApproval),
    begun: Object.fromEntries(
      Object.entries(fieldsOf(begun)).flatMap(([subject, value]) =>
        parseBegun(value).map((one) => [subject, one]),
      ),
    ),
  };
  const whole = Object.entries(fieldsOf(meant)).reduce(
    (found, [subject, entries]) => withMeant(found, subject, listOf(entries)),
    ledger,
  );
  if (emails.length === 0) return whole;
  const old = Object.fromEntries(emails.map((email) => [email, {}]));
  return withJournal(whole, "people", { ...old, ...subjects["people"] });
}

function parseSpending(value: unknown): Spending[] {
  const { at, subject, rule, count } = fieldsOf(value);
  // A count below 0 would give budget back.
  if (typeof count !== "number" || !Number.isFinite(count) || count < 0) return [];
  if (!isTime(at) || typeof subject !== "string" || typeof rule !== "string") return [];
  return [{ at, subject: oneLine(subject), rule: oneLine(rule), count }];
}

function parseUsedApproval(value: unknown): UsedApproval[] {
  const { at, hash } = fieldsOf(value);
  return isTime(at) && typeof hash === "string" ? [{ at, hash: oneLine(hash) }] : [];
}

function parseBegun(value: unknown): Begun[] {
  const { at, steps, counted } = fieldsOf(value);
  const names = listOf(steps).filter((name) => typeof name === "string");
  return isTime(at) ? [{ at, steps: names, counted: counted === true }] : [];
}

const isTime = (value: unknown): value is string =>
  typeof value === "string" && !Number.isNaN(Date.parse(value));

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
