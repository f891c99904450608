import { type GroupNaming, groupNameOf, groupOf, sessionOf } from "../../aws/scope.ts";
import { subjectKey } from "../../settings/ruleSubject.ts";

/** How groups are called, and were when a state was written. */
export interface RecordedNaming {
  readonly namespace: string;
  /** Its name begins those of our people. */
  readonly federationRole: string;
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
 * Somebody of ours, whom a rule may be for, is who `subjectKey` says.
 *
 * @returns the ARN where it is no group, and nobody, of ours
 */
export function groupOfPrincipal(
  principal: string,
  { namespace, federationRole, naming, groups, former = naming }: RecordedNaming,
): string {
  const [, type, place, name] = /:(group|user)\/([^/]+)\/(.+)$/.exec(principal) ?? [];
  if (place !== namespace || name === undefined) return principal;
  if (type === "user") {
    const session = sessionOf({ federationRole }, name);
    return session === undefined ? principal : subjectKey({ person: session });
  }
  const now = groupOf(naming, name);
  if (now !== undefined && groups.has(now)) return now;
  const then = groupOf(former, name);
  return then !== undefined && isByPrefix(former, then) && isByPrefix(naming, then) ? then : principal;
}

function isByPrefix(naming: GroupNaming, group: string): boolean {
  return groupNameOf(naming, group) === `${naming.groupPrefix}${group}`;
}
