/** Why events were skipped, as the rest of `12 events …`; in the order in which they are told. */
export const skipReasons = {
  otherService: "of other services",
  otherEvent: "of KMS that tell of no data set",
  otherUse: "of keys used by others than QuickSight",
  notDataSet: "of QuickSight that are about no data set",
  otherPartition: "of other partitions",
  otherAccount: "of other accounts",
  otherRegion: "of other Regions",
  failed: "that failed",
  unreadable: "that are not as CloudTrail writes them",
} as const;

/** A row of {@link skipReasons}. */
export type SkipReason = keyof typeof skipReasons;

/** How many names are kept of what was skipped for one reason. */
const mostNames = 5;

/** What was skipped for one reason. */
export interface Skipped {
  count: number;
  /** The first few by the alphabet, so that the order of events does not matter. */
  names: string[];
}

/** Adds what was skipped; changes `skipped`. */
export function addSkipped(
  skipped: Map<SkipReason, Skipped>,
  reason: SkipReason,
  count: number,
  names: readonly string[],
): void {
  const known = skipped.get(reason) ?? { count: 0, names: [] };
  known.count += count;
  for (const name of names) addName(known.names, name);
  skipped.set(reason, known);
}

function addName(names: string[], name: string): void {
  if (names.includes(name)) return;
  const last = names[mostNames - 1];
  if (last !== undefined && last < name) return;
  names.push(name);
  names.sort();
  names.length = Math.min(names.length, mostNames);
}
