import type { NamespaceScope } from "../aws/scope.ts";
import type { GuardSettings } from "../settings/guardSettings.ts";
import type { GovernedFolders } from "./folders/governedFolders.ts";
import type { Grant } from "./grant.ts";

/** Whose access it is: the groups of a namespace that are ours, whatever role their people come in through. */
export type AccessScope = Omit<NamespaceScope, "federationRole" | "federationRolePath">;

/** What the groups of a namespace are to open in one Region. */
export interface GovernedAccess {
  readonly scope: AccessScope;
  /** Where the assets are; one of the Regions that the run's clients are for. */
  readonly dataRegion: string;
  readonly grants: readonly Grant[];
  /**
   * What was declared when this program last wrote: a group that lost its `all` is known from it alone. Where it and `grants`
   * are both empty, access is not governed at all, and nothing is read.
   */
  readonly former: readonly Grant[];
  readonly guard: GuardSettings;
  /** Groups whose setting names an asset that is not known for sure: they lose nothing. */
  readonly uncertain: readonly string[];
  /**
   * What the other of the two settings, `access` and `folders`, gives on folders that somebody else made: it takes that, and nobody else.
   * Absent: nothing.
   */
  readonly elsewhere?: readonly Grant[] | undefined;
  /** What the setting `folders` declares: then it is about these folders and what is in them, and nothing else. Absent: about `access`. */
  readonly folders?: GovernedFolders | undefined;
}
