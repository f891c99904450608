import type { Role } from "../settings/role.ts";

/** Somebody as the membership file and the settings want them. */
export interface Person {
  /** The role session name: who they are in QuickSight, behind the federation role. Their email, unless settings say otherwise. */
  readonly session: string;
  /** The mail that QuickSight is to hold. */
  readonly email: string;
  /** The name in the directory, from the file's column `user`; absent where the roster was not read from a file. */
  readonly user?: string | undefined;
  readonly role: Role;
  readonly customPermissions?: string | undefined;
  /** Names in the settings, sorted. */
  readonly groups: readonly string[];
  /** Lines of the membership file that name them. */
  readonly lines?: readonly number[];
}
