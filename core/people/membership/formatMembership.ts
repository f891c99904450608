import Papa from "papaparse";

/** A row of a membership file that is written. */
export interface MembershipEntry {
  readonly namespace: string;
  /** Without the prefix. */
  readonly group: string;
  readonly user: string;
  readonly email: string;
}

/** A membership file with a header, as `parseMembership` reads it: a line each, in the order given. */
export function formatMembership(entries: readonly MembershipEntry[]): string {
  const fields = ["namespace", "group", "user", "email"];
  const data = entries.map(({ namespace, group, user, email }) => [namespace, group, user, email]);
  return `${Papa.unparse({ fields, data }, { newline: "\n" })}\n`;
}
