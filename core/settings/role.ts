/** The roles a person can have in QuickSight (AWS API: `UserRole`, without the two `RESTRICTED_` ones). */
export const roles = [
  "READER",
  "READER_PRO",
  "AUTHOR",
  "AUTHOR_PRO",
  "ADMIN",
  "ADMIN_PRO",
] as const;

/** A QuickSight role; {@link isLower} compares two. */
export type Role = (typeof roles)[number];

/** True for one of the six roles, spelled as the API spells them. */
export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

/** What a role may do, from little to much, apart from Pro. */
const tiers = ["READER", "AUTHOR", "ADMIN"] as const;

/** A role in its two dimensions: READER_PRO and AUTHOR each have rights that the other lacks. */
function measure(role: Role): { readonly tier: number; readonly pro: boolean } {
  const [name = "", pro] = role.split("_");
  return { tier: tiers.findIndex((tier) => tier === name), pro: pro === "PRO" };
}

/**
 * The least role that has the rights of all given: AUTHOR_PRO for READER_PRO and AUTHOR; READER when there is none. The order
 * they come in never matters.
 */
export function highestRole(given: Iterable<Role>): Role {
  let [tier, pro] = [0, false];
  for (const role of given) {
    const measured = measure(role);
    tier = Math.max(tier, measured.tier);
    pro ||= measured.pro;
  }
  const name = tiers[tier] ?? "READER";
  return pro ? `${name}_PRO` : name;
}

/**
 * The greatest role whose rights all given have: AUTHOR for ADMIN and AUTHOR_PRO; undefined when there is none. The order they
 * come in never matters.
 */
export function commonRole(given: Iterable<Role>): Role | undefined {
  const measured = [...given].map(measure);
  const name = tiers[Math.min(...measured.map(({ tier }) => tier))];
  if (name === undefined) return undefined;
  return measured.every(({ pro }) => pro) ? `${name}_PRO` : name;
}

/** True when the first role lacks a right that the second has, also when it has others instead. */
export function isLower(role: Role, than: Role): boolean {
  const [one, other] = [measure(role), measure(than)];
  return one.tier < other.tier || (!one.pro && other.pro);
}

/** True for READER and READER_PRO: people who make no dashboards and no data sets. */
export function isReader(role: Role): boolean {
  return role === "READER" || role === "READER_PRO";
}

/** True for ADMIN and ADMIN_PRO. */
export function isAdmin(role: Role): boolean {
  return role === "ADMIN" || role === "ADMIN_PRO";
}

/**
 * True when QuickSight makes the change in place (`UpdateUser`). The one direction it refuses is from author or admin to
 * reader: such a person must be deleted and registered again (hashicorp/terraform-provider-aws#43508).
 */
export function canChangeInPlace(from: Role, to: Role): boolean {
  return isReader(from) || !isReader(to);
}
