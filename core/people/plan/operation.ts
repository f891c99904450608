import { isAdmin, isLower, type Role } from "../../settings/role.ts";
import type { OwnedAsset } from "../../assets/ownedAsset.ts";

/** One step from what is to what should be, with its reason: `line 14 of data/membership.csv`. */
export type Operation = CreateGroup | PersonOperation;

/** A declared group that QuickSight does not have. */
export interface CreateGroup {
  readonly kind: "create-group";
  /** Without the prefix. */
  readonly group: string;
  readonly description?: string | undefined;
  readonly reason: string;
}

/** A step about one person, named by their session name. */
export type PersonOperation = { readonly email: string; readonly reason: string } & (
  | { readonly kind: "change-role"; readonly from: Role; readonly to: Role }
  | { readonly kind: "change-email"; readonly from: string; readonly role: Role }
  /** A custom permissions profile, applied, exchanged or taken away. */
  | {
      readonly kind: "change-permissions";
      readonly from?: string | undefined;
      readonly to?: string | undefined;
    }
  | ({ readonly kind: "downgrade"; readonly from: Role; readonly to: Role } & Registration &
      Deletion)
  | ({ readonly kind: "register"; readonly role: Role } & Registration)
  | { readonly kind: "add-member"; readonly group: string }
  | { readonly kind: "remove-member"; readonly group: string }
  | ({ readonly kind: "remove"; readonly role: Role } & Deletion)
);

interface Registration {
  /** The custom permissions profile they get. */
  readonly customPermissions?: string | undefined;
}

interface Deletion {
  /** Groups of ours they are in now: a deleted user is in none. */
  readonly groups: readonly string[];
  /** What they own now, and must not leave behind; absent where it was not looked for. */
  readonly owned?: readonly OwnedAsset[];
}

/** The steps that delete a user. */
export type Deleting = Extract<PersonOperation, { kind: "downgrade" | "remove" }>;

/** True for the steps that delete a user, for good or to register them anew. */
export function isDeleting(operation: Operation): operation is Deleting {
  return operation.kind === "downgrade" || operation.kind === "remove";
}

/**
 * True when whoever is deleted may own something. Readers can't (user guide). What READER_PRO may own of the newer kinds is not
 * confirmed, so that it is looked for.
 */
export function canOwn(operation: Deleting): boolean {
  return operation.kind === "downgrade" || operation.role !== "READER";
}

/** The steps of a run, one after the other; see {@link phaseOf}. */
export const phases = [
  "create-group",
  "raise",
  "change-email",
  "change-permissions",
  "register",
  "lower",
  "downgrade",
  "add-member",
  "remove-member",
  "remove",
] as const;

/**
 * Giving comes before taking: a run that stops halfway leaves people with too much for a while, never with nothing, and an
 * admin goes when the next one is there. Only memberships come after downgrades, which give them back.
 */
export function phaseOf(operation: Operation): (typeof phases)[number] {
  if (operation.kind !== "change-role") return operation.kind;
  return isLower(operation.to, operation.from) ? "lower" : "raise";
}

/** True for the steps that take something from somebody. */
export function isTaking(operation: Operation): boolean {
  const phase = phaseOf(operation);
  return isDeleting(operation) || phase === "remove-member" || phase === "lower";
}

/** True for the steps after which there is one admin more. */
export function isMakingAdmin(operation: Operation): boolean {
  if (operation.kind === "register") return isAdmin(operation.role);
  return operation.kind === "change-role" && !isAdmin(operation.from) && isAdmin(operation.to);
}

/** True for the steps after which there is one admin less. */
export function isTakingAdmin(operation: Operation): boolean {
  if (operation.kind === "remove") return isAdmin(operation.role);
  const changed = operation.kind === "change-role" || operation.kind === "downgrade";
  return changed && isAdmin(operation.from) && !isAdmin(operation.to);
}

/** What to do, in the order of {@link phases}, then by person and group; and what is left alone. */
export interface Plan {
  readonly operations: readonly Operation[];
  /** People who are not in the roster any more and lose something. */
  readonly leavers: readonly string[];
  /** How many people the roster has. */
  readonly wanted: number;
  /** What is not ours to change, or is kept for another reason, in words. */
  readonly notices: readonly string[];
  /** People of the roster who are as they should be. */
  readonly unchanged: number;
}

/** Sorts into the order of a plan. */
export function compareOperations(a: Operation, b: Operation): number {
  const byPhase = phases.indexOf(phaseOf(a)) - phases.indexOf(phaseOf(b));
  if (byPhase !== 0) return byPhase;
  return sortKey(a) < sortKey(b) ? -1 : 1;
}

function sortKey(operation: Operation): string {
  const email = "email" in operation ? operation.email : "";
  return `${email} ${"group" in operation ? operation.group : ""}`;
}
