import type { Snapshot } from "../../explain/snapshot.ts";
import type { RecordedStep, RunRecord } from "../runRecord.ts";
import { type Fact, factKey } from "./fact.ts";
import { type FactHolder, factsOf } from "./factsOf.ts";
import { type DeletedUser, stepFacts } from "./stepFacts.ts";

/** By which run something changed. */
export interface ChangedBy extends Pick<RunRecord, "run" | "subject"> {
  readonly step: RecordedStep;
}

/** Something that somebody gained or lost. */
export interface Change {
  /** When the run began that did it, or when it was seen that no run did; ISO 8601, UTC. */
  readonly at: string;
  readonly change: "gained" | "lost";
  readonly fact: Fact;
  /** Absent: somebody did it past all runs. */
  readonly by?: ChangedBy;
}

type When = Pick<Change, "at" | "by">;

/** Somebody who was deleted. */
export interface Deletion extends DeletedUser, When {}

/** What is new. */
export interface Found {
  readonly changes: readonly Change[];
  readonly deletions: readonly Deletion[];
}

/** How much longer than a run AWS may take until a reading shows what it did, in milliseconds; its guides say five minutes. */
const lateMs = 15 * 60_000;

/** What the steps of runs changed, in their order. */
export function changesByRuns(records: readonly RunRecord[]): Found {
  const changes: Change[] = [];
  const deletions: Deletion[] = [];
  for (const record of records) {
    const { run, subject, started: at } = record;
    for (const step of record.done) {
      const by = { run, subject, step };
      const { gained, lost, deleted } = stepFacts(record, step);
      changes.push(...lost.map((fact): Change => ({ at, change: "lost", fact, by })));
      changes.push(...gained.map((fact): Change => ({ at, change: "gained", fact, by })));
      if (deleted !== undefined) deletions.push({ ...deleted, at, by });
    }
  }
  return { changes, deletions };
}

/**
 * What is otherwise in a snapshot than in the one before, or than runs have left it, and by no step of a run: drift, and what went
 * with a user whom a run deleted.
 *
 * @param byRuns what runs changed, in their order, those after the later one too
 */
export function changesBesides(before: Snapshot, now: Snapshot, byRuns: Found): Found {
  const last = decisive(byRuns.changes, before, now, ({ fact }) => factKey(fact));
  const deleted = decisive(byRuns.deletions, before, now, userKey);
  const [past, present] = [factsOf(before), factsOf(now)];
  /** What runs have touched and both readings have. */
  const there = new Set<string>();
  const changes: Change[] = [];
  const deletions: Deletion[] = [];
  const { at } = now;
  /** @param how when and by which run, of a fact that no run has changed */
  const add = (change: Change["change"], facts: readonly Fact[], how: When = { at }) => {
    for (const fact of facts) {
      const key = factKey(fact);
      there.delete(key);
      const byRun = last.get(key);
      const { at: when, by } = byRun === undefined ? how : { at };
      if (byRun?.change !== change) changes.push({ at: when, change, fact, ...(by && { by }) });
      last.delete(key);
    }
  };
  for (const holder of new Set([...past.keys(), ...present.keys()])) {
    const [then, here] = [past.get(holder), present.get(holder)];
    const [had, has] = [then?.facts() ?? [], here?.facts() ?? []];
    for (const key of has.map(factKey)) if (last.has(key)) there.add(key);
    const former = then?.person && deletedOf(then.person);
    const deletion = former && deleted.get(userKey(former));
    // With a user goes what no step names: a profile, groups of others. Who is still there goes after the reading.
    const isAfter = here !== undefined && deletion !== undefined && deletion.at > at;
    add("lost", without(had, has), isAfter ? undefined : deletion);
    add("gained", without(has, had));
    if (former !== undefined && here === undefined && deletion === undefined) {
      deletions.push({ at, ...former });
    }
  }
  changes.push(...undone(last, there, now));
  return { changes, deletions };
}

/** What runs gave or took, and both readings have as it was before: somebody undid it in between, unless AWS shows it late. */
function undone(
  last: ReadonlyMap<string, Change>,
  there: ReadonlySet<string>,
  { at, assets }: Snapshot,
): Change[] {
  const readable = new Set(
    assets.flatMap(({ kind, id, unreadable }) =>
      unreadable === undefined ? [`${kind} ${id}`] : [],
    ),
  );
  const until = earlier(at);
  return [...last].flatMap(([key, { at: done, change, fact }]): Change[] => {
    const { whoType, whatType, what } = fact;
    const isKnown = whoType === "user" || readable.has(`${whatType} ${what}`);
    if (done >= until || !isKnown || (change === "gained") === there.has(key)) return [];
    return [{ at, change: change === "gained" ? "lost" : "gained", fact }];
  });
}

const earlier = (at: string) => new Date(Date.parse(at) - lateMs).toISOString();

function without(facts: readonly Fact[], others: readonly Fact[]): readonly Fact[] {
  const known = new Set(others.map(factKey));
  return facts.filter((fact) => !known.has(factKey(fact)));
}

/**
 * What runs did last between two readings, by what it was done to. What they did after the later one counts where there is nothing else: a
 * reading takes its time, and shows it or not.
 */
function decisive<One extends When>(
  byRuns: readonly One[],
  before: Snapshot,
  now: Snapshot,
  keyOf: (one: One) => string,
): Map<string, One> {
  const since = earlier(before.at);
  const found = new Map<string, One>();
  for (const one of byRuns) {
    if (one.at < since || (one.at > now.at && found.has(keyOf(one)))) continue;
    found.set(keyOf(one), one);
  }
  return found;
}

const userKey = ({ namespace, userName }: DeletedUser) => `${namespace}\n${userName}`;

function deletedOf({ namespace, person }: NonNullable<FactHolder["person"]>): DeletedUser {
  const { userName, email, role } = person;
  return { namespace, userName, email, role };
}
