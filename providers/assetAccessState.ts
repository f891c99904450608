import {
  type AccessScope,
  formatAccess,
  formatRemembered,
  type GovernedAccess,
  type GovernedFolders,
  type Grant,
  mergeGrants,
  parseAccessText,
  type Remembered,
} from "@quicksight-governance/core/access";
import {
  groupNameOf,
  groupOf,
  namespaceArnOf,
  parseNamespaceArn,
} from "@quicksight-governance/core/aws";
import type { GuardSettings } from "@quicksight-governance/core/settings";
import { describeFolders, type FoldersState, governedFoldersOf } from "./foldersState.ts";
import { describeGuard, guardOf, type GuardState } from "./guardState.ts";
import type { Stored } from "./stored.ts";

/** What an AssetAccess resource holds, as inputs and as state alike; flat, and with all its fields, as `RosterState` is. */
export interface AssetAccessState extends GuardState, FoldersState {
  /** Of this form; see {@link upgradeAccess}. */
  readonly version: 1;
  /** Account, partition, identity Region and namespace. */
  readonly namespaceArn: string;
  /** Where the assets are, and the governance bucket. */
  readonly dataRegion: string;
  readonly groupPrefix: string;
  /** Groups whose name in QuickSight is not prefix and name: JSON of names by names. */
  readonly groupNames: string;
  /** The bucket that holds the lock; empty: none is taken. */
  readonly lockBucket: string;
  /** The grants as text, a line each: the plan that people read in a preview. */
  readonly access: string;
  /** The lines of the text, for policies. */
  readonly grantCount: number;
  /** Groups whose setting is not known for sure, and which lose nothing: JSON of a list. */
  readonly uncertain: string;
  /** What is wrong with the setting, a line each: all else is done, and then the update fails. */
  readonly problems: string;
  /** What names of the setting meant, as `formatRemembered` writes it; empty of a state from before that. It alone is no difference. */
  readonly remembered: string;
  /** What the other setting gives on folders that somebody else made, as text; absent: nothing. It alone is no difference. */
  readonly elsewhere?: string | undefined;
  /** What of the grants the other setting gave before, as text; absent: nothing. It alone is no difference. */
  readonly handedOver?: string | undefined;
}

/** A change of one of these makes it another resource: they say whose access to which assets it is about. */
export const identityFields = ["namespaceArn", "dataRegion", "groupPrefix"] as const;

/** What states of before {@link AssetAccessState.version} leave out, and meant by that. Frozen: it says what was. */
const firstForm = {
  version: 1,
  groupNames: "{}",
  lockBucket: "",
  uncertain: "[]",
  problems: "",
  remembered: "",
  removalAtMost: 25,
  promotionPercent: 25,
  promotionAtLeast: 5,
  promotionAtMost: 25,
  registrationPercent: 100,
  registrationAtLeast: 50,
  registrationAtMost: 1000,
  minimumAdmins: 1,
  protected: "",
  additiveOnly: false,
  leavers: "remove",
  successor: "",
} as const satisfies Partial<AssetAccessState>;

/** A state in today's form, whatever form it was written in. */
export function upgradeAccess(state: Stored<AssetAccessState>): Stored<AssetAccessState> {
  return { ...firstForm, ...state, version: 1 };
}

