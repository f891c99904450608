import { userNameOf } from "../../aws/scope.ts";
import { isAdmin, isLower } from "../../settings/role.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualNamespace, ActualPerson } from "../readNamespace.ts";
import type { Person } from "../person.ts";
import { isKnown } from "./isKnown.ts";
import type { SelfUpgradeRequest } from "./selfUpgrades.ts";

/** Somebody whose own role is kept. */
export interface Adopted {
  readonly session: string;
  /** Absent: QuickSight refuses to say whether there is one. */
  readonly request?: SelfUpgradeRequest;
}

/**
 * Why somebody keeps a role above that of the membership file: they raised it themselves, by a request that was approved, and settings
 * adopt that. Nobody becomes an administrator so, and a role that nobody asked for is taken back as any other drift; where QuickSight
 * refuses to say who asked, nothing is taken that somebody may have raised.
 */
export function adoptedOf(
  { selfUpgrade, scope }: Pick<GovernedNamespace, "selfUpgrade" | "scope">,
  { selfUpgrades }: Pick<ActualNamespace, "selfUpgrades">,
  desired: Pick<Person, "role">,
  actual: Pick<ActualPerson, "session" | "role">,
): Adopted | undefined {
  if (selfUpgrade !== "adopt" || selfUpgrades === undefined || isAdmin(actual.role))
    return undefined;
  const isAbove = actual.role !== desired.role && !isLower(actual.role, desired.role);
  if (!isAbove) return undefined;
  const { requests } = selfUpgrades;
  const { session } = actual;
  if (!isKnown(requests)) return { session };
  const userName = userNameOf(scope, session);
  const request = requests.find(
    (one) =>
      one.state === "approved" && one.userName === userName && !isLower(one.role, actual.role),
  );
  return request && { session, request };
}

/** Says that somebody keeps a role that they raised themselves, or may have. */
export function describeAdopted(
  { source = "the membership file" }: Pick<GovernedNamespace, "source">,
  desired: Pick<Person, "role">,
  { session, role }: Pick<ActualPerson, "session" | "role">,
  { request }: Adopted,
): string {
  return request === undefined
    ? `${session}: ${role}, and ${desired.role} by ${source}; kept, as nobody here may see whether they raised it themselves (identity.selfUpgrade: adopt)`
    : `${session}: ${role} by self-upgrade, and ${desired.role} by ${source}; kept (identity.selfUpgrade: adopt)`;
}
