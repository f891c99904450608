import type { OwnedAsset } from "../assets/ownedAsset.ts";
import { isAdmin, isLower, type Role } from "../settings/role.ts";

/** The namespace that people come into who register themselves by signing in (QuickSight user guide). */
export const selfRegistration = "default";

/** One step from what is to what should be, with its reason: `line 14 of data/membership.csv`. */
export type PeopleStep = CreateGroup | DeleteGroup | CloseSelfUpgrade | PersonStep;

/** A declared group that QuickSight does not have. */
export interface CreateGroup {
  readonly kind: "create-group";
  /** Its name in the settings. */
  readonly group: string;
  readonly description?: string | undefined;
  readonly reason: string;
}

/** A group that nobody is in any more, of a stack that is destroyed. */
export interface DeleteGroup {
  readonly kind: "delete-group";
  /** Its name in the settings. */
  readonly group: string;
  readonly reason: string;
}

/** People of the namespace raise their own role without asking; from then on an administrator decides. */
export interface CloseSelfUpgrade {
  readonly kind: "close-self-upgrade";
  readonly reason: string;
}

/** A step about one person. */
export type PersonStep = {
  /** The session name: who they are in QuickSight, behind the federation role. */
  readonly session: string;
  /** The mail that QuickSight is to hold. */
  readonly email: string;
  readonly reason: string;
} & (
  | { readonly kind: "change-role"; readonly from: Role; readonly to: Role }
  | { readonly kind: "change-email"; readonly from: string; readonly role: Role }
  /** A custom permissions profile, applied, exchanged or taken away. */
  | {
      readonly kind: "change-permissions";
      readonly from?: string | undefined;
      readonly to?: string | undefined;
    }
  | Move
  | ({ readonly kind: "downgrade"; readonly from: Role; readonly to: Role } & Registration &
      Deletion)
  | ({
      readonly kind: "register";
      readonly role: Role;
      /** True: an earlier run took everything from them, and this step gives all of it back. */
      readonly restores?: boolean;
    } & Registration)
  | { readonly kind: "add-member"; readonly group: string }
  | GiveBack
  | { readonly kind: "remove-member"; readonly group: string }
  | ({ readonly kind: "remove"; readonly role: Role } & Deletion)
);

/** What an earlier run took with the user and did not come to give back. */
interface GiveBack {
  readonly kind: "give-back";
  /** The groups that are not ours, as QuickSight names them; may be none. */
  readonly groupNames: readonly string[];
  /** The profile of somebody who is there again without one: it restricts them. */
  readonly customPermissions?: string | undefined;
  /**
   * Whose entry in the journal it is.
   * @default the session name; another spelling where they signed in under another one
   */
  readonly owedTo?: string;
}

/** Takes a newcomer out of another namespace, where they registered themselves: their registration comes after it. */
interface Move {
  readonly kind: "move";
  readonly from: typeof selfRegistration;
  /** The role that they are registered with. */
  readonly role: Role;
  /** The profile of the user who is deleted, where they are registered with it again: a profile restricts. */
  readonly keeps?: string | undefined;
  /** The profile of the user who is deleted, where they are registered without it. */
  readonly lifts?: string | undefined;
}

interface Registration {
  /** The custom permissions profile they get. */
  readonly customPermissions?: string | undefined;
}

interface Deletion {
  /** Groups of ours they are in now: a deleted user is in none. */
  readonly groups: readonly string[];
  /** True: they are not in the roster any more. */
  readonly leaves: boolean;
  /** What they own now, and must not leave behind; absent where it was not looked for. */
  readonly owned?: readonly OwnedAsset[];
}

/** The steps of one kind. */
export type StepOf<Kind extends PeopleStep["kind"]> = Extract<PeopleStep, { readonly kind: Kind }>;

/** The steps that delete a user. */
export type Deleting = StepOf<"downgrade" | "remove">;

/** True for the steps that delete a user, for good or to register them anew. */
export function isDeleting(step: PeopleStep): step is Deleting {
  return step.kind === "downgrade" || step.kind === "remove";
}

/**
 * True for the steps that delete somebody who can own something: readers cannot (QuickSight user guide). That READER_PRO may own
 * agents, spaces and flows is not confirmed, so it is looked for.
 */
export function leavesAssets(step: PeopleStep): step is Deleting {
  return isDeleting(step) && (step.kind === "remove" ? step.role : step.from) !== "READER";
}

/** True for a lower role, in place or by a new registration. */
export function isLowering(step: PeopleStep): step is StepOf<"change-role" | "downgrade"> {
  return step.kind === "downgrade" || (step.kind === "change-role" && isLower(step.to, step.from));
}

/** True for the steps that take a custom permissions profile from somebody: a profile restricts, so that this gives rights. */
export function isLifting(step: PeopleStep): boolean {
  if (step.kind === "move") return step.lifts !== undefined;
  return step.kind === "change-permissions" && step.from !== undefined;
}

/** True for the steps after which there is one admin more. */
export function isMakingAdmin(step: PeopleStep): boolean {
  if (step.kind === "register") return isAdmin(step.role);
  return step.kind === "change-role" && !isAdmin(step.from) && isAdmin(step.to);
}

/** True for the steps after which there is one admin less. */
export function isTakingAdmin(step: PeopleStep): boolean {
  if (step.kind === "remove") return isAdmin(step.role);
  const changed = step.kind === "change-role" || step.kind === "downgrade";
  return changed && isAdmin(step.from) && !isAdmin(step.to);
}
