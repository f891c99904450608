import type { RowPart } from "../../data/declared/seenRows.ts";
import type { NamedPerson } from "../accessClasses.ts";
import { type AccessIndex, openIndex } from "../accessIndex.ts";
import { explainPerson } from "../explainPerson.ts";
import { keyOf } from "../findWays.ts";
import type { Snapshot, SnapshotAsset } from "../snapshot.ts";
import { pairPeople, type PeoplePair } from "./pairPeople.ts";
import { moreThan, type SeenPart, seenPart } from "./seenPart.ts";
import { seeing, sightOf } from "./sightOf.ts";

/** Rows and columns of a data set that people see on one side and not on the other. */
export interface SightChange {
  readonly people: readonly NamedPerson[];
  readonly dataSet: Pick<SnapshotAsset, "kind" | "region" | "id" | "name">;
  /** Absent: the same rows. */
  readonly rows?: "all" | readonly RowPart[];
  /** Absent: the same columns, or, of somebody who read nothing of it on the other side, all but `hidden`. */
  readonly columns?: readonly string[];
  /** Columns that they do not see, of somebody who read nothing of it on the other side. */
  readonly hidden?: readonly string[];
  /** Where the rules are written that give these rows. */
  readonly where: readonly string[];
}

/** Who sees more and who sees less between two moments. */
export interface SightDifference {
  readonly gains: readonly SightChange[];
  readonly losses: readonly SightChange[];
  /** Data sets of which it is not known who sees which rows, on one side at least, each with why. */
  readonly unknown: readonly string[];
}

/** What somebody reads of one data set. */
interface Read {
  readonly part: SeenPart;
  readonly hidden: readonly string[];
  /** Why rows are not known. */
  readonly unread?: string | undefined;
}

/** Which rows and columns people see more and less of between two snapshots, said of people together who have the same before and the same after. */
export function diffSight(before: Snapshot, after: Snapshot): SightDifference {
  const indexes = [openIndex(before), openIndex(after)] as const;
  const readers = indexes.map(readerOf);
  const names = dataSetsOf(before, after);
  const found = { gains: collect(), losses: collect() };
  const unknown = new Map<string, string>();
  const isUnchanged = JSON.stringify(before.assets) === JSON.stringify(after.assets);
  for (const pair of pairPeople(...indexes)) {
    // As most people have, and there may be a hundred thousand.
    if (isUnchanged && pair.isSame) continue;
    const [had = noReads, has = noReads] = ([0, 1] as const).map((side) => {
      const one = pair.sides[side];
      return one === undefined ? undefined : readers[side]?.(one);
    });
    for (const key of new Set([...had.keys(), ...has.keys()])) {
      const dataSet = names.get(key);
      if (dataSet === undefined) continue;
      const [then, now] = [had.get(key), has.get(key)];
      const isUnread = then?.unread ?? now?.unread;
      if (isUnread !== undefined && then?.unread !== now?.unread) unknown.set(key, isUnread);
      const columns = { then: dataSet.columns[0], now: dataSet.columns[1] };
      found.gains.add(pair, dataSet, more(now, then, columns.now, columns.then));
      found.losses.add(pair, dataSet, more(then, now, columns.then, columns.now));
    }
  }
  return {
    ...{ gains: found.gains.list(), losses: found.losses.list() },
    unknown: [...unknown].map(([key, why]) => {
      const { name = "", id = "" } = names.get(key)?.about ?? {};
      return `who sees which rows of data-set "${name}" (${id}): ${why}`;
    }),
  };
}

const noReads: ReadonlyMap<string, Read> = new Map();

/** What somebody reads, by the key of the data set. */
function readerOf(index: AccessIndex): (named: NamedPerson) => ReadonlyMap<string, Read> {
  const see = seeing(index);
  return (named) =>
    new Map(
      explainPerson(index, named.namespace, named.person).dataSets.map(({ region, id }) => {
        const sight = sightOf(index, see, named, { region, id });
        const unread = sight.unread ?? sight.limit?.unread;
        const read: Read = { part: seenPart(sight), hidden: sight.hidden, unread };
        return [keyOf({ region, kind: "data-set", id }), read];
      }),
    );
}

type Columns = readonly string[] | undefined;

/** What one has and the other has not; undefined: nothing. */
function more(
  one: Read | undefined,
  other: Read | undefined,
  columns: Columns,
  others: Columns,
): Pick<SightChange, "rows" | "columns" | "hidden" | "where"> | undefined {
  if (one === undefined) return undefined;
  const rows = moreThan(one.part, other?.part ?? []);
  if (other === undefined) {
    const { hidden } = one;
    return rows && { ...rows, ...(hidden.length === 0 ? {} : { hidden }) };
  }
  const isSeen =
    ({ hidden }: Read, all: Columns) =>
    (column: string) =>
      !hidden.includes(column) && all?.includes(column) !== false;
  // Of a data set that does not tell its columns, those that a rule names.
  const known = columns === undefined || others === undefined ? other.hidden : columns;
  const seen = known.filter(isSeen(one, columns)).filter((name) => !isSeen(other, others)(name));
  if (rows === undefined && seen.length === 0) return undefined;
  return { ...(rows ?? { where: [] }), ...(seen.length === 0 ? {} : { columns: seen }) };
}

/** A data set of either side, and its columns on both. */
interface NamedDataSet {
  readonly about: SightChange["dataSet"];
  readonly columns: readonly [Columns, Columns];
}

function dataSetsOf(before: Snapshot, after: Snapshot): ReadonlyMap<string, NamedDataSet> {
  const [then, now] = [before, after].map(
    ({ assets }) =>
      new Map(assets.flatMap((one) => (one.kind === "data-set" ? [[keyOf(one), one]] : []))),
  );
  const all = new Map([...(then ?? []), ...(now ?? [])]);
  return new Map(
    [...all].map(([key, { kind, region, id, name }]) => {
      const columns = [then, now].map((side) => side?.get(key)?.protection?.columns);
      return [key, { about: { kind, region, id, name }, columns: [columns[0], columns[1]] }];
    }),
  );
}

/** Collects changes of people who have the same. */
function collect() {
  const found = new Map<string, SightChange & { readonly people: NamedPerson[] }>();
  return {
    add: (
      { people }: PeoplePair,
      { about }: NamedDataSet,
      change: Omit<SightChange, "people" | "dataSet"> | undefined,
    ): void => {
      if (change === undefined) return;
      const rows = change.rows === "all" ? "all" : change.rows?.map((part) => [...part]);
      const key = JSON.stringify([keyOf(about), { ...change, rows }]);
      const known = found.get(key);
      if (known === undefined) found.set(key, { people: [...people], dataSet: about, ...change });
      else for (const one of people) known.people.push(one);
    },
    list: (): SightChange[] => [...found.values()],
  };
}
