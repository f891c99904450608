import {
  type AccessGuardSettings,
  type AccessScope,
  formatAccess,
  type Grant,
  mergeGrants,
} from "@quicksight-governance/core/access";
import {
  namespaceArnOf,
  type NamespaceScope,
  parseNamespaceArn,
} from "@quicksight-governance/core/aws";

/** What an AssetAccess resource holds, as inputs and as state alike; flat, for the reason given at `RosterState`. */
export interface AssetAccessState {
  /** Account, partition, identity Region and namespace. */
  readonly namespaceArn: string;
  /** Where the assets are. */
  readonly dataRegion: string;
  readonly groupPrefix: string;
  /** The grants as text, a line each: the plan that people read in a preview. */
  readonly access: string;
  /** The lines of the text, for policies. */
  readonly grantCount: number;
  /** The guard's settings: see `GuardSettings`. */
  readonly removalPercent: number;
  readonly removalAtLeast: number;
}

/** A change of one of these makes it another resource: they say whose access to which assets it is about. */
export const identityFields = ["namespaceArn", "dataRegion", "groupPrefix"] as const;
/** A change of one of these is an update. */
export const otherFields = [
  "access",
  "grantCount",
  "removalPercent",
  "removalAtLeast",
] as const satisfies readonly (keyof AssetAccessState)[];

/** The properties of an AssetAccess: what {@link scopeOf} and {@link guardOf} read back. */
export function assetAccessState(
  scope: NamespaceScope,
  dataRegion: string,
  grants: readonly Grant[],
  guard: AccessGuardSettings,
): AssetAccessState {
  return {
    namespaceArn: namespaceArnOf(scope),
    dataRegion,
    groupPrefix: scope.groupPrefix,
    ...describeText(formatAccess(mergeGrants(grants))),
    removalPercent: guard.removals.percent,
    removalAtLeast: guard.removals.atLeast,
  };
}

/** The grants as text and as a number. */
export function describeText(access: string) {
  return { access, grantCount: access === "" ? 0 : access.split("\n").length };
}

/** Whose groups they are. */
export function scopeOf({ namespaceArn, groupPrefix }: AssetAccessState): AccessScope {
  return { ...parseNamespaceArn(namespaceArn), groupPrefix };
}

/** How much a run may take away. */
export function guardOf({ removalPercent, removalAtLeast }: AssetAccessState): AccessGuardSettings {
  return { removals: { percent: removalPercent, atLeast: removalAtLeast } };
}
