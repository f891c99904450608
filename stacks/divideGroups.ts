/** Who makes which of a tenant's groups; all names as in QuickSight. */
export interface GroupDivision {
  /** Declared groups that somebody else made: the stack uses them and never deletes them. */
  readonly foreign: readonly string[];
  /** What the record of the stack's own groups is to say, sorted. */
  readonly record: readonly string[];
}

/**
 * Divides the declared groups of a tenant into those that the stack makes and those that it finds.
 *
 * A group belongs to whoever made it. `qsgov apply` and the hourly function make declared groups that are missing; creating
 * them again would end in ResourceExistsException, and adopting one that is in the state already would have the engine delete
 * it as a replaced resource, with its memberships and grants. A program cannot see its state, so the stack keeps a record of
 * the groups that it makes, written before the first of them is: whatever is in the state is in the record. A group that is
 * there and not in the record is therefore not in the state.
 *
 * Names leave the record only when another is added and QuickSight does not have them any more: a deletion may have failed.
 *
 * @param declared those that the settings don't call existing
 * @param recorded the record as the last run left it
 * @param list     lists the groups of the namespace; called only when a declared group is not in the record
 */
export async function divideGroups(
  declared: readonly string[],
  recorded: readonly string[],
  list: () => Promise<readonly string[]>,
): Promise<GroupDivision> {
  const known = new Set(recorded);
  const unknown = declared.filter((name) => !known.has(name));
  if (unknown.length === 0) return { foreign: [], record: recorded };
  const live = new Set(await list());
  const foreign = unknown.filter((name) => live.has(name));
  const added = unknown.filter((name) => !live.has(name));
  if (added.length === 0) return { foreign, record: recorded };
  const kept = recorded.filter((name) => live.has(name) || declared.includes(name));
  return { foreign, record: [...new Set([...kept, ...added])].sort() };
}