/** Arguments of an AssetAccess. */
export interface AssetAccessArgs {
  /** Whose groups these are. */
  readonly scope: AccessScope;
  /** The Region of the dashboards and the data, which need not be that of the groups. */
  readonly dataRegion: string;
  /** What the groups may open: what `resolveAccess` made of the settings. */
  readonly grants: readonly Grant[];
  /** How much a run may take away. */
  readonly guard: GuardSettings;
  /** The governance bucket: it holds the namespace's lock. Absent: no lock is taken. */
  readonly lockBucket?: string | undefined;
  /**
   * Groups whose setting could not be resolved: they lose nothing.
   * @default []
   */
  readonly uncertain?: readonly string[] | undefined;
  /**
   * What is wrong with the setting, in words. All that can be done is done, and then the update fails with these.
   * @default []
   */
  readonly problems?: readonly string[] | undefined;
  /**
   * What names of the setting mean.
   * @default nothing
   */
  readonly remembered?: Remembered | undefined;
  /**
   * What the other of the two settings gives on folders that somebody else made, and so is not this one's to take.
   * @default []
   */
  readonly elsewhere?: readonly Grant[] | undefined;
  /**
   * What the other setting gave when the stack was last updated, and this one gives now, maybe at another level.
   * @default []
   */
  readonly handedOver?: readonly Grant[] | undefined;
  /**
   * What the setting `folders` comes to: then it is about these folders, and nothing else.
   * @default it is about the setting `access`
   */
  readonly folders?: Omit<GovernedFolders, "formerMembers"> | undefined;
}

/** The properties of an AssetAccess: what {@link governedAccessOf} reads back. */
export function assetAccessState(inputs: AssetAccessArgs): AssetAccessState {
  const { scope, dataRegion, grants, guard, lockBucket, uncertain = [], problems = [] } = inputs;
  const { remembered = new Map(), folders, elsewhere = [], handedOver = [] } = inputs;
  return {
    version: 1,
    namespaceArn: namespaceArnOf(scope),
    dataRegion,
    groupPrefix: scope.groupPrefix,
    groupNames: JSON.stringify(scope.groupNames ?? {}),
    lockBucket: lockBucket ?? "",
    ...describeText(formatAccess(mergeGrants(grants))),
    uncertain: JSON.stringify(uncertain),
    problems: problems.join("\n"),
    remembered: formatRemembered(remembered),
    ...(elsewhere.length === 0 ? {} : { elsewhere: formatAccess(elsewhere) }),
    ...(handedOver.length === 0 ? {} : { handedOver: formatAccess(handedOver) }),
    ...(folders === undefined ? {} : describeFolders(folders)),
    ...describeGuard(guard),
  };
}

/** The grants as text and as a number. */
export function describeText(access: string) {
  return { access, grantCount: access === "" ? 0 : access.split("\n").length };
}

/**
 * The access that a state is about.
 *
 * @param former the state that was there before; absent: none
 */
export function governedAccessOf(
  state: AssetAccessState,
  former?: AssetAccessState,
): GovernedAccess {
  const { dataRegion, access, uncertain, elsewhere, handedOver = "" } = state;
  const scope = scopeOf(state);
  return {
    scope,
    dataRegion,
    grants: parseAccessText(access),
    former: [
      ...(former === undefined ? [] : grantsSeenFrom(scope, former)),
      ...parseAccessText(handedOver),
    ],
    guard: guardOf(state),
    uncertain: JSON.parse(uncertain) as string[],
    ...(elsewhere === undefined ? {} : { elsewhere: parseAccessText(elsewhere) }),
    ...(state.folders === undefined ? {} : { folders: governedFoldersOf(state, former) }),
  };
}

function scopeOf({ namespaceArn, groupPrefix, groupNames }: AssetAccessState): AccessScope {
  return {
    ...parseNamespaceArn(namespaceArn),
    groupPrefix,
    groupNames: JSON.parse(groupNames) as Record<string, string>,
  };
}

/** The grants of a state, with its groups as other settings call them; none of groups that are not theirs. */
export function grantsSeenFrom(scope: AccessScope, state: AssetAccessState): Grant[] {
  const before = scopeOf(state);
  return parseAccessText(state.access).flatMap((grant) => {
    const group = groupOf(scope, groupNameOf(before, grant.group));
    return group === undefined ? [] : [{ ...grant, group }];
  });
}

/** The access of a state whose groups are to open nothing any more. */
export function emptiedAccess(state: AssetAccessState): GovernedAccess {
  const { folders, elsewhere: _, ...governed } = governedAccessOf(state, state);
  return {
    ...{ ...governed, grants: [], uncertain: [] },
    ...(folders && { folders: { ...folders, declared: [], members: [], uncertain: [] } }),
  };
}
