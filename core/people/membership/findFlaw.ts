import { describeBadEmail } from "./describeBadEmail.ts";
import { columns } from "./findLayout.ts";
import type { Mistake } from "./mistake.ts";
import type { MembershipRow } from "./parseMembership.ts";

/** A field of a whole row that cannot be right, whatever the settings say: one that is empty, unreadable, or no address. */
export function findFlaw(
  row: MembershipRow,
  fields: readonly string[],
): Pick<Mistake, "kind" | "message"> | undefined {
  const missing = columns.filter((column) => row[column] === "");
  if (missing.length > 0) {
    const message = `${missing.join(" and ")} missing (got "${fields.join(",")}"); a row names namespace, group, user and email`;
    return { kind: "a field that is empty", message };
  }
  const odd = columns.find((column) => /[\p{Cc}\ufffd]/u.test(row[column]));
  if (odd !== undefined) {
    const message = `${odd} holds a control character, or one that was lost in conversion (got "${row[odd]}"); correct the export`;
    return { kind: "a character that cannot be right", message };
  }
  const wrong = describeBadEmail(row.email);
  return wrong === undefined
    ? undefined
    : { kind: "an email that is not an address", message: wrong };
}
