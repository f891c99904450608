import { type GroupNaming, groupNameOf, groupOf } from "../../aws/scope.ts";

/** How groups are called, and were when a state was written. */
export interface RecordedNaming {
  readonly namespace: string;
  readonly naming: GroupNaming;
  /** The groups of the settings. */
  readonly groups: ReadonlySet<string>;
  /** Absent: as now. */
  readonly former?: GroupNaming | undefined;
}

/**
 * Which group of the settings a principal of a state is, by its name there: the one that is called so in QuickSight now, else the one that
 * the prefix of then made it. The roster puts the people of a group into the new one when the prefix changes, so that it is the same
 * to whoever asks who sees more. An explicit name is somebody's choice of a group, with people whom nobody here knows: another one is
 * another group.
 *
 * @returns the ARN where it is no group of ours
 */
export function groupOfPrincipal(
  principal: string,
  { namespace, naming, groups, former = naming }: RecordedNaming,
): string {
  const [, place, name] = /:group\/([^/]+)\/(.+)$/.exec(principal) ?? [];
  if (place !== namespace || name === undefined) return principal;
  const now = groupOf(naming, name);
  if (now !== undefined && groups.has(now)) return now;
  const then = groupOf(former, name);
  return then !== undefined && isByPrefix(former, then) && isByPrefix(naming, then) ? then : principal;
}

function isByPrefix(naming: GroupNaming, group: string): boolean {
  return groupNameOf(naming, group) === `${naming.groupPrefix}${group}`;
}
