import type { Role } from "../../settings/role.ts";

/** A person of a namespace, as the roster wants them to be. */
export interface Person {
  /** The address that QuickSight writes to. */
  readonly email: string;
  /**
   * The session name of the federation role, where it is not the email: in QuickSight the person is
   * `<federation role>/<session>`. See `sessionOf`.
   */
  readonly session?: string | undefined;
  /** The name in the directory; absent when the roster came from elsewhere than a membership file. */
  readonly user?: string | undefined;
  readonly role: Role;
  /** The custom permissions profile that their groups give, if any. */
  readonly customPermissions?: string | undefined;
  /** Names of groups in the settings, sorted, each once. */
  readonly groups: readonly string[];
  /** The lines of the membership file that name the person; absent when the roster came from elsewhere. */
  readonly lines?: readonly number[];
}

/** The validated people of one namespace, sorted by session name. */
export type Roster = readonly Person[];
