import type { MembershipRow } from "../membership/membershipRow.ts";
import type { SessionSource } from "./buildRoster.ts";

/** The session name of a row: of whoever has none in the column for it, the email. */
export function sessionNameOf(
  { email, user, session }: Pick<MembershipRow, "email" | "user" | "session">,
  source: SessionSource,
): string {
  return { email, user, column: session ?? email }[source];
}
