import { namespaceArnOf, parseNamespaceArn } from "@quicksight-governance/core/aws";
import {
  formatRoster,
  type GovernedNamespace,
  parseRosterText,
  type Person,
} from "@quicksight-governance/core/people";
import { isAdmin, isReader } from "@quicksight-governance/core/settings";
import { formatGroups, parseGroups } from "./groupsText.ts";
import { describeGuard, guardOf, type GuardState } from "./guardState.ts";
import type { Stored } from "./stored.ts";
import { words } from "./words.ts";

/**
 * What a Roster resource holds, as inputs and as state alike. Flat, with the scope in one ARN: the engine prints a changed
 * dynamic resource with all its properties, and a preview should show people. Every field is always there: a default that
 * changes later must not change what an old state means.
 */
export interface RosterState extends GuardState {
  /** Of this form; see {@link upgradeRoster}. */
  readonly version: 1;
  /** Account, partition, identity Region and namespace. */
  readonly namespaceArn: string;
  readonly federationRole: string;
  /** `/`, or where somebody else made the role. */
  readonly federationRolePath: string;
  readonly groupPrefix: string;
  /** Groups whose name in QuickSight is not prefix and name: JSON of names by names. */
  readonly groupNames: string;
  /** The groups that the roster makes where they are missing, a line each: name and description. */
  readonly groups: string;
  /** True: the namespace is not the stack's, so that a destroy leaves it. */
  readonly existing: boolean;
  /** The Region of the stack, of the governance bucket and of what people own. */
  readonly dataRegion: string;
  /** All Regions of what people own, separated by spaces. */
  readonly dataRegions: string;
  /** The bucket that holds the lock; empty: none is taken. */
  readonly lockBucket: string;
  /** What the people were read from; read again, where it is a file, for the lines that messages name. */
  readonly source: string;
  /** The roster as text, a line per person: the plan that people read in a preview. */
  readonly people: string;
  /** What policies need to know without parsing the text; each role with its _PRO form. */
  readonly peopleCount: number;
  readonly readers: number;
  readonly authors: number;
  readonly admins: number;
  /** The custom permissions profiles that groups give, separated by spaces. */
  readonly customPermissions: string;
  readonly emails: GovernedNamespace["emails"];
  /** What becomes of people who raise their own role; empty: that is left; open: they may, although it should be denied. */
  readonly selfUpgrade: "" | "deny" | "adopt" | "open";
  /** People of the file whom nobody can register, separated by spaces. */
  readonly unusable: string;
  /** The group of people who registered themselves; empty: they are in none. */
  readonly newcomers: string;
  /** In a state: groups that were theirs before and that somebody could not be taken out of, separated by spaces. As an input empty. */
  readonly newcomersBefore: string;
  /** The group of namespace `default` in which such people wait there, by its whole name; empty: in none. */
  readonly waitingIn: string;
  /** In a state, as QuickSight has them, a line each: people who registered themselves and go into their group. As an input empty. */
  readonly arrived: string;
}

/** A change of one of these makes it another roster: they say which people of which namespace it is about. */
export const identityFields = ["namespaceArn"] as const;

/** What states of before {@link RosterState.version} leave out, and meant by that. Frozen: it says what was, not what is. */
const firstForm = {
  version: 1,
  federationRole: "quicksight-fed-users",
  federationRolePath: "/",
  groupPrefix: "quicksight-fed-",
  groupNames: "{}",
  groups: "",
  existing: false,
  lockBucket: "",
  source: "",
  customPermissions: "",
  emails: "correct",
  selfUpgrade: "",
  unusable: "",
  newcomers: "",
  newcomersBefore: "",
  waitingIn: "",
  arrived: "",
  removalAtMost: 25,
  promotionPercent: 25,
  promotionAtLeast: 5,
  promotionAtMost: 25,
  registrationPercent: 100,
  registrationAtLeast: 50,
  registrationAtMost: 1000,
  protected: "",
  additiveOnly: false,
  leavers: "remove",
  successor: "",
} as const satisfies Partial<RosterState>;

/** A state in today's form, whatever form it was written in. */
export function upgradeRoster(state: Stored<RosterState>): Stored<RosterState> {
  const regions = { dataRegions: state.dataRegion };
  return { ...firstForm, ...regions, ...state, version: 1 };
}

/** What a Roster is made of: see `RosterArgs`. */
export interface RosterInputs {
  readonly governed: GovernedNamespace;
  readonly existing?: boolean | undefined;
  readonly lockBucket?: string | undefined;
}

/** The properties of a roster: what {@link governedOf} reads back. */
export function rosterState({ governed, existing, lockBucket }: RosterInputs): RosterState {
  const { scope, dataRegions, guard, people, customPermissions, emails, unusable, source } =
    governed;
  const { newcomers = "", waitingIn = "" } = governed;
  return {
    version: 1,
    namespaceArn: namespaceArnOf(scope),
    federationRole: scope.federationRole,
    federationRolePath: scope.federationRolePath ?? "/",
    groupPrefix: scope.groupPrefix,
    groupNames: JSON.stringify(scope.groupNames ?? {}),
    groups: formatGroups(governed.groups ?? {}),
    existing: existing ?? false,
    dataRegion: dataRegions[0] ?? "",
    dataRegions: dataRegions.join(" "),
    lockBucket: lockBucket ?? "",
    source: source ?? "",
    ...describePeople(people),
    customPermissions: customPermissions.join(" "),
    emails,
    selfUpgrade: governed.selfUpgrade ?? "",
    unusable: (unusable ?? []).join(" "),
    ...{ newcomers, newcomersBefore: "", waitingIn, arrived: "" },
    ...describeGuard(guard),
  };
}

/** The people as text and as numbers. */
export function describePeople(people: readonly Person[]) {
  const admins = people.filter(({ role }) => isAdmin(role)).length;
  const readers = people.filter(({ role }) => isReader(role)).length;
  return {
    people: formatRoster(people),
    peopleCount: people.length,
    readers,
    authors: people.length - readers - admins,
    admins,
  };
}

function selfUpgradeOf({ selfUpgrade }: RosterState): Pick<GovernedNamespace, "selfUpgrade"> {
  if (selfUpgrade === "") return {};
  return { selfUpgrade: selfUpgrade === "adopt" ? "adopt" : "deny" };
}

/** The namespace that a roster is about, with what it should be. */
export function governedOf(state: RosterState): GovernedNamespace {
  const { namespaceArn, federationRole, federationRolePath, groupPrefix, groupNames } = state;
  return {
    scope: {
      ...parseNamespaceArn(namespaceArn),
      federationRole,
      federationRolePath,
      groupPrefix,
      groupNames: JSON.parse(groupNames) as Record<string, string>,
    },
    dataRegions: words(state.dataRegions),
    people: parseRosterText(state.people),
    groups: parseGroups(state.groups),
    customPermissions: words(state.customPermissions),
    emails: state.emails,
    ...selfUpgradeOf(state),
    unusable: words(state.unusable),
    ...(state.newcomers === "" ? {} : { newcomers: state.newcomers }),
    ...(state.newcomersBefore === "" ? {} : { newcomersBefore: words(state.newcomersBefore) }),
    ...(state.waitingIn === "" ? {} : { waitingIn: state.waitingIn }),
    guard: guardOf(state),
    source: state.source === "" ? undefined : state.source,
  };
}
