import type { Role } from "../settings/role.ts";

/** A person of a namespace, as the roster wants them to be. */
export interface Person {
  /**
   * The session name of the federation role: in QuickSight the person is `<federation role>/<session>`. Their email, unless
   * the settings say otherwise.
   */
  readonly session: string;
  /** The address that QuickSight writes to. */
  readonly email: string;
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
