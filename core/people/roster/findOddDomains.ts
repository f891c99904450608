import { showText } from "../../settings/showText.ts";
import type { Mistake } from "../../csv/mistake.ts";
import { domainOf } from "./domainOf.ts";
import type { SessionRow } from "./findClashes.ts";
import { isOneSlip } from "./isOneSlip.ts";

/** From how many people on a domain is no slip. */
const frequent = 3;
/** How many of the most frequent domains are looked at. */
const mostDomains = 100;

/**
 * People who are the only ones of their domain, where it is one slip of the keyboard away from a domain that others have:
 * `ed@oktank.con`. A remark, as two domains may well differ by a letter.
 */
export function findOddDomains(rows: readonly SessionRow[]): readonly Mistake[] {
  const people = new Map<string, Map<string, SessionRow>>();
  for (const row of rows) {
    const domain = domainOf(row);
    const known = people.get(domain);
    const session = row.session.toLowerCase();
    if (known === undefined) people.set(domain, new Map([[session, row]]));
    else if (!known.has(session)) known.set(session, row);
  }
  const usual = [...people]
    .filter(([, { size }]) => size >= frequent)
    .sort(([, a], [, b]) => b.size - a.size)
    .slice(0, mostDomains);
  return [...people].flatMap(([domain, members]): Mistake[] => {
    const [only, ...others] = members.values();
    if (only === undefined || others.length > 0) return [];
    const near = usual.find(([other]) => isOneSlip(domain, other));
    if (near === undefined) return [];
    const message = `${showText(only.email)} is the only one of its domain, and ${near[1].size} people are of ${near[0]}; correct the export if a letter slipped`;
    return [{ line: only.line, kind: "a domain that only one has", message }];
  });
}
