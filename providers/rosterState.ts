import {
  namespaceArnOf,
  type NamespaceScope,
  parseNamespaceArn,
} from "@quicksight-governance/core/aws";
import {
  formatRoster,
  type GovernedNamespace,
  parseRosterText,
  type Roster,
} from "@quicksight-governance/core/people";
import {
  defaultFederationRole,
  defaultGroupPrefix,
  type GuardSettings,
  isAdmin,
  isReader,
} from "@quicksight-governance/core/settings";

/**
 * What a Roster resource holds, as inputs and as state alike. Flat, with the scope in one ARN: the engine prints a changed
 * dynamic resource with all its properties, and a preview should show people. What is seldom set is absent until it is.
 */
export interface RosterState {
  /** Account, partition, identity Region and namespace. */
  readonly namespaceArn: string;
  /** Absent: `quicksight-fed-users`. */
  readonly federationRole?: string;
  /** The path of that role. Absent: `/`. */
  readonly federationRolePath?: string;
  /** Absent: `quicksight-fed-`. */
  readonly groupPrefix?: string;
  /** True: the namespace is not the stack's, so that a destroy leaves it. */
  readonly existing?: boolean;
  /** The Region of what people own, and of the governance bucket. */
  readonly dataRegion: string;
  /** The bucket that holds the lock. */
  readonly lockBucket?: string;
  /** What the people were read from; read again, where it is a file, for the lines that messages name. */
  readonly source?: string;
  /** The roster as text, a line per person: the plan that people read in a preview. */
  readonly people: string;
  /** What policies need to know without parsing the text; each role with its _PRO form. */
  readonly peopleCount: number;
  readonly readers: number;
  readonly authors: number;
  readonly admins: number;
  /** The custom permissions profiles that groups give, separated by spaces. */
  readonly customPermissions?: string;
  /** The guard's settings: see `GuardSettings`. */
  readonly removalPercent: number;
  readonly removalAtLeast: number;
  readonly minimumAdmins: number;
  /** Patterns, separated by spaces. */
  readonly protected?: string;
  readonly additiveOnly?: boolean;
  readonly leavers?: GuardSettings["leavers"];
  readonly successor?: string;
}

/** A change of one of these makes it another roster: they say which people of which namespace it is about. */
export const identityFields = ["namespaceArn"] as const;

/**
 * A change of one of these is an update. So is one of the federation role and of the groups' prefix: another roster of the same
 * people would be made first, and then they would be removed with the old one. People of a former role stay, as people who
 * are not managed here.
 */
export const otherFields = [
  "federationRole",
  "federationRolePath",
  "groupPrefix",
  "existing",
  "dataRegion",
  "lockBucket",
  "source",
  "people",
  "peopleCount",
  "readers",
  "authors",
  "admins",
  "customPermissions",
  "removalPercent",
  "removalAtLeast",
  "minimumAdmins",
  "protected",
  "additiveOnly",
  "leavers",
  "successor",
] as const satisfies readonly (keyof RosterState)[];

/** What a Roster is made of: see `RosterArgs`. */
export interface RosterInputs {
  readonly scope: NamespaceScope;
  readonly existing?: boolean | undefined;
  readonly dataRegion: string;
  readonly lockBucket?: string | undefined;
  readonly source?: string | undefined;
  readonly people: Roster;
  readonly customPermissions?: readonly string[] | undefined;
  readonly guard: GuardSettings;
}

/** The properties of a roster: what {@link governedOf} reads back. */
export function rosterState(inputs: RosterInputs): RosterState {
  const { scope, dataRegion, lockBucket, source, customPermissions = [], guard } = inputs;
  return {
    namespaceArn: namespaceArnOf(scope),
    ...(scope.federationRole === defaultFederationRole
      ? {}
      : { federationRole: scope.federationRole }),
    ...(scope.federationRolePath === undefined || scope.federationRolePath === "/"
      ? {}
      : { federationRolePath: scope.federationRolePath }),
    ...(scope.groupPrefix === defaultGroupPrefix ? {} : { groupPrefix: scope.groupPrefix }),
    ...(inputs.existing === true ? { existing: true } : {}),
    dataRegion,
    ...(lockBucket === undefined ? {} : { lockBucket }),
    ...(source === undefined ? {} : { source }),
    ...describePeople(inputs.people),
    ...(customPermissions.length === 0 ? {} : { customPermissions: customPermissions.join(" ") }),
    removalPercent: guard.removals.percent,
    removalAtLeast: guard.removals.atLeast,
    minimumAdmins: guard.minimumAdmins,
    ...(guard.protected.length === 0 ? {} : { protected: guard.protected.join(" ") }),
    ...(guard.additiveOnly ? { additiveOnly: true } : {}),
    ...(guard.leavers === "remove" ? {} : { leavers: guard.leavers }),
    ...(guard.successor === undefined ? {} : { successor: guard.successor }),
  };
}

/** The people as text and as numbers. */
export function describePeople(roster: Roster) {
  const admins = roster.filter(({ role }) => isAdmin(role)).length;
  const readers = roster.filter(({ role }) => isReader(role)).length;
  return {
    people: formatRoster(roster),
    peopleCount: roster.length,
    readers,
    authors: roster.length - readers - admins,
    admins,
  };
}

/** The namespace that a roster is about, with what it should be. */
export function governedOf(state: RosterState): GovernedNamespace {
  const { namespaceArn, federationRole, groupPrefix, dataRegion, source } = withDefaults(state);
  return {
    scope: {
      ...parseNamespaceArn(namespaceArn),
      federationRole,
      ...(state.federationRolePath === undefined
        ? {}
        : { federationRolePath: state.federationRolePath }),
      groupPrefix,
    },
    dataRegion,
    desired: parseRosterText(state.people),
    customPermissions: words(state.customPermissions),
    guard: {
      removals: { percent: state.removalPercent, atLeast: state.removalAtLeast },
      minimumAdmins: state.minimumAdmins,
      protected: words(state.protected),
      additiveOnly: state.additiveOnly ?? false,
      leavers: state.leavers ?? "remove",
      successor: state.successor,
    },
    source,
  };
}

/** A state with what it leaves out because it is the default: so that a state which says it is no other roster. */
export function withDefaults<State extends Partial<RosterState>>(state: State) {
  return { federationRole: defaultFederationRole, groupPrefix: defaultGroupPrefix, ...state };
}

function words(text = ""): string[] {
  return text.split(" ").filter((word) => word !== "");
}
