import type { NamespaceScope } from "../aws/scope.ts";
import type { GuardSettings } from "../settings/guardSettings.ts";
import type { Person } from "./person.ts";
import type { GroupSettings } from "./roster/buildRoster.ts";

/** A namespace with what it should be: all that a plan needs to know besides what QuickSight holds. */
export interface GovernedNamespace {
  readonly scope: NamespaceScope;
  /** Regions of the assets that people own; the first is the stack's own. */
  readonly dataRegions: readonly string[];
  readonly people: readonly Person[];
  readonly guard: GuardSettings;
  /**
   * Custom permissions profiles that the settings name, sorted. A profile that is not among them is somebody else's
   * decision: it is neither taken away nor exchanged unless the person is to have one of these.
   */
  readonly customPermissions: readonly string[];
  /** `leave`: the mail that QuickSight holds is somebody else's to set, such as an identity provider that keeps it in sync. */
  readonly emails: "correct" | "leave";
  /** Declared groups by name; those that QuickSight lacks are made, but for existing ones. Absent: no group is made. */
  readonly groups?: Readonly<Record<string, Pick<GroupSettings, "description" | "existing">>>;
  /** ARN of who runs this: no plan takes anything from them. Absent: not known. */
  readonly callerArn?: string | undefined;
  /** What the roster was read from, for the reasons of steps. */
  readonly source?: string | undefined;
  /** Why people who are not in the roster go, when it is not that they left the membership file. */
  readonly reasonOfAbsence?: string | undefined;
  /** True when the namespace is about to be deleted: then people who wait for a group go as well. */
  readonly everybodyGoes?: boolean | undefined;
  /** Groups that go when nobody is left in them, by their names in the settings: those of a stack that is destroyed. */
  readonly leavingGroups?: readonly string[] | undefined;
  /** How the namespace was governed before, where that is known. */
  readonly former?: FormerNamespace | undefined;
  /** The group of people who registered themselves and are not in the file. Absent: they are in none. */
  readonly newcomers?: string | undefined;
  /** Groups that were theirs before, and that some of them may be in until a run has taken all out. Absent: none is known. */
  readonly newcomersBefore?: readonly string[] | undefined;
  /** The group of namespace `default` in which such people are there, by its whole name: who is in no other is moved here. */
  readonly waitingIn?: string | undefined;
  /** What becomes of people who raise their own role; absent: it is left, and not looked at. */
  readonly selfUpgrade?: "deny" | "adopt" | undefined;
  /** People of the file whom nobody can register, and who lose nothing for it: session names or emails. */
  readonly unusable?: readonly string[] | undefined;
}

/** How a namespace was governed by the run before. */
export interface FormerNamespace {
  /** Session names: one of them who is a reader without groups has left, and did not just arrive. */
  readonly sessions: ReadonlySet<string>;
  readonly federationRole: string;
  readonly groupPrefix: string;
  /** See `NamespaceScope.groupNames`. */
  readonly groupNames?: Readonly<Record<string, string>> | undefined;
  /** How many of those people were in each group, by its name in the settings of then. */
  readonly members: ReadonlyMap<string, number>;
}
