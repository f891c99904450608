import type { SnapshotGrant } from "./snapshot.ts";

/** Grants with these actions for a principal besides what it has; in the order of a snapshot. */
export function withGrant(
  grants: readonly SnapshotGrant[],
  principal: string,
  actions: readonly string[],
): SnapshotGrant[] {
  const had = grants.find((one) => one.principal === principal)?.actions ?? [];
  const all = [...new Set([...had, ...actions])].sort();
  return [...grants.filter((one) => one.principal !== principal), { principal, actions: all }].sort(
    (a, b) => (a.principal < b.principal ? -1 : 1),
  );
}
