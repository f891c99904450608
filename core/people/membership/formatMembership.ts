import Papa from "papaparse";

/** A row of a membership file that is written. */
export interface MembershipEntry {
  readonly namespace: string;
  /** Without the prefix. */
  readonly group: string;
  readonly user: string;
  readonly email: string;
  readonly session: string;
}

/**
 * A membership file with a header, as `parseMembership` reads it: a line each, in the order given. With a column for session
 * names where {@link hasOwnSessions}.
 */
export function formatMembership(entries: readonly MembershipEntry[]): string {
  const common = ["namespace", "group", "user", "email"] as const;
  const fields = hasOwnSessions(entries) ? [...common, "session" as const] : common;
  const data = entries.map((entry) => fields.map((field) => entry[field]));
  return `${Papa.unparse({ fields: [...fields], data }, { newline: "\n" })}\n`;
}

/** True when some session name is not the email: then the file says them, and `identity.session` is `column`. */
export function hasOwnSessions(
  entries: readonly Pick<MembershipEntry, "session" | "email">[],
): boolean {
  return entries.some(({ session, email }) => session !== email);
}
