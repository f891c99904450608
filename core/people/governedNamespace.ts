import type { GuardSettings } from "../settings/guardSettings.ts";
import type { NamespaceScope } from "../aws/scope.ts";
import type { GroupSettings } from "./roster/buildRoster.ts";
import type { Roster } from "./roster/person.ts";

/** A namespace with what it should be: all that a plan needs to know besides what QuickSight holds. */
export interface GovernedNamespace {
  readonly scope: NamespaceScope;
  /** The Region of the assets that people own. */
  readonly dataRegion: string;
  readonly desired: Roster;
  readonly guard: GuardSettings;
  /**
   * Custom permissions profiles that the settings name, sorted. A profile that is not among them is somebody else's
   * decision: it is neither taken away nor exchanged unless the person is to have one of these.
   */
  readonly customPermissions: readonly string[];
  /** Declared groups by name; those that QuickSight lacks are made, but for existing ones. Absent: no group is made. */
  readonly groups?: Readonly<Record<string, Pick<GroupSettings, "description" | "existing">>>;
  /** ARN of who runs this: no plan takes anything from them. Absent: not known. */
  readonly callerArn?: string | undefined;
  /** What the roster was read from, for the reasons of operations. */
  readonly source?: string | undefined;
  /** Why people who are not in the roster go, when it is not that they left the membership file. */
  readonly reasonOfAbsence?: string | undefined;
  /** True when the namespace is about to be deleted: then people who wait for a group go as well. */
  readonly everybodyGoes?: boolean | undefined;
  /** People whom an earlier run deleted and did not come to register again: see the lock's notes. */
  readonly unfinished?: readonly string[];
}
