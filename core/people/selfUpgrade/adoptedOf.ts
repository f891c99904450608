import { userNameOf } from "../../aws/scope.ts";
import { isAdmin, isLower } from "../../settings/role.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualNamespace, ActualPerson } from "../readNamespace.ts";
import type { Person } from "../person.ts";
import type { SelfUpgradeRequest } from "./selfUpgrades.ts";

/** Somebody whose own role is kept. */
export interface Adopted {
  readonly session: string;
  readonly request: SelfUpgradeRequest;
}

/**
 * Why somebody keeps a role above that of the membership file: they raised it themselves, by a request that was approved, and settings
 * adopt that. Nobody becomes an administrator so, and a role that nobody asked for is taken back as any other drift.
 */
export function adoptedOf(
  { selfUpgrade, scope }: Pick<GovernedNamespace, "selfUpgrade" | "scope">,
  { selfUpgrades }: Pick<ActualNamespace, "selfUpgrades">,
  desired: Pick<Person, "role">,
  actual: Pick<ActualPerson, "session" | "role">,
): Adopted | undefined {
  if (selfUpgrade !== "adopt" || isAdmin(actual.role)) return undefined;
  const isAbove = actual.role !== desired.role && !isLower(actual.role, desired.role);
  if (!isAbove) return undefined;
  const userName = userNameOf(scope, actual.session);
  const request = selfUpgrades?.requests.find(
    (one) =>
      one.state === "approved" && one.userName === userName && !isLower(one.role, actual.role),
  );
  return request && { session: actual.session, request };
}

/** Says that somebody keeps a role that they raised themselves. */
export function describeAdopted(
  { source = "the membership file" }: Pick<GovernedNamespace, "source">,
  desired: Pick<Person, "role">,
  { session, role }: Pick<ActualPerson, "session" | "role">,
): string {
  return `${session}: ${role} by self-upgrade, and ${desired.role} by ${source}; kept (identity.selfUpgrade: adopt)`;
}
