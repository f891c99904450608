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

/** Somebody who was deleted. */
export interface Deletion extends DeletedUser, Pick<Change, "at" | "by"> {}

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
 * What is otherwise in a snapshot than in the one before, or than runs have left it, and by no run: drift.
 *
 * @param byRuns what runs changed between them, in their order
 */
export function changesBesides(before: Snapshot, now: Snapshot, byRuns: readonly Change[]): Found {
  const since = earlier(before.at);
  const last = new Map(
    byRuns.filter((one) => one.at >= since).map((one) => [factKey(one.fact), one]),
  );
  const [former, present] = [factsOf(before), factsOf(now)];
  /** What runs have touched and both readings have. */
  const there = new Set<string>();
  const changes: Change[] = [];
  const deletions: Deletion[] = [];
  const { at } = now;
  const add = (change: Change["change"], facts: readonly Fact[]) => {
    for (const fact of facts) {
      const key = factKey(fact);
      there.delete(key);
      if (last.get(key)?.change !== change) changes.push({ at, change, fact });
      last.delete(key);
    }
  };
  for (const holder of new Set([...former.keys(), ...present.keys()])) {
    const [then, here] = [former.get(holder), present.get(holder)];
    const [had, has] = [then?.facts() ?? [], here?.facts() ?? []];
    for (const key of has.map(factKey)) if (last.has(key)) there.add(key);
    const lost = without(had, has);
    const isSeen = here === undefined && isDrift(lost, last);
    add("lost", lost);
    add("gained", without(has, had));
    if (then?.person !== undefined && isSeen) deletions.push({ at, ...deletedOf(then.person) });
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

/** Whether no run took somebody's role, and so the user. */
function isDrift(lost: readonly Fact[], last: ReadonlyMap<string, Change>): boolean {
  return lost.some(
    (fact) => fact.whatType === "role" && last.get(factKey(fact))?.change !== "lost",
  );
}

function deletedOf({ namespace, person }: NonNullable<FactHolder["person"]>): DeletedUser {
  const { userName, email, role } = person;
  return { namespace, userName, email, role };
}
