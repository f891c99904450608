import { showText } from "../../settings/showText.ts";
import { codePoints, quoteOdd } from "../../settings/codePoints.ts";
import { isNamespaceName } from "../../settings/names.ts";
import { describeBadEmail } from "./describeBadEmail.ts";
import { columns } from "./findLayout.ts";
import type { Mistake } from "../../csv/mistake.ts";
import type { MembershipRow } from "./membershipRow.ts";

/** Controls, what turns the direction of writing or separates lines, halves of a pair, private use, and the replacement. */
const impossible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\ufffd]/gu;

/** A field of a whole row that cannot be right, whatever the settings say: one that is empty, unreadable, no name, no address. */
export function findFlaw(
  row: MembershipRow,
  fields: readonly string[],
): Pick<Mistake, "kind" | "message"> | undefined {
  const missing = columns.filter((column) => row[column] === "");
  if (missing.length > 0) {
    const message = `${missing.join(" and ")} missing (got ${showText(fields.join(","))}); a row names namespace, group, user and email`;
    return { kind: "a field that is empty", message };
  }
  for (const column of columns) {
    const odd = row[column].match(impossible);
    if (odd === null) continue;
    const message = `${column} holds a control character, or one that turns the writing or was lost in conversion (${codePoints(odd.join(""))} in ${showText(row[column])}); correct the export`;
    return { kind: "a character that cannot be right", message };
  }
  if (!isNamespaceName(row.namespace)) {
    const message = `namespace ${quoteOdd(row.namespace)} cannot be the name of one, which has up to 64 western letters, digits, dots, dashes and underscores; correct the export`;
    return { kind: "a namespace that cannot be one", message };
  }
  const wrong = describeBadEmail(row.email);
  return wrong === undefined
    ? undefined
    : { kind: "an email that is not an address", message: wrong };
}
