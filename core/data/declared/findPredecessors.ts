import type { DeclaredAsset, Reading } from "./declaredAsset.ts";
import { isSameReading } from "./reading.ts";

/** A data set that is to be there, and one that tells what people see of its data now. */
export interface Predecessor {
  readonly before: DeclaredAsset;
  readonly after: DeclaredAsset;
  /**
   * `copy`: it begins to read what the other one reads; `child`: it begins to read the other one itself, or that one gets rules while it has
   * been read; `successor`: it comes where the other one goes.
   */
  readonly relation: "same" | "copy" | "child" | "successor";
}

/** What tells that a data set comes in place of one that goes, the surest first. */
const likenesses: readonly ((before: DeclaredAsset, after: DeclaredAsset) => boolean)[] = [
  (before, after) => isSameReading(before, after),
  (before, after) => before.id === after.id || before.name === after.name,
  (before, after) => isSameReading(tablesOf(before), tablesOf(after)),
  (before, after) => hasSameColumns(before, after),
  (before, after) => isSameReading(sourcesOf(before), sourcesOf(after)),
];

/**
 * Which data sets tell what people see now of what a data set would show: itself; one that reads the same table, query or file, when it
 * begins to; and one that goes in this run, when it seems to come in its place. A key that is renamed makes another data set of the same
 * data, and what protects the former one protects nothing of it. That the rules of a data set hold for one on it, AWS says nowhere, so that they are
 * taken not to.
 */
export function findPredecessors(
  desired: readonly DeclaredAsset[],
  actual: readonly DeclaredAsset[],
): Predecessor[] {
  const there = new Map(actual.map((asset) => [asset.arn, asset]));
  const stays = new Set(desired.map(({ arn }) => arn));
  const sets = desired.filter(({ kind }) => kind === "data-set");
  const ruled = actual.filter(({ protection, tags }) => (protection ?? tags) !== undefined);
  const same = sets.flatMap((after): Predecessor[] => {
    const before = there.get(after.arn);
    return before === undefined ? [] : [{ before, after, relation: "same" }];
  });
  const copies = sets.flatMap((after): Predecessor[] => {
    const now = there.get(after.arn);
    const reads = (after.reads ?? []).filter((one) => !isSameReading(now, { reads: [one] }));
    return ruled
      .filter((before) => before !== now && isSameReading(before, { reads }))
      .filter(({ arn }) => now !== undefined || stays.has(arn))
      .map((before) => ({ before, after, relation: "copy" }));
  });
  const children = sets.flatMap((after) =>
    (after.reads ?? []).flatMap((read): Predecessor[] => {
      const parents = [there.get(read.sourceArn), desired.find(({ arn }) => arn === read.sourceArn)];
      const isKnown = isSameReading(there.get(after.arn), { reads: [read] });
      const before = protectionOfParent(parents[0], parents[1], isKnown);
      return before === undefined ? [] : [{ before, after, relation: "child" }];
    }),
  );
  const come = sets.filter(({ arn }) => !there.has(arn));
  const gone = ruled.filter(({ arn }) => !stays.has(arn));
  return [...same, ...copies, ...children, ...findSuccessors(gone, come)];
}

/**
 * What protects a data set that others are on, now or else in this run; undefined where nothing does.
 *
 * @param isKnown true: it has been read, so that only what it did not have until now is looked at
 */
function protectionOfParent(
  now: DeclaredAsset | undefined,
  wanted: DeclaredAsset | undefined,
  isKnown: boolean,
): DeclaredAsset | undefined {
  const find = (part: "protection" | "tags") =>
    isKnown && now?.[part] !== undefined
      ? undefined
      : [now, wanted].find((one) => one?.kind === "data-set" && one[part] !== undefined);
  const [ofUsers, ofSessions] = [find("protection"), find("tags")];
  const found = ofUsers ?? ofSessions;
  if (found === undefined) return undefined;
  const { protection: _, tags: __, ...asset } = found;
  return {
    ...asset,
    ...(ofUsers?.protection && { protection: ofUsers.protection }),
    ...(ofSessions?.tags && { tags: ofSessions.tags }),
  };
}

/** What seems to come for what goes: by the surest likeness first, and then neither is looked at again. */
function findSuccessors(
  gone: readonly DeclaredAsset[],
  come: readonly DeclaredAsset[],
): Predecessor[] {
  const found: Predecessor[] = [];
  let [left, free] = [gone, come];
  for (const isLike of likenesses) {
    const pairs = left.flatMap((before) =>
      free.filter((after) => isLike(before, after)).map((after) => ({ before, after })),
    );
    found.push(...pairs.map((pair) => ({ ...pair, relation: "successor" as const })));
    left = left.filter((one) => !pairs.some(({ before }) => before === one));
    free = free.filter((one) => !pairs.some(({ after }) => after === one));
  }
  return found;
}

/** What is read with the name of the table alone, whatever the source; a file has no name of its own that would tell it from another. */
function tablesOf({ reads = [] }: DeclaredAsset): Pick<DeclaredAsset, "reads"> {
  const named = reads.filter(({ table }) => table !== "file");
  return { reads: named.map(({ table }): Reading => ({ sourceArn: "", table })) };
}

/** What is read with the source alone. */
function sourcesOf({ reads = [] }: DeclaredAsset): Pick<DeclaredAsset, "reads"> {
  return { reads: reads.map(({ sourceArn }): Reading => ({ sourceArn, table: "" })) };
}

function hasSameColumns({ columns: some }: DeclaredAsset, { columns: others }: DeclaredAsset) {
  if (some === undefined || others === undefined || some.length === 0) return false;
  return some.length === others.length && some.every((column) => others.includes(column));
}
