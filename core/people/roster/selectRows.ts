import { showText } from "../../settings/showText.ts";
import { printable } from "../../aws/printable.ts";
import { isNamespaceName } from "../../settings/names.ts";
import type { Problem } from "../../settings/problem.ts";
import type { Mistake } from "../../csv/mistake.ts";
import type { MembershipRow } from "../membership/membershipRow.ts";
import type { ParsedMembership } from "../membership/parseMembership.ts";
import type { RosterSettings } from "./buildRoster.ts";
import { nameSome } from "../../aws/nameSome.ts";

/**
 * The rows that are of one namespace, and what is wrong with rows of none: those of the account's other namespaces are their
 * own tenants' business, so one tenant's bad row stops no other.
 */
export function selectRows(
  { source, rows, flawed, hasSessions }: ParsedMembership,
  { namespace, namespaces, session = "email" }: RosterSettings,
): {
  readonly rows: readonly MembershipRow[];
  readonly mistakes: readonly Mistake[];
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
} {
  const likeness = likenessOf(namespace);
  const isOther = (name: string) =>
    name !== namespace &&
    (namespaces?.includes(name) ?? (isNamespaceName(name) && likenessOf(name) !== likeness));
  const mistakes: Mistake[] = flawed.filter((row) => !isOther(row.namespace));
  for (const { line, namespace: name } of rows) {
    if (name === namespace || isOther(name)) continue;
    const message =
      namespaces === undefined
        ? `namespace ${showText(name)} looks like "${namespace}", and which ones the account has is not known here; correct the row, or run this where the settings of the account stack are`
        : `namespace ${showText(name)} is not one of this account (it has ${nameSome(namespaces)}); correct the row, or add the namespace to account.namespaces`;
    mistakes.push({ line, kind: "a namespace that the account lacks", message });
  }
  const problems =
    session === "column" && !hasSessions && rows.length > 0
      ? [
          {
            where: source,
            message:
              "the file has no column session, from which tenant.identity.session takes the session names; correct the export, or the setting",
          },
        ]
      : [];
  const own = rows.filter((row) => row.namespace === namespace);
  const notices: string[] = [];
  const others = flawed.filter((row) => isOther(row.namespace));
  if (others.length > 0) {
    notices.push(
      `${countRows(others.length)} of other namespaces in ${source} (${namesOf(others)}) ${others.length === 1 ? "has a mistake" : "have mistakes"}; left to their own tenants`,
    );
  }
  const skipped = rows.filter((row) => row.namespace !== namespace);
  if (namespaces === undefined && skipped.length > 0) {
    notices.push(
      `${skipped.length} of ${rows.length} rows of ${source} skipped: they are of other namespaces (${namesOf(skipped)}), and which ones the account has is not known here`,
    );
  }
  if (session !== "column" && own.some((row) => row.session !== undefined)) {
    notices.push(
      `the column session of ${source} is not used, as tenant.identity.session is ${session}`,
    );
  }
  return { rows: own, mistakes, problems, notices: notices.map(printable) };
}

/** The same text for names that look alike: 1, i and l, 0 and o, dots and dashes, `rn` and m. */
function likenessOf(name: string): string {
  return name
    .replaceAll(/[1i]/g, "l")
    .replaceAll("0", "o")
    .replaceAll(/[._]/g, "-")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w");
}

function countRows(count: number): string {
  return `${count.toLocaleString("en-US")} row${count === 1 ? "" : "s"}`;
}

function namesOf(rows: readonly { readonly namespace: string }[]): string {
  return nameSome([...new Set(rows.map((row) => row.namespace))].sort());
}
