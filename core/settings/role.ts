/** The roles a person can have in QuickSight, lowest first (AWS API: `UserRole`, without the two `RESTRICTED_` ones). */
export const roles = [
  "READER",
  "READER_PRO",
  "AUTHOR",
  "AUTHOR_PRO",
  "ADMIN",
  "ADMIN_PRO",
] as const;

/** A QuickSight role; see {@link roles} for the order. */
export type Role = (typeof roles)[number];

/** True for one of the six roles, spelled as the API spells them. */
export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

/** The highest of the given roles; READER when there is none. The order they come in never matters. */
export function highestRole(given: Iterable<Role>): Role {
  let highest: Role = "READER";
  for (const role of given) {
    if (roles.indexOf(role) > roles.indexOf(highest)) highest = role;
  }
  return highest;
}

/** True when the first role is lower than the second. */
export function isLower(role: Role, than: Role): boolean {
  return roles.indexOf(role) < roles.indexOf(than);
}

/** True for READER and READER_PRO: people who can own nothing. */
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
